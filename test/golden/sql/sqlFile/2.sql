-- postgresql
select 1;
select 2;//

-- mysql
select 1;
select 2;//

-- mariadb
select 1;
select 2;//

-- mssql
select 1;
select 2;//

-- oracle
select 1;
select 2;//

-- sqlite
select 1;
select 2;//
