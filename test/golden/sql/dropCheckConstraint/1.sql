-- postgresql
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- mysql
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- mariadb
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- mssql
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- oracle
ALTER TABLE person DROP CONSTRAINT person_id_positive;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop a check constraint of person in place: the table is rebuilt from the definition that it has in the database
