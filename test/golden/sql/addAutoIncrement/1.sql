-- postgresql
CREATE SEQUENCE  IF NOT EXISTS person_id_seq START WITH 100;
ALTER TABLE person ALTER COLUMN  id SET NOT NULL;
ALTER TABLE person ALTER COLUMN  id SET DEFAULT nextval('person_id_seq');
ALTER SEQUENCE person_id_seq OWNED BY person.id;

-- mysql
ALTER TABLE person MODIFY id INT AUTO_INCREMENT;
ALTER TABLE person AUTO_INCREMENT=100;

-- mariadb
ALTER TABLE person MODIFY id INT AUTO_INCREMENT;
ALTER TABLE person AUTO_INCREMENT=100;

-- mssql
-- refused: PLAN_UNSUPPORTED_CHANGE: mssql cannot make an existing column number its rows

-- oracle
-- refused: PLAN_UNSUPPORTED_CHANGE: oracle cannot make an existing column number its rows

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot number the rows of person by id in place: the table is rebuilt from the definition that it has in the database
