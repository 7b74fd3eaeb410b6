-- postgresql
CREATE VIEW v_person AS SELECT id, name FROM person WHERE id > 10;
-- rollback
DROP VIEW v_person;

-- mysql
CREATE VIEW v_person AS SELECT id, name FROM person WHERE id > 10;
-- rollback
DROP VIEW v_person;

-- mariadb
CREATE VIEW v_person AS SELECT id, name FROM person WHERE id > 10;
-- rollback
DROP VIEW v_person;

-- mssql
CREATE VIEW v_person AS SELECT id, name FROM person WHERE id > 10;
-- rollback
DROP VIEW v_person;

-- oracle
CREATE VIEW v_person AS SELECT id, name FROM person WHERE id > 10;
-- rollback
DROP VIEW v_person;

-- sqlite
CREATE VIEW v_person AS SELECT id, name FROM person WHERE id > 10;
-- rollback
DROP VIEW v_person;
