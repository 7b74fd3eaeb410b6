-- postgresql
DO
$$
BEGIN
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
END;
$$
LANGUAGE plpgsql;;
DO
$$
BEGIN
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
END;
$$
LANGUAGE plpgsql;;
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- mysql
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- mariadb
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- mssql
BEGIN
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
END;
BEGIN
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
END;
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- oracle
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';

-- sqlite
UPDATE person SET active = 'true', name = 'Ann' WHERE id = '1';
UPDATE person SET active = 'false', name = NULL WHERE id = '2';
-- rollback
DELETE FROM person WHERE id = '1';
DELETE FROM person WHERE id = '2';
