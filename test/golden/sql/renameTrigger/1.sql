-- postgresql
ALTER TRIGGER person_stamp ON person RENAME TO person_seen;
-- rollback
ALTER TRIGGER person_seen ON person RENAME TO person_stamp;

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL cannot rename a trigger
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL cannot rename a trigger

-- mariadb
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot rename a trigger
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MariaDB cannot rename a trigger

-- mssql
sp_rename 'person_stamp', 'person_seen';
-- rollback
sp_rename 'person_seen', 'person_stamp';

-- oracle
ALTER TRIGGER person_stamp RENAME TO person_seen;
-- rollback
ALTER TRIGGER person_seen RENAME TO person_stamp;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot rename a trigger
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite cannot rename a trigger
