-- postgresql
CREATE OR REPLACE PACKAGE BODY people AS
  PROCEDURE tidy IS BEGIN DELETE FROM person WHERE id < 0; END tidy;
END people;

-- mysql
CREATE OR REPLACE PACKAGE BODY people AS
  PROCEDURE tidy IS BEGIN DELETE FROM person WHERE id < 0; END tidy;
END people;

-- mariadb
CREATE OR REPLACE PACKAGE BODY people AS
  PROCEDURE tidy IS BEGIN DELETE FROM person WHERE id < 0; END tidy;
END people;

-- mssql
CREATE OR REPLACE PACKAGE BODY people AS
  PROCEDURE tidy IS BEGIN DELETE FROM person WHERE id < 0; END tidy;
END people;

-- oracle
CREATE OR REPLACE PACKAGE BODY people AS
  PROCEDURE tidy IS BEGIN DELETE FROM person WHERE id < 0; END tidy;
END people;
/

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored packages
