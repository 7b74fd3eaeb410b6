-- postgresql
DROP PACKAGE people;

-- mysql
DROP PACKAGE people;

-- mariadb
DROP PACKAGE people;

-- mssql
-- refused: PLAN_UNSUPPORTED_CHANGE: SQL Server has no packages

-- oracle
DROP PACKAGE people;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored packages
