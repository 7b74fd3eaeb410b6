-- postgresql
COMMENT ON COLUMN person.name IS 'The person''s name';

-- mysql
ALTER TABLE person MODIFY COLUMN name VARCHAR(50) COMMENT 'The person''s name';
-- warning: setColumnRemarks states the whole column anew on mysql: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost

-- mariadb
ALTER TABLE person MODIFY COLUMN name VARCHAR(50) COMMENT 'The person''s name';
-- warning: setColumnRemarks states the whole column anew on mariadb: a key, auto-increment, NOT NULL, default or comment that the change does not repeat is lost

-- mssql
IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.person') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'name' AND object_id = OBJECT_ID('dbo.person')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'The person''s name' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'person' , @level2type = N'COLUMN' , @level2name = N'name' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'The person''s name' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'person' , @level2type = N'COLUMN' , @level2name = N'name' END;

-- oracle
COMMENT ON COLUMN person.name IS 'The person''s name';

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite keeps no remarks of columns such as person.name
