-- postgresql
UPDATE person SET nick = 'B' WHERE id = 1;

-- mysql
UPDATE person SET nick = 'B' WHERE id = 1;

-- mariadb
UPDATE person SET nick = 'B' WHERE id = 1;

-- mssql
UPDATE person SET nick = 'B' WHERE id = 1;

-- oracle
UPDATE person SET nick = 'B' WHERE id = 1;

-- sqlite
UPDATE person SET nick = 'B' WHERE id = 1;
