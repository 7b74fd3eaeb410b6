-- postgresql
DROP TRIGGER person_stamp ON person;

-- mysql
DROP TRIGGER person_stamp;

-- mariadb
DROP TRIGGER person_stamp;

-- mssql
DROP TRIGGER person_stamp;

-- oracle
DROP TRIGGER person_stamp;

-- sqlite
DROP TRIGGER person_stamp;
