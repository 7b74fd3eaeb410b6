-- postgresql
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW();

-- mysql
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW();

-- mariadb
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW();

-- mssql
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW();

-- oracle
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW()
/

-- sqlite
CREATE TRIGGER person_stamp BEFORE UPDATE ON person FOR EACH ROW SET NEW.seen = NOW();
