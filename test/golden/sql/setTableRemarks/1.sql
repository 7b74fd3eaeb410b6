-- postgresql
COMMENT ON TABLE person IS 'People we''ve met';

-- mysql
ALTER TABLE person COMMENT = 'People we''ve met';

-- mariadb
ALTER TABLE person COMMENT = 'People we''ve met';

-- mssql
IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.person') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'People we''ve met' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'person' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'People we''ve met' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'person' END;

-- oracle
COMMENT ON TABLE person IS 'People we''ve met';

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite keeps no remarks of tables such as person
