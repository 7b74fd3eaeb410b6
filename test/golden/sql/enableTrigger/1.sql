-- postgresql
ALTER TABLE person ENABLE TRIGGER person_stamp;
-- rollback
ALTER TABLE person DISABLE TRIGGER person_stamp;

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL cannot switch triggers on and off
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL cannot switch triggers on and off

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot switch triggers on and off
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot switch triggers on and off

-- mssql
ENABLE TRIGGER person_stamp ON person;
-- rollback
DISABLE TRIGGER person_stamp ON person;

-- oracle
ALTER TRIGGER person_stamp ENABLE;
-- rollback
ALTER TRIGGER person_stamp DISABLE;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot switch triggers on and off
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot switch triggers on and off
