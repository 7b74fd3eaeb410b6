-- postgresql
-- mysqldump --all-databases

-- mysql
--  mysqldump --all-databases

-- mariadb
--  mysqldump --all-databases

-- mssql
-- mysqldump --all-databases

-- oracle
-- mysqldump --all-databases

-- sqlite
-- mysqldump --all-databases
