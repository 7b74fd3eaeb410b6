-- postgresql
DROP TABLE person;

-- mysql
DROP TABLE person;

-- mariadb
DROP TABLE person;

-- mssql
DROP TABLE person;

-- oracle
DROP TABLE person;

-- sqlite
DROP TABLE person;
