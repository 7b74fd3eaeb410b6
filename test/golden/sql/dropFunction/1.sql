-- postgresql
DROP FUNCTION add_one;

-- mysql
DROP FUNCTION add_one;

-- mariadb
DROP FUNCTION add_one;

-- mssql
DROP FUNCTION add_one;

-- oracle
DROP FUNCTION add_one;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored functions
