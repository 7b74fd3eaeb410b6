-- postgresql
ALTER SEQUENCE seq_order INCREMENT BY 10;

-- mysql
-- warning: MySQL has no sequences: nothing is done about seq_order

-- mariadb
ALTER SEQUENCE seq_order INCREMENT BY 10;

-- mssql
ALTER SEQUENCE seq_order INCREMENT BY 10;

-- oracle
ALTER SEQUENCE seq_order INCREMENT BY 10;

-- sqlite
-- warning: SQLite has no sequences: nothing is done about seq_order
