-- postgresql
INSERT INTO person (id, name, born, active) VALUES (1, 'O''Neil', '1990-05-17', TRUE);

-- mysql
INSERT INTO person (id, name, born, active) VALUES (1, 'O''Neil', '1990-05-17', 1);

-- mariadb
INSERT INTO person (id, name, born, active) VALUES (1, 'O''Neil', '1990-05-17', 1);

-- mssql
INSERT INTO person (id, name, born, active) VALUES (1, 'O''Neil', '1990-05-17', 1);

-- oracle
INSERT INTO person (id, name, born, active) VALUES (1, 'O''Neil', TO_DATE('1990-05-17', 'YYYY-MM-DD'), 1);

-- sqlite
INSERT INTO person (id, name, born, active) VALUES (1, 'O''Neil', '1990-05-17', 1);
