-- postgresql
CREATE TABLE state AS SELECT DISTINCT state AS abbreviation FROM address WHERE state IS NOT NULL;
ALTER TABLE state ALTER COLUMN  abbreviation SET NOT NULL;
ALTER TABLE state ADD PRIMARY KEY (abbreviation);
ALTER TABLE address ADD CONSTRAINT fk_address_state FOREIGN KEY (state) REFERENCES state (abbreviation);
-- rollback
ALTER TABLE address DROP CONSTRAINT fk_address_state;
DROP TABLE state;

-- mysql
CREATE TABLE state AS SELECT DISTINCT state AS abbreviation FROM address WHERE state IS NOT NULL;
ALTER TABLE state MODIFY abbreviation CHAR(2) NOT NULL;
ALTER TABLE state ADD PRIMARY KEY (abbreviation);
ALTER TABLE address ADD CONSTRAINT fk_address_state FOREIGN KEY (state) REFERENCES state (abbreviation);
-- warning: addNotNullConstraint states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE address DROP FOREIGN KEY fk_address_state;
DROP TABLE state;

-- mariadb
CREATE TABLE state AS SELECT DISTINCT state AS abbreviation FROM address WHERE state IS NOT NULL;
ALTER TABLE state MODIFY abbreviation CHAR(2) NOT NULL;
ALTER TABLE state ADD PRIMARY KEY (abbreviation);
ALTER TABLE address ADD CONSTRAINT fk_address_state FOREIGN KEY (state) REFERENCES state (abbreviation);
-- warning: addNotNullConstraint states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE address DROP FOREIGN KEY fk_address_state;
DROP TABLE state;

-- mssql
SELECT DISTINCT state AS abbreviation INTO state FROM address WHERE state IS NOT NULL;
ALTER TABLE state ALTER COLUMN abbreviation char(2) NOT NULL;
ALTER TABLE state ADD PRIMARY KEY (abbreviation);
ALTER TABLE address ADD CONSTRAINT fk_address_state FOREIGN KEY (state) REFERENCES state (abbreviation);
-- rollback
ALTER TABLE address DROP CONSTRAINT fk_address_state;
DROP TABLE state;

-- oracle
CREATE TABLE state AS SELECT DISTINCT state AS abbreviation FROM address WHERE state IS NOT NULL;
ALTER TABLE state ADD PRIMARY KEY (abbreviation);
ALTER TABLE address ADD CONSTRAINT fk_address_state FOREIGN KEY (state) REFERENCES state (abbreviation);
-- rollback
ALTER TABLE address DROP CONSTRAINT fk_address_state;
DROP TABLE state;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a primary key to state in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop a foreign key of address in place: the table is rebuilt from the definition that it has in the database
