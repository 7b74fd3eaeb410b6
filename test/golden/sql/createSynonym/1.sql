-- postgresql
-- refused: PLAN_UNSUPPORTED_CHANGE: PostgreSQL has no synonyms
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: PostgreSQL has no synonyms

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL has no synonyms
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL has no synonyms

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB has no synonyms
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB has no synonyms

-- mssql
CREATE SYNONYM people FOR person;
-- warning: replaceIfExists has no effect on mssql
-- rollback
DROP SYNONYM people;

-- oracle
CREATE OR REPLACE PUBLIC SYNONYM people FOR person;
-- rollback
DROP PUBLIC SYNONYM people;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no synonyms
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no synonyms
