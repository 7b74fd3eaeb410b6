-- postgresql
ALTER TABLE person DROP CONSTRAINT uq_person_email;

-- mysql
ALTER TABLE person DROP KEY uq_person_email;

-- mariadb
ALTER TABLE person DROP KEY uq_person_email;

-- mssql
ALTER TABLE person DROP CONSTRAINT uq_person_email;

-- oracle
ALTER TABLE person DROP CONSTRAINT uq_person_email DROP INDEX;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop a unique constraint of person in place: the table is rebuilt from the definition that it has in the database
