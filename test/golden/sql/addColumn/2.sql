-- postgresql
ALTER TABLE person ADD country CHAR(2);
ALTER TABLE person ADD points INTEGER DEFAULT 0 NOT NULL;
UPDATE person SET country = 'CH';
ALTER TABLE person ALTER COLUMN  country SET NOT NULL;
COMMENT ON COLUMN person.country IS 'ISO code';
-- rollback
ALTER TABLE person ALTER COLUMN points DROP DEFAULT;
ALTER TABLE person DROP COLUMN country;
ALTER TABLE person DROP COLUMN points;

-- mysql
ALTER TABLE person ADD country CHAR(2) NULL COMMENT 'ISO code' , ADD points INT DEFAULT 0 NOT NULL;
UPDATE person SET country = 'CH';
ALTER TABLE person MODIFY country CHAR(2) NOT NULL COMMENT 'ISO code';
-- warning: addNotNullConstraint states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person ALTER points DROP DEFAULT;
ALTER TABLE person DROP country, DROP points;

-- mariadb
ALTER TABLE person ADD country CHAR(2) NULL COMMENT 'ISO code' , ADD points INT DEFAULT 0 NOT NULL;
UPDATE person SET country = 'CH';
ALTER TABLE person MODIFY country CHAR(2) NOT NULL COMMENT 'ISO code';
-- warning: addNotNullConstraint states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost
-- rollback
ALTER TABLE person ALTER points DROP DEFAULT;
ALTER TABLE person DROP country, DROP points;

-- mssql
ALTER TABLE person ADD country char(2);
ALTER TABLE person ADD points int CONSTRAINT DF_person_points DEFAULT 0 NOT NULL;
UPDATE person SET country = 'CH';
ALTER TABLE person ALTER COLUMN country char(2) NOT NULL;
IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.person') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'country' AND object_id = OBJECT_ID('dbo.person')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'ISO code' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'person' , @level2type = N'COLUMN' , @level2name = N'country' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'ISO code' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'person' , @level2type = N'COLUMN' , @level2name = N'country' END;
-- rollback
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'points'
EXEC sp_executesql @sql;
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'country'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN country;
DECLARE @sql [nvarchar](MAX)
SELECT @sql = N'ALTER TABLE person DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c] INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id] WHERE [c].[object_id] = OBJECT_ID(N'person') AND [c].[name] = N'points'
EXEC sp_executesql @sql;
ALTER TABLE person DROP COLUMN points;

-- oracle
ALTER TABLE person ADD country CHAR(2);
ALTER TABLE person ADD points INTEGER DEFAULT 0 NOT NULL;
UPDATE person SET country = 'CH';
ALTER TABLE person MODIFY country NOT NULL;
COMMENT ON COLUMN person.country IS 'ISO code';
-- rollback
ALTER TABLE person MODIFY points DEFAULT NULL;
ALTER TABLE person DROP COLUMN country;
ALTER TABLE person DROP COLUMN points;

-- sqlite
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot add NOT NULL of person.country in place: the table is rebuilt from the definition that it has in the database
-- rollback
-- refused: PLAN_NEEDS_DATABASE: SQLite cannot drop the default of person.points in place: the table is rebuilt from the definition that it has in the database
