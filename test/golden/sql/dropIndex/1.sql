-- postgresql
DROP INDEX ix_person_name;

-- mysql
DROP INDEX ix_person_name ON person;

-- mariadb
DROP INDEX ix_person_name ON person;

-- mssql
DROP INDEX ix_person_name ON person;

-- oracle
DROP INDEX ix_person_name;

-- sqlite
DROP INDEX ix_person_name;
