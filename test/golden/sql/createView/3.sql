-- postgresql
CREATE VIEW v_person (number) AS SELECT id FROM person;
-- rollback
DROP VIEW v_person;

-- mysql
CREATE VIEW v_person (number) AS SELECT id FROM person;
-- rollback
DROP VIEW v_person;

-- mariadb
CREATE VIEW v_person (number) AS SELECT id FROM person;
-- rollback
DROP VIEW v_person;

-- mssql
CREATE VIEW v_person (number) AS SELECT id FROM person;
-- rollback
DROP VIEW v_person;

-- oracle
CREATE VIEW v_person (number) AS SELECT id FROM person;
-- rollback
DROP VIEW v_person;

-- sqlite
CREATE VIEW v_person (number) AS SELECT id FROM person;
-- rollback
DROP VIEW v_person;
