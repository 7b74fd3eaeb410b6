-- postgresql
insert into person (name) values ('Bob');
insert into person (name) values ('Ann');

-- mysql
insert into person (name) values ('Bob');
insert into person (name) values ('Ann');

-- mariadb
insert into person (name) values ('Bob');
insert into person (name) values ('Ann');

-- mssql
insert into person (name) values ('Bob');
insert into person (name) values ('Ann');

-- oracle
insert into person (name) values ('Bob');
insert into person (name) values ('Ann');

-- sqlite
insert into person (name) values ('Bob');
insert into person (name) values ('Ann');
