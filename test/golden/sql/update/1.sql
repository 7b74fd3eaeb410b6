-- postgresql
UPDATE person SET active = FALSE WHERE name = 'Bob';

-- mysql
UPDATE person SET active = 0 WHERE name = 'Bob';

-- mariadb
UPDATE person SET active = 0 WHERE name = 'Bob';

-- mssql
UPDATE person SET active = 0 WHERE name = 'Bob';

-- oracle
UPDATE person SET active = 0 WHERE name = 'Bob';

-- sqlite
UPDATE person SET active = 0 WHERE name = 'Bob';
