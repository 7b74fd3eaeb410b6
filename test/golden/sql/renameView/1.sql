-- postgresql
ALTER TABLE v_person RENAME TO v_people;
-- rollback
ALTER TABLE v_people RENAME TO v_person;

-- mysql
RENAME TABLE v_person TO v_people;
-- rollback
RENAME TABLE v_people TO v_person;

-- mariadb
RENAME TABLE v_person TO v_people;
-- rollback
RENAME TABLE v_people TO v_person;

-- mssql
exec sp_rename 'v_person', 'v_people';
-- rollback
exec sp_rename 'v_people', 'v_person';

-- oracle
RENAME v_person TO v_people;
-- rollback
RENAME v_people TO v_person;

-- sqlite
RENAME v_person TO v_people;
-- warning: SQLite has no statement that renames a view; against a live database the view is made anew
-- rollback
RENAME v_people TO v_person;
