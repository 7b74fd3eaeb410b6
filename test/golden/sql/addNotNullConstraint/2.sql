-- postgresql
UPDATE person SET active = 'FALSE' WHERE active IS NULL;
ALTER TABLE person ALTER COLUMN  active SET NOT NULL;
-- rollback
ALTER TABLE person ALTER COLUMN  active DROP NOT NULL;

-- mysql
UPDATE person SET active = 0 WHERE active IS NULL;
ALTER TABLE person MODIFY active TINYINT NOT NULL;
-- warning: addNotNullConstraint states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person MODIFY active TINYINT NULL;

-- mariadb
UPDATE person SET active = 0 WHERE active IS NULL;
ALTER TABLE person MODIFY active TINYINT(1) NOT NULL;
-- warning: addNotNullConstraint states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person MODIFY active TINYINT(1) NULL;

-- mssql
UPDATE person SET active = 0 WHERE active IS NULL;
ALTER TABLE person ALTER COLUMN active bit NOT NULL;
-- rollback
ALTER TABLE person ALTER COLUMN active bit NULL;

-- oracle
UPDATE person SET active = 0 WHERE active IS NULL;
ALTER TABLE person MODIFY active NOT NULL;
-- rollback
ALTER TABLE person MODIFY active NULL;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add NOT NULL of person.active in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop NOT NULL of person.active in place: the table is rebuilt from the definition that it has in the database
