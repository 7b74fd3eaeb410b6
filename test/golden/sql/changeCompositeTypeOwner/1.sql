-- postgresql
ALTER TYPE address OWNER TO CURRENT_USER;

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL has no composite types

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB has no composite types

-- mssql
-- refused: PLAN_UNSUPPORTED_CHANGE: SQL Server has no composite types

-- oracle
-- refused: PLAN_UNSUPPORTED_CHANGE: Oracle has no composite types

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no composite types
