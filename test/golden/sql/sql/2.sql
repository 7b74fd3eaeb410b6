-- postgresql
update person set name = 'Bob';

-- mysql
update person set name = 'Bob';

-- mariadb
update person set name = 'Bob';

-- mssql
update person set name = 'Bob';

-- oracle
update person set name = 'Bob';

-- sqlite
update person set name = 'Bob';
