-- postgresql
DROP VIEW v_person;

-- mysql
DROP VIEW v_person;

-- mariadb
DROP VIEW v_person;

-- mssql
DROP VIEW v_person;

-- oracle
DROP VIEW v_person;

-- sqlite
DROP VIEW v_person;
