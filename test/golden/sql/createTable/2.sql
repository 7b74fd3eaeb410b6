-- postgresql
CREATE TABLE membership (club INTEGER NOT NULL, member BIGINT NOT NULL, code VARCHAR(10), since TIMESTAMP WITHOUT TIME ZONE DEFAULT NOW(), fee DECIMAL(10, 2) DEFAULT 1.50, CONSTRAINT pk_membership PRIMARY KEY (club, member), CONSTRAINT uq_code UNIQUE (code));
COMMENT ON TABLE membership IS 'Who''s in which club';
COMMENT ON COLUMN membership.code IS 'As printed';
-- rollback
DROP TABLE membership;

-- mysql
CREATE TABLE membership (club INT NOT NULL, member BIGINT NOT NULL, code VARCHAR(10) NULL COMMENT 'As printed', since datetime DEFAULT NOW() NULL, fee DECIMAL(10, 2) DEFAULT 1.50 NULL, CONSTRAINT pk_membership PRIMARY KEY (club, member), CONSTRAINT uq_code UNIQUE (code)) COMMENT='Who''s in which club';
-- rollback
DROP TABLE membership;

-- mariadb
CREATE TABLE membership (club INT NOT NULL, member BIGINT NOT NULL, code VARCHAR(10) NULL COMMENT 'As printed', since datetime DEFAULT NOW() NULL, fee DECIMAL(10, 2) DEFAULT 1.50 NULL, CONSTRAINT pk_membership PRIMARY KEY (club, member), CONSTRAINT uq_code UNIQUE (code)) COMMENT='Who''s in which club';
-- rollback
DROP TABLE membership;

-- mssql
CREATE TABLE membership (club int NOT NULL, member bigint NOT NULL, code varchar(10), since datetime CONSTRAINT DF_membership_since DEFAULT GETDATE(), fee decimal(10, 2) CONSTRAINT DF_membership_fee DEFAULT 1.50, CONSTRAINT pk_membership PRIMARY KEY (club, member), CONSTRAINT uq_code UNIQUE (code));
IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.membership') AND name = N'MS_DESCRIPTION' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'Who''s in which club' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'membership' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'Who''s in which club' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'membership' END;
IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.membership') AND name = N'MS_DESCRIPTION' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'code' AND object_id = OBJECT_ID('dbo.membership')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'As printed' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'membership' , @level2type = N'COLUMN' , @level2name = N'code' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'As printed' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'membership' , @level2type = N'COLUMN' , @level2name = N'code' END;
-- rollback
DROP TABLE membership;

-- oracle
CREATE TABLE membership (club INTEGER NOT NULL, member NUMBER(38, 0) NOT NULL, code VARCHAR2(10), since TIMESTAMP DEFAULT CURRENT_TIMESTAMP, fee DECIMAL(10, 2) DEFAULT 1.50, CONSTRAINT pk_membership PRIMARY KEY (club, member), CONSTRAINT uq_code UNIQUE (code));
COMMENT ON TABLE membership IS 'Who''s in which club';
COMMENT ON COLUMN membership.code IS 'As printed';
-- rollback
DROP TABLE membership;

-- sqlite
CREATE TABLE membership (club INTEGER NOT NULL, member BIGINT NOT NULL, code VARCHAR(10), since TEXT DEFAULT CURRENT_TIMESTAMP, fee DECIMAL(10, 2) DEFAULT 1.50, CONSTRAINT pk_membership PRIMARY KEY (club, member), CONSTRAINT uq_code UNIQUE (code));
-- warning: createTable: the database keeps no remarks of table membership
-- warning: the database keeps no remarks of column membership.code
-- rollback
DROP TABLE membership;
