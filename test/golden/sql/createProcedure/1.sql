-- postgresql
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM person WHERE id < 0';

-- mysql
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM person WHERE id < 0';

-- mariadb
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM person WHERE id < 0';

-- mssql
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM person WHERE id < 0';

-- oracle
CREATE PROCEDURE tidy() LANGUAGE sql AS 'DELETE FROM person WHERE id < 0'
/

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored procedures
