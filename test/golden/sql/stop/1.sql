-- postgresql
-- refused: STOPPED: What just happened?

-- mysql
-- refused: STOPPED: What just happened?

-- mariadb
-- refused: STOPPED: What just happened?

-- mssql
-- refused: STOPPED: What just happened?

-- oracle
-- refused: STOPPED: What just happened?

-- sqlite
-- refused: STOPPED: What just happened?
