-- postgresql
DROP PACKAGE people;

-- mysql
DROP PACKAGE people;

-- mariadb
DROP PACKAGE people;

-- mssql
DROP PACKAGE people;

-- oracle
DROP PACKAGE people;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored packages
