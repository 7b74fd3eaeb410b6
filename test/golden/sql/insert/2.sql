-- postgresql
INSERT INTO person (id, seen, nick) VALUES (2, NOW(), NULL);

-- mysql
INSERT INTO person (id, seen, nick) VALUES (2, NOW(), NULL);

-- mariadb
INSERT INTO person (id, seen, nick) VALUES (2, NOW(), NULL);

-- mssql
INSERT INTO person (id, seen, nick) VALUES (2, GETDATE(), NULL);

-- oracle
INSERT INTO person (id, seen, nick) VALUES (2, CURRENT_TIMESTAMP, NULL);

-- sqlite
INSERT INTO person (id, seen, nick) VALUES (2, CURRENT_TIMESTAMP, NULL);
