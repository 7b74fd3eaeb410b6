-- postgresql
INSERT INTO person (seen, nick) VALUES (NOW(), NULL);

-- mysql
INSERT INTO person (seen, nick) VALUES (NOW(), NULL);

-- mariadb
INSERT INTO person (seen, nick) VALUES (NOW(), NULL);

-- mssql
INSERT INTO person (seen, nick) VALUES (GETDATE(), NULL);

-- oracle
INSERT INTO person (seen, nick) VALUES (CURRENT_TIMESTAMP, NULL);

-- sqlite
INSERT INTO person (seen, nick) VALUES (CURRENT_TIMESTAMP, NULL);
