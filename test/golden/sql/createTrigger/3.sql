-- postgresql
CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END;

-- mysql
CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END;

-- mariadb
CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END;

-- mssql
CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END;

-- oracle
CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END
/

-- sqlite
CREATE TRIGGER person_stamp AFTER UPDATE OF name ON person BEGIN UPDATE person SET nick = ';' WHERE id = OLD.id; END;
