-- postgresql
DROP PACKAGE BODY people;

-- mysql
DROP PACKAGE BODY people;

-- mariadb
DROP PACKAGE BODY people;

-- mssql
-- refused: PLAN_UNSUPPORTED_CHANGE: SQL Server has no packages

-- oracle
DROP PACKAGE BODY people;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored package bodys
