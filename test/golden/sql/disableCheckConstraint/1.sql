-- postgresql
-- refused: PLAN_UNSUPPORTED_CHANGE: PostgreSQL cannot switch check constraints on and off
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: PostgreSQL cannot switch check constraints on and off

-- mysql
ALTER TABLE person ALTER CHECK person_id_positive NOT ENFORCED;
-- rollback
ALTER TABLE person ALTER CHECK person_id_positive ENFORCED;

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot switch check constraints on and off
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot switch check constraints on and off

-- mssql
ALTER TABLE person NOCHECK CONSTRAINT person_id_positive;
-- rollback
ALTER TABLE person WITH CHECK CHECK CONSTRAINT person_id_positive;

-- oracle
ALTER TABLE person DISABLE CONSTRAINT person_id_positive;
-- rollback
ALTER TABLE person ENABLE CONSTRAINT person_id_positive;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot switch check constraints on and off
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot switch check constraints on and off
