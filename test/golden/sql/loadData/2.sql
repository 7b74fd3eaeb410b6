-- postgresql
INSERT INTO person (id, name, active) VALUES (1, 'Ann', TRUE),(2, NULL, FALSE);;

-- mysql
INSERT INTO person (id, name, active) VALUES (1, 'Ann', 1),(2, NULL, 0);;

-- mariadb
INSERT INTO person (id, name, active) VALUES (1, 'Ann', 1),(2, NULL, 0);;

-- mssql
INSERT INTO person (id, name, active) VALUES (1, 'Ann', 1),(2, NULL, 0);;

-- oracle
INSERT INTO person (id, name, active) VALUES (1, 'Ann', 1);
INSERT INTO person (id, name, active) VALUES (2, NULL, 0);

-- sqlite
INSERT INTO person (id, name, active) VALUES (1, 'Ann', 1);
INSERT INTO person (id, name, active) VALUES (2, NULL, 0);
