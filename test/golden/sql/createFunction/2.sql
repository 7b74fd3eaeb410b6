-- postgresql
-- refused: PLAN_UNSUPPORTED_CHANGE: replaceIfExists is not allowed on postgresql

-- mysql
DROP FUNCTION IF EXISTS add_one;
CREATE FUNCTION add_one(n INT) RETURNS INT DETERMINISTIC RETURN n + 1;

-- mariadb
DROP FUNCTION IF EXISTS add_one;
CREATE FUNCTION add_one(n INT) RETURNS INT DETERMINISTIC RETURN n + 1;

-- mssql
if object_id('dbo.add_one') is null exec ('CREATE FUNCTION add_one(n INT) RETURNS INT DETERMINISTIC RETURN n + 1') else exec ('ALTER FUNCTION add_one(n INT) RETURNS INT DETERMINISTIC RETURN n + 1');

-- oracle
-- refused: PLAN_UNSUPPORTED_CHANGE: replaceIfExists is not allowed on oracle

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored functions
