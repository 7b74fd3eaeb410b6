-- postgresql
ALTER TABLE person DROP CONSTRAINT pk_person;

-- mysql
ALTER TABLE person DROP PRIMARY KEY;

-- mariadb
ALTER TABLE person DROP PRIMARY KEY;

-- mssql
ALTER TABLE person DROP CONSTRAINT pk_person;

-- oracle
ALTER TABLE person DROP PRIMARY KEY DROP INDEX;
-- warning: constraintName has no effect on oracle

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the primary key of person in place: the table is rebuilt from the definition that it has in the database
