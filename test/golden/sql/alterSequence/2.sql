-- postgresql
ALTER SEQUENCE seq_order MAXVALUE 1000000 NO CYCLE;

-- mysql
-- warning: MySQL has no sequences: nothing is done about seq_order

-- mariadb
ALTER SEQUENCE seq_order MAXVALUE 1000000 NOCYCLE;

-- mssql
ALTER SEQUENCE seq_order MAXVALUE 1000000 NO CYCLE;

-- oracle
ALTER SEQUENCE seq_order MAXVALUE 1000000 NOCYCLE;

-- sqlite
-- warning: SQLite has no sequences: nothing is done about seq_order
