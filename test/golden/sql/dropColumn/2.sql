-- postgresql
ALTER TABLE person DROP COLUMN country;
ALTER TABLE person DROP COLUMN points;

-- mysql
ALTER TABLE person DROP country, DROP points;

-- mariadb
ALTER TABLE person DROP country, DROP points;

-- mssql
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'country'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN country;
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'points'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN points;

-- oracle
ALTER TABLE person DROP COLUMN country;
ALTER TABLE person DROP COLUMN points;

-- sqlite
ALTER TABLE person DROP COLUMN country;
ALTER TABLE person DROP COLUMN points;
