-- postgresql

-- mysql

-- mariadb

-- mssql

-- oracle

-- sqlite
