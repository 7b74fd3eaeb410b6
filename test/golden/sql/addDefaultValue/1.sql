-- postgresql
ALTER TABLE person ALTER COLUMN  name SET DEFAULT 'nobody''s';
-- rollback
ALTER TABLE person ALTER COLUMN name DROP DEFAULT;

-- mysql
ALTER TABLE person ALTER name SET DEFAULT 'nobody''s';
-- rollback
ALTER TABLE person ALTER name DROP DEFAULT;

-- mariadb
ALTER TABLE person ALTER name SET DEFAULT 'nobody''s';
-- rollback
ALTER TABLE person ALTER name DROP DEFAULT;

-- mssql
ALTER TABLE person ADD CONSTRAINT DF_person_name DEFAULT 'nobody''s' FOR name;
-- rollback
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'name'
EXEC sp_executesql @sql;

-- oracle
ALTER TABLE person MODIFY name DEFAULT 'nobody''s';
-- rollback
ALTER TABLE person MODIFY name DEFAULT NULL;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a default to person.name in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the default of person.name in place: the table is rebuilt from the definition that it has in the database
