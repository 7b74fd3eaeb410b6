-- postgresql
-- rollback

-- mysql
-- rollback

-- mariadb
-- rollback

-- mssql
-- rollback

-- oracle
-- rollback

-- sqlite
-- rollback
