-- postgresql
ALTER TABLE person RENAME COLUMN name TO full_name;
-- rollback
ALTER TABLE person RENAME COLUMN full_name TO name;

-- mysql
ALTER TABLE person CHANGE name full_name VARCHAR(50);
-- warning: renameColumn states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person CHANGE full_name name VARCHAR(50);

-- mariadb
ALTER TABLE person CHANGE name full_name VARCHAR(50);
-- warning: renameColumn states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person CHANGE full_name name VARCHAR(50);

-- mssql
exec sp_rename 'person.name', 'full_name', 'COLUMN';
-- rollback
exec sp_rename 'person.full_name', 'name', 'COLUMN';

-- oracle
ALTER TABLE person RENAME COLUMN name TO full_name;
-- rollback
ALTER TABLE person RENAME COLUMN full_name TO name;

-- sqlite
ALTER TABLE person RENAME COLUMN name TO full_name;
-- rollback
ALTER TABLE person RENAME COLUMN full_name TO name;
