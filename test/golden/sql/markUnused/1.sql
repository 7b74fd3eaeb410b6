-- postgresql
-- refused: PLAN_UNSUPPORTED_CHANGE: PostgreSQL cannot mark a column as unused

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL cannot mark a column as unused

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot mark a column as unused

-- mssql
-- refused: PLAN_UNSUPPORTED_CHANGE: SQL Server cannot mark a column as unused

-- oracle
ALTER TABLE person SET UNUSED COLUMN nick;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot mark a column as unused
