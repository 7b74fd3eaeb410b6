-- postgresql
CREATE FUNCTION add_one(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1; $$;

-- mysql
CREATE FUNCTION add_one(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1; $$;

-- mariadb
CREATE FUNCTION add_one(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1; $$;

-- mssql
CREATE FUNCTION add_one(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1; $$;

-- oracle
CREATE FUNCTION add_one(n int) RETURNS int LANGUAGE sql AS $$ SELECT n + 1; $$
/

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored functions
