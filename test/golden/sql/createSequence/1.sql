-- postgresql
CREATE SEQUENCE  IF NOT EXISTS seq_order START WITH 100 INCREMENT BY 2;
-- rollback
DROP SEQUENCE seq_order CASCADE;

-- mysql
-- warning: MySQL has no sequences: nothing is done about seq_order
-- rollback

-- mariadb
CREATE SEQUENCE seq_order INCREMENT BY 2 START WITH 100;
-- rollback
DROP SEQUENCE seq_order;

-- mssql
CREATE SEQUENCE seq_order START WITH 100 INCREMENT BY 2;
-- rollback
DROP SEQUENCE seq_order;

-- oracle
CREATE SEQUENCE seq_order START WITH 100 INCREMENT BY 2;
-- rollback
DROP SEQUENCE seq_order;

-- sqlite
-- warning: SQLite has no sequences: nothing is done about seq_order
-- rollback
