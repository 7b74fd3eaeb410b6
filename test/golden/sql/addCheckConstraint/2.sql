-- postgresql
ALTER TABLE person ADD CONSTRAINT person_id_positive CHECK (id > 0) NOT VALID;
-- rollback
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- mysql
ALTER TABLE person ADD CONSTRAINT person_id_positive CHECK (id > 0);
-- warning: validate has no effect on mysql
-- rollback
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- mariadb
ALTER TABLE person ADD CONSTRAINT person_id_positive CHECK (id > 0);
-- warning: validate has no effect on mariadb
-- rollback
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- mssql
ALTER TABLE person WITH NOCHECK ADD CONSTRAINT person_id_positive CHECK (id > 0);
-- rollback
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- oracle
ALTER TABLE person ADD CONSTRAINT person_id_positive CHECK (id > 0) ENABLE NOVALIDATE;
-- rollback
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a check constraint to person in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop a check constraint of person in place: the table is rebuilt from the definition that it has in the database
