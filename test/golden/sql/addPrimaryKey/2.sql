-- postgresql
ALTER TABLE membership ADD PRIMARY KEY (club, member);
-- rollback
DO $$ DECLARE constraint_name varchar;
BEGIN
  SELECT tc.CONSTRAINT_NAME into strict constraint_name
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc
    WHERE CONSTRAINT_TYPE = 'PRIMARY KEY'
      AND TABLE_NAME = 'membership' AND TABLE_SCHEMA = 'null';
    EXECUTE 'alter table null.membership drop constraint "' || constraint_name || '"';
END $$;;

-- mysql
ALTER TABLE membership ADD PRIMARY KEY (club, member);
-- rollback
ALTER TABLE membership DROP PRIMARY KEY;

-- mariadb
ALTER TABLE membership ADD PRIMARY KEY (club, member);
-- rollback
ALTER TABLE membership DROP PRIMARY KEY;

-- mssql
ALTER TABLE membership ADD PRIMARY KEY (club, member);
-- rollback
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE membership DROP CONSTRAINT ' + QUOTENAME([kc].[name]) FROM [sys].[key_constraints] AS [kc] WHERE [kc].[parent_object_id] = OBJECT_ID(N'membership') AND [kc].[type] = 'PK'
EXEC sp_executesql @sql;

-- oracle
ALTER TABLE membership ADD PRIMARY KEY (club, member);
-- rollback
ALTER TABLE membership DROP PRIMARY KEY DROP INDEX;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a primary key to membership in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the primary key of membership in place: the table is rebuilt from the definition that it has in the database
