-- postgresql
ALTER TABLE person ALTER COLUMN active DROP DEFAULT;

-- mysql
ALTER TABLE person ALTER active DROP DEFAULT;

-- mariadb
ALTER TABLE person ALTER active DROP DEFAULT;

-- mssql
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'active'
EXEC sp_executesql @sql;

-- oracle
ALTER TABLE person MODIFY active DEFAULT NULL;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the default of person.active in place: the table is rebuilt from the definition that it has in the database
