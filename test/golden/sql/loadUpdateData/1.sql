-- postgresql
DO
$$
BEGIN
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
IF not found THEN
INSERT INTO person (id, name, active) VALUES ('1', 'Ann', 'true');
END IF;
END;
$$
LANGUAGE plpgsql;;
DO
$$
BEGIN
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
IF not found THEN
INSERT INTO person (id, name, active) VALUES ('2', NULL, 'false');
END IF;
END;
$$
LANGUAGE plpgsql;;
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- mysql
INSERT INTO person (id, name, active) VALUES ('1', 'Ann', 'true')
ON DUPLICATE KEY UPDATE name = 'Ann',active = 'true';
INSERT INTO person (id, name, active) VALUES ('2', NULL, 'false')
ON DUPLICATE KEY UPDATE name = null,active = 'false';
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- mariadb
INSERT INTO person (id, name, active) VALUES ('1', 'Ann', 'true')
ON DUPLICATE KEY UPDATE name = 'Ann',active = 'true';
INSERT INTO person (id, name, active) VALUES ('2', NULL, 'false')
ON DUPLICATE KEY UPDATE name = null,active = 'false';
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- mssql
DECLARE @reccount integer
SELECT @reccount = count(*) FROM person WHERE id = '1'
IF @reccount = 0
BEGIN
INSERT INTO person (id, name, active) VALUES ('1', 'Ann', 'true');
END
ELSE
BEGIN
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
END;
DECLARE @reccount integer
SELECT @reccount = count(*) FROM person WHERE id = '2'
IF @reccount = 0
BEGIN
INSERT INTO person (id, name, active) VALUES ('2', NULL, 'false');
END
ELSE
BEGIN
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
END;
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- oracle
DECLARE
	v_reccount NUMBER := 0;
BEGIN
	SELECT COUNT(*) INTO v_reccount FROM person WHERE id = '1';
	IF v_reccount = 0 THEN
INSERT INTO person (id, name, active) VALUES ('1', 'Ann', 'true');
	ELSIF v_reccount = 1 THEN
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
END IF;
END;
/
DECLARE
	v_reccount NUMBER := 0;
BEGIN
	SELECT COUNT(*) INTO v_reccount FROM person WHERE id = '2';
	IF v_reccount = 0 THEN
INSERT INTO person (id, name, active) VALUES ('2', NULL, 'false');
	ELSIF v_reccount = 1 THEN
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
END IF;
END;
/
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- sqlite
INSERT OR REPLACE INTO person (id, name, active) VALUES ('1', 'Ann', 'true');
INSERT OR REPLACE INTO person (id, name, active) VALUES ('2', NULL, 'false');
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';
