-- postgresql
ALTER TABLE address DROP CONSTRAINT fk_address_person;

-- mysql
ALTER TABLE address DROP FOREIGN KEY fk_address_person;

-- mariadb
ALTER TABLE address DROP FOREIGN KEY fk_address_person;

-- mssql
ALTER TABLE address DROP CONSTRAINT fk_address_person;

-- oracle
ALTER TABLE address DROP CONSTRAINT fk_address_person;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop a foreign key of address in place: the table is rebuilt from the definition that it has in the database
