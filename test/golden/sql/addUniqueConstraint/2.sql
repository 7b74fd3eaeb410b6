-- postgresql
ALTER TABLE person ADD UNIQUE (first_name, last_name);
-- rollback
ALTER TABLE person DROP CONSTRAINT null;

-- mysql
ALTER TABLE person ADD UNIQUE (first_name, last_name);
-- rollback
ALTER TABLE person DROP KEY null;

-- mariadb
ALTER TABLE person ADD UNIQUE (first_name, last_name);
-- rollback
ALTER TABLE person DROP KEY null;

-- mssql
ALTER TABLE person ADD UNIQUE (first_name, last_name);
-- rollback
ALTER TABLE person DROP CONSTRAINT null;

-- oracle
ALTER TABLE person ADD UNIQUE (first_name, last_name);
-- rollback
ALTER TABLE person DROP CONSTRAINT null DROP INDEX;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a unique constraint to person in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop a unique constraint of person in place: the table is rebuilt from the definition that it has in the database
