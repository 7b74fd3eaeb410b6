-- postgresql
ALTER TABLE person ADD full_name VARCHAR(255);
UPDATE person SET full_name = first_name || ' ' || last_name;
ALTER TABLE person DROP COLUMN first_name;
ALTER TABLE person DROP COLUMN last_name;

-- mysql
ALTER TABLE person ADD full_name VARCHAR(255) NULL;
UPDATE person SET full_name = CONCAT_WS(' ', first_name, last_name);
ALTER TABLE person DROP COLUMN first_name;
ALTER TABLE person DROP COLUMN last_name;

-- mariadb
ALTER TABLE person ADD full_name VARCHAR(255) NULL;
UPDATE person SET full_name = CONCAT_WS(' ', first_name, last_name);
ALTER TABLE person DROP COLUMN first_name;
ALTER TABLE person DROP COLUMN last_name;

-- mssql
ALTER TABLE person ADD full_name varchar(255);
UPDATE person SET full_name = first_name + ' ' + last_name;
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'first_name'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN first_name;
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'last_name'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN last_name;

-- oracle
ALTER TABLE person ADD full_name VARCHAR2(255);
UPDATE person SET full_name = first_name || ' ' || last_name;
ALTER TABLE person DROP COLUMN first_name;
ALTER TABLE person DROP COLUMN last_name;

-- sqlite
ALTER TABLE person ADD full_name VARCHAR(255);
UPDATE person SET full_name = first_name || ' ' || last_name;
ALTER TABLE person DROP COLUMN first_name;
ALTER TABLE person DROP COLUMN last_name;
