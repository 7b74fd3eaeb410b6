-- postgresql
CREATE SEQUENCE  IF NOT EXISTS seq_invoice MINVALUE 1 MAXVALUE 9999 CACHE 20 CYCLE;
-- rollback
DROP SEQUENCE seq_invoice CASCADE;

-- mysql
-- warning: MySQL has no sequences: nothing is done about seq_invoice
-- rollback

-- mariadb
CREATE SEQUENCE seq_invoice MINVALUE 1 MAXVALUE 9999 CACHE 20 CYCLE;
-- rollback
DROP SEQUENCE seq_invoice;

-- mssql
CREATE SEQUENCE seq_invoice MINVALUE 1 MAXVALUE 9999 CYCLE;
-- warning: cacheSize has no effect on mssql
-- rollback
DROP SEQUENCE seq_invoice;

-- oracle
CREATE SEQUENCE seq_invoice MINVALUE 1 MAXVALUE 9999 CACHE 20 CYCLE;
-- rollback
DROP SEQUENCE seq_invoice;

-- sqlite
-- warning: SQLite has no sequences: nothing is done about seq_invoice
-- rollback
