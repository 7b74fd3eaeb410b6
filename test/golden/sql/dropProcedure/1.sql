-- postgresql
DROP PROCEDURE tidy;

-- mysql
DROP PROCEDURE tidy;

-- mariadb
DROP PROCEDURE tidy;

-- mssql
DROP PROCEDURE tidy;

-- oracle
DROP PROCEDURE tidy;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored procedures such as tidy
