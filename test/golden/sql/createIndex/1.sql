-- postgresql
CREATE INDEX ix_person_name ON person(last_name, born DESC);
-- rollback
DROP INDEX ix_person_name;

-- mysql
CREATE INDEX ix_person_name ON person(last_name, born DESC);
-- rollback
DROP INDEX ix_person_name ON person;

-- mariadb
CREATE INDEX ix_person_name ON person(last_name, born DESC);
-- rollback
DROP INDEX ix_person_name ON person;

-- mssql
CREATE NONCLUSTERED INDEX ix_person_name ON person(last_name, born DESC);
-- rollback
DROP INDEX ix_person_name ON person;

-- oracle
CREATE INDEX ix_person_name ON person(last_name, born DESC);
-- rollback
DROP INDEX ix_person_name;

-- sqlite
CREATE INDEX ix_person_name ON person(last_name, born DESC);
-- rollback
DROP INDEX ix_person_name;
