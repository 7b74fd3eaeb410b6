-- postgresql
CREATE PROCEDURE tidy()
BEGIN
  DELETE FROM person WHERE id < 0;
END;

-- mysql
CREATE PROCEDURE tidy()
BEGIN
  DELETE FROM person WHERE id < 0;
END;

-- mariadb
CREATE PROCEDURE tidy()
BEGIN
  DELETE FROM person WHERE id < 0;
END;

-- mssql
CREATE PROCEDURE tidy()
BEGIN
  DELETE FROM person WHERE id < 0;
END;

-- oracle
CREATE PROCEDURE tidy()
BEGIN
  DELETE FROM person WHERE id < 0;
END
/

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored procedures
