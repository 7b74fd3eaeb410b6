-- postgresql
ALTER SEQUENCE seq_order RENAME TO seq_purchase;
-- rollback
ALTER SEQUENCE seq_purchase RENAME TO seq_order;

-- mysql
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL has no sequences
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: MySQL has no sequences

-- mariadb
RENAME TABLE seq_order TO seq_purchase;
-- rollback
RENAME TABLE seq_purchase TO seq_order;

-- mssql
sp_rename seq_order ,seq_purchase;
-- rollback
sp_rename seq_purchase ,seq_order;

-- oracle
RENAME seq_order TO seq_purchase;
-- rollback
RENAME seq_purchase TO seq_order;

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no sequences
-- rollback
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no sequences
