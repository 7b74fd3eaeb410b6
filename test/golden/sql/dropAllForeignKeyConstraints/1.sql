-- postgresql
DO $$ DECLARE foreign_key name;
BEGIN
  FOR foreign_key IN
    SELECT conname FROM pg_constraint WHERE contype = 'f' AND conrelid = to_regclass('address') ORDER BY conname
  LOOP
    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', 'address', foreign_key);
  END LOOP;
END $$;;

-- mysql
SET SESSION group_concat_max_len = 1000000;
SET @drop_keys = (SELECT CONCAT('ALTER TABLE address ', GROUP_CONCAT('DROP FOREIGN KEY `', REPLACE(constraint_name, '`', '``'), '`' ORDER BY constraint_name SEPARATOR ', ')) FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY' AND table_schema = DATABASE() AND table_name = 'address');
SET @drop_keys = COALESCE(@drop_keys, 'DO 0');
PREPARE drop_keys FROM @drop_keys;
EXECUTE drop_keys;
DEALLOCATE PREPARE drop_keys;

-- mariadb
SET SESSION group_concat_max_len = 1000000;
SET @drop_keys = (SELECT CONCAT('ALTER TABLE address ', GROUP_CONCAT('DROP FOREIGN KEY `', REPLACE(constraint_name, '`', '``'), '`' ORDER BY constraint_name SEPARATOR ', ')) FROM information_schema.table_constraints WHERE constraint_type = 'FOREIGN KEY' AND table_schema = DATABASE() AND table_name = 'address');
SET @drop_keys = COALESCE(@drop_keys, 'DO 0');
PREPARE drop_keys FROM @drop_keys;
EXECUTE drop_keys;
DEALLOCATE PREPARE drop_keys;

-- mssql
DECLARE @sql [nvarchar](MAX) = N''
SELECT @sql = @sql + N'ALTER TABLE address DROP CONSTRAINT ' + QUOTENAME([fk].[name]) + N'; ' FROM [sys].[foreign_keys] AS [fk] WHERE [fk].[parent_object_id] = OBJECT_ID(N'address')
EXEC sp_executesql @sql;

-- oracle
BEGIN
  FOR foreign_key IN (
    SELECT constraint_name FROM all_constraints WHERE constraint_type = 'R' AND owner = SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA') AND table_name = 'ADDRESS'
  ) LOOP
    EXECUTE IMMEDIATE 'ALTER TABLE address DROP CONSTRAINT "' || foreign_key.constraint_name || '"';
  END LOOP;
END;
/

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the foreign keys of address in place: the table is rebuilt from the definition that it has in the database
