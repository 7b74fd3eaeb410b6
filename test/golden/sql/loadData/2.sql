-- postgresql
INSERT INTO person ("id,name,active") VALUES ('1,Ann,true'),('2,NULL,false');;

-- mysql
INSERT INTO person (`id,name,active`) VALUES ('1,Ann,true'),('2,NULL,false');;

-- mariadb
INSERT INTO person (`id,name,active`) VALUES ('1,Ann,true'),('2,NULL,false');;

-- mssql
INSERT INTO person ([id,name,active]) VALUES ('1,Ann,true'),('2,NULL,false');;

-- oracle
INSERT INTO person ("id,name,active") VALUES ('1,Ann,true');
INSERT INTO person ("id,name,active") VALUES ('2,NULL,false');

-- sqlite
INSERT INTO person ("id,name,active") VALUES ('1,Ann,true');
INSERT INTO person ("id,name,active") VALUES ('2,NULL,false');
