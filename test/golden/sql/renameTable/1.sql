-- postgresql
ALTER TABLE person RENAME TO employee;
-- rollback
ALTER TABLE employee RENAME TO person;

-- mysql
ALTER TABLE person RENAME employee;
-- rollback
ALTER TABLE employee RENAME person;

-- mariadb
ALTER TABLE person RENAME employee;
-- rollback
ALTER TABLE employee RENAME person;

-- mssql
exec sp_rename 'person', 'employee';
-- rollback
exec sp_rename 'employee', 'person';

-- oracle
ALTER TABLE person RENAME TO employee;
-- rollback
ALTER TABLE employee RENAME TO person;

-- sqlite
ALTER TABLE person RENAME TO employee;
-- rollback
ALTER TABLE employee RENAME TO person;
