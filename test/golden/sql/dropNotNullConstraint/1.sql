-- postgresql
ALTER TABLE person ALTER COLUMN  name DROP NOT NULL;
-- rollback
ALTER TABLE person ALTER COLUMN  name SET NOT NULL;

-- mysql
ALTER TABLE person MODIFY name VARCHAR(50) NULL;
-- warning: dropNotNullConstraint states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person MODIFY name VARCHAR(50) NOT NULL;

-- mariadb
ALTER TABLE person MODIFY name VARCHAR(50) NULL;
-- warning: dropNotNullConstraint states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person MODIFY name VARCHAR(50) NOT NULL;

-- mssql
ALTER TABLE person ALTER COLUMN name varchar(50) NULL;
-- rollback
ALTER TABLE person ALTER COLUMN name varchar(50) NOT NULL;

-- oracle
ALTER TABLE person MODIFY name NULL;
-- rollback
ALTER TABLE person MODIFY name NOT NULL;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop NOT NULL of person.name in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add NOT NULL of person.name in place: the table is rebuilt from the definition that it has in the database
