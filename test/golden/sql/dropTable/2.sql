-- postgresql
DROP TABLE person CASCADE;

-- mysql
DROP TABLE person;
-- warning: cascadeConstraints has no effect on mysql

-- mariadb
DROP TABLE person;
-- warning: cascadeConstraints has no effect on mariadb

-- mssql
DROP TABLE person;
-- warning: cascadeConstraints has no effect on mssql

-- oracle
DROP TABLE person CASCADE CONSTRAINTS;

-- sqlite
DROP TABLE person;
-- warning: cascadeConstraints has no effect on sqlite
