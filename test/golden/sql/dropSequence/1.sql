-- postgresql
DROP SEQUENCE seq_order CASCADE;

-- mysql
-- warning: MySQL has no sequences: nothing is done about seq_order

-- mariadb
DROP SEQUENCE seq_order;

-- mssql
DROP SEQUENCE seq_order;

-- oracle
DROP SEQUENCE seq_order;

-- sqlite
-- warning: SQLite has no sequences: nothing is done about seq_order
