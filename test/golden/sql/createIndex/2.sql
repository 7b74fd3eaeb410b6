-- postgresql
CREATE UNIQUE INDEX ix_person_email ON person(lower(email));
-- rollback
DROP INDEX ix_person_email;

-- mysql
CREATE UNIQUE INDEX ix_person_email ON person((lower(email)));
-- rollback
DROP INDEX ix_person_email ON person;

-- mariadb
CREATE UNIQUE INDEX ix_person_email ON person(lower(email));
-- warning: MariaDB has no indexes on expressions: add a generated column, and index that
-- rollback
DROP INDEX ix_person_email ON person;

-- mssql
CREATE UNIQUE NONCLUSTERED INDEX ix_person_email ON person(lower(email));
-- warning: SQL Server has no indexes on expressions: add a computed column, and index that
-- rollback
DROP INDEX ix_person_email ON person;

-- oracle
CREATE UNIQUE INDEX ix_person_email ON person(lower(email));
-- rollback
DROP INDEX ix_person_email;

-- sqlite
CREATE UNIQUE INDEX ix_person_email ON person(lower(email));
-- rollback
DROP INDEX ix_person_email;
