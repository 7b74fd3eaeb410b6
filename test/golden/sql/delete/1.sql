-- postgresql
DELETE FROM person WHERE id < 10;

-- mysql
DELETE FROM person WHERE id < 10;

-- mariadb
DELETE FROM person WHERE id < 10;

-- mssql
DELETE FROM person WHERE id < 10;

-- oracle
DELETE FROM person WHERE id < 10;

-- sqlite
DELETE FROM person WHERE id < 10;
