-- postgresql
ALTER TABLE person ADD CONSTRAINT pk_person PRIMARY KEY (id);
-- rollback
ALTER TABLE person DROP CONSTRAINT pk_person;

-- mysql
ALTER TABLE person ADD PRIMARY KEY (id);
-- warning: constraintName has no effect on mysql
-- rollback
ALTER TABLE person DROP PRIMARY KEY;

-- mariadb
ALTER TABLE person ADD PRIMARY KEY (id);
-- warning: constraintName has no effect on mariadb
-- rollback
ALTER TABLE person DROP PRIMARY KEY;

-- mssql
ALTER TABLE person ADD CONSTRAINT pk_person PRIMARY KEY (id);
-- rollback
ALTER TABLE person DROP CONSTRAINT pk_person;

-- oracle
ALTER TABLE person ADD CONSTRAINT pk_person PRIMARY KEY (id);
-- rollback
ALTER TABLE person DROP PRIMARY KEY DROP INDEX;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a primary key to person in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the primary key of person in place: the table is rebuilt from the definition that it has in the database
