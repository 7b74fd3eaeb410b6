-- postgresql
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
ALTER TABLE person DISABLE TRIGGER person_stamp;

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL cannot switch triggers on and off

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot switch triggers on and off

-- mssql
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
DISABLE TRIGGER person_stamp ON person;

-- oracle
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()
/
ALTER TRIGGER person_stamp DISABLE;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot switch triggers on and off
