-- postgresql
DROP VIEW IF EXISTS v_person;

-- mysql
DROP VIEW IF EXISTS v_person;

-- mariadb
DROP VIEW IF EXISTS v_person;

-- mssql
DROP VIEW IF EXISTS v_person;

-- oracle
-- refused: PLAN_UNSUPPORTED_CHANGE: ifExists is not allowed on oracle

-- sqlite
DROP VIEW IF EXISTS v_person;
