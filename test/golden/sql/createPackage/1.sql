-- postgresql
CREATE OR REPLACE PACKAGE people AS
  PROCEDURE tidy;
END people;

-- mysql
CREATE OR REPLACE PACKAGE people AS
  PROCEDURE tidy;
END people;

-- mariadb
CREATE OR REPLACE PACKAGE people AS
  PROCEDURE tidy;
END people;

-- mssql
CREATE OR REPLACE PACKAGE people AS
  PROCEDURE tidy;
END people;

-- oracle
CREATE OR REPLACE PACKAGE people AS
  PROCEDURE tidy;
END people;
/

-- sqlite
-- refused: PLAN_UNSUPPORTED_CHANGE: SQLite has no stored packages
