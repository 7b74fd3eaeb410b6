-- postgresql
ALTER TABLE person ALTER COLUMN  points SET DEFAULT 1.5;
-- rollback
ALTER TABLE person ALTER COLUMN points DROP DEFAULT;

-- mysql
ALTER TABLE person ALTER points SET DEFAULT 1.5;
-- rollback
ALTER TABLE person ALTER points DROP DEFAULT;

-- mariadb
ALTER TABLE person ALTER points SET DEFAULT 1.5;
-- rollback
ALTER TABLE person ALTER points DROP DEFAULT;

-- mssql
ALTER TABLE person ADD CONSTRAINT DF_person_points DEFAULT 1.5 FOR points;
-- rollback
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'points'
EXEC sp_executesql @sql;

-- oracle
ALTER TABLE person MODIFY points DEFAULT 1.5;
-- rollback
ALTER TABLE person MODIFY points DEFAULT NULL;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add a default to person.points in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the default of person.points in place: the table is rebuilt from the definition that it has in the database
