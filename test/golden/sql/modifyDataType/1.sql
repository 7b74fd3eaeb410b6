-- postgresql
ALTER TABLE person ALTER COLUMN name TYPE VARCHAR(200) USING (name::VARCHAR(200));

-- mysql
ALTER TABLE person MODIFY name VARCHAR(200);
-- warning: modifyDataType states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost

-- mariadb
ALTER TABLE person MODIFY name VARCHAR(200);
-- warning: modifyDataType states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost

-- mssql
ALTER TABLE person ALTER COLUMN name varchar(200);
-- warning: modifyDataType states the column anew on mssql: a NOT NULL is lost unless addNotNullConstraint follows

-- oracle
ALTER TABLE person MODIFY name VARCHAR2(200);

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot change the type of person.name in place: the table is rebuilt from the definition that it has in the database
