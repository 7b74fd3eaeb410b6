-- postgresql
DELETE FROM person;

-- mysql
DELETE FROM person;

-- mariadb
DELETE FROM person;

-- mssql
DELETE FROM person;

-- oracle
DELETE FROM person;

-- sqlite
DELETE FROM person;
