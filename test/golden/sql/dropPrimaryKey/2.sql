-- postgresql
DO $$ DECLARE constraint_name varchar;
BEGIN
  SELECT tc.CONSTRAINT_NAME into strict constraint_name
    FROM INFORMATION_SCHEMA.TABLE_CONSTRAINTS tc
    WHERE CONSTRAINT_TYPE = 'PRIMARY KEY'
      AND TABLE_NAME = 'person' AND TABLE_SCHEMA = 'null';
    EXECUTE 'alter table null.person drop constraint "' || constraint_name || '"';
END $$;;
-- warning: the schema of person is not known: give schemaName, constraintName or a default schema

-- mysql
ALTER TABLE person DROP PRIMARY KEY;

-- mariadb
ALTER TABLE person DROP PRIMARY KEY;

-- mssql
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([kc].[name]) FROM [sys].[key_constraints] AS [kc] WHERE [kc].[parent_object_id] = OBJECT_ID(N'person') AND [kc].[type] = 'PK'
EXEC sp_executesql @sql;

-- oracle
ALTER TABLE person DROP PRIMARY KEY DROP INDEX;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the primary key of person in place: the table is rebuilt from the definition that it has in the database
