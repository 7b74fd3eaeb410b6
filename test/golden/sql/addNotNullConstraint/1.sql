-- postgresql
UPDATE person SET name = 'unknown' WHERE name IS NULL;
ALTER TABLE person ALTER COLUMN  name SET NOT NULL;
-- rollback
ALTER TABLE person ALTER COLUMN  name DROP NOT NULL;

-- mysql
UPDATE person SET name = 'unknown' WHERE name IS NULL;
ALTER TABLE person MODIFY name VARCHAR(50) NOT NULL;
-- warning: addNotNullConstraint states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person MODIFY name VARCHAR(50) NULL;

-- mariadb
UPDATE person SET name = 'unknown' WHERE name IS NULL;
ALTER TABLE person MODIFY name VARCHAR(50) NOT NULL;
-- warning: addNotNullConstraint states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person MODIFY name VARCHAR(50) NULL;

-- mssql
UPDATE person SET name = 'unknown' WHERE name IS NULL;
ALTER TABLE person ALTER COLUMN name varchar(50) NOT NULL;
-- rollback
ALTER TABLE person ALTER COLUMN name varchar(50) NULL;

-- oracle
UPDATE person SET name = 'unknown' WHERE name IS NULL;
ALTER TABLE person MODIFY name NOT NULL;
-- rollback
ALTER TABLE person MODIFY name NULL;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add NOT NULL of person.name in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop NOT NULL of person.name in place: the table is rebuilt from the definition that it has in the database
