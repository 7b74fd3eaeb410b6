-- postgresql
CREATE OR REPLACE VIEW v_person AS SELECT id, name FROM person;
COMMENT ON VIEW v_person IS 'People by number';
-- rollback
DROP VIEW v_person;

-- mysql
CREATE OR REPLACE VIEW v_person AS SELECT id, name FROM person;
-- warning: createView v_person: remarks are left out, for views have none here
-- rollback
DROP VIEW v_person;

-- mariadb
CREATE OR REPLACE VIEW v_person AS SELECT id, name FROM person;
-- warning: createView v_person: remarks are left out, for views have none here
-- rollback
DROP VIEW v_person;

-- mssql
IF NOT EXISTS (SELECT * FROM sys.views WHERE object_id = OBJECT_ID(N'[v_person]'))
    EXEC sp_executesql N'CREATE VIEW [v_person] AS SELECT ''This is a code stub which will be replaced by an Alter Statement'' as [code_stub]';
ALTER VIEW v_person AS SELECT id, name FROM person;
IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.v_person') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'People by number' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'VIEW' , @level1name = N'v_person' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'People by number' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'VIEW' , @level1name = N'v_person' END;
-- rollback
DROP VIEW v_person;

-- oracle
CREATE OR REPLACE VIEW v_person AS SELECT id, name FROM person;
COMMENT ON TABLE v_person IS 'People by number';
-- rollback
DROP VIEW v_person;

-- sqlite
DROP VIEW v_person;
CREATE VIEW v_person AS SELECT id, name FROM person;
-- warning: createView v_person: remarks are left out, for views have none here
-- rollback
DROP VIEW v_person;
