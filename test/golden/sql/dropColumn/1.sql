-- postgresql
ALTER TABLE person DROP COLUMN nickname;

-- mysql
ALTER TABLE person DROP COLUMN nickname;

-- mariadb
ALTER TABLE person DROP COLUMN nickname;

-- mssql
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'nickname'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN nickname;

-- oracle
ALTER TABLE person DROP COLUMN nickname;

-- sqlite
ALTER TABLE person DROP COLUMN nickname;
