-- postgresql
-- refused: PLAN_UNSUPPORTED_CHANGE: PostgreSQL has no synonyms

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL has no synonyms

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB has no synonyms

-- mssql
DROP SYNONYM people;

-- oracle
DROP PUBLIC SYNONYM people;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no synonyms
