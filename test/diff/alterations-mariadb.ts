import type { ServerAlteration } from './alterations-postgres.js';

/** A schema before and after something of it was changed, on MariaDB. */
export const mariadbAlterations: readonly ServerAlteration[] = [
  {
    what: 'changes the checks of columns',
    before: 'CREATE TABLE t (a int CHECK (a > 1), b int CHECK (b > 1), c int, CONSTRAINT k CHECK (a < 9));',
    after: 'CREATE TABLE t (a int CHECK (a > 2), b int, c int CHECK (c <> a OR c = 1), CONSTRAINT k CHECK (a < 8));',
  },
  {
    what: 'keeps the check of a column whose type, place and remarks change',
    before: 'CREATE TABLE t (a int CHECK (a > 1), b int);',
    after: "CREATE TABLE t (b int, a bigint NOT NULL DEFAULT 5 COMMENT 'x' CHECK (a > 1));",
  },
  {
    what: 'moves columns around ones that come and go',
    before: 'CREATE TABLE t (c int, x int, a int, b varchar(5));',
    after: 'CREATE TABLE t (a int, b varchar(5), y int, c int);',
  },
  {
    what: 'moves columns around a computed one that goes before',
    before: 'CREATE TABLE t (a bigint, c varchar(5), b bigint, e int GENERATED ALWAYS AS (b + 1) STORED);',
    after: 'CREATE TABLE t (a int, b int, c varchar(5), d int);',
  },
  { what: 'versions a table', before: 'CREATE TABLE t (a int);', after: 'CREATE TABLE t (a int) WITH SYSTEM VERSIONING;' },
  {
    what: 'changes columns and keys of a versioned table with its history',
    before: 'CREATE TABLE t (a int PRIMARY KEY, b int, c varchar(10), d int) WITH SYSTEM VERSIONING;',
    after: `CREATE TABLE t (b int NOT NULL, a bigint NOT NULL, c varchar(20) COMMENT 'x', e int, PRIMARY KEY (a, b), UNIQUE KEY u (b), KEY k (e),
      CHECK (b > 0)) WITH SYSTEM VERSIONING CHARSET utf8mb4 COLLATE utf8mb4_bin;`,
  },
  {
    what: 'names the columns that tell when a row of a versioned table was so',
    before: 'CREATE TABLE t (a int PRIMARY KEY) WITH SYSTEM VERSIONING; CREATE TABLE u (a int);',
    after: `CREATE TABLE t (a int PRIMARY KEY, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END, b int,
      PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING; CREATE TABLE u (a bigint, s timestamp(6) GENERATED ALWAYS AS ROW START INVISIBLE,
      e timestamp(6) GENERATED ALWAYS AS ROW END INVISIBLE, PERIOD FOR SYSTEM_TIME (s, e)) WITH SYSTEM VERSIONING;`,
  },
  {
    what: 'makes periods and the keys that heed them, and changes their columns',
    before: 'CREATE TABLE t (a int, f date, u date); CREATE TABLE v (a int, f date, u date, PERIOD FOR valid (f, u));',
    after: `CREATE TABLE t (a int, f date, u date, PERIOD FOR \`in force\` (f, u), PRIMARY KEY (a, \`in force\` WITHOUT OVERLAPS));
      CREATE TABLE v (a int, f datetime, u datetime, PERIOD FOR valid (f, u), UNIQUE KEY k (a, valid WITHOUT OVERLAPS));`,
  },
  {
    what: 'takes a primary key away from under foreign keys, and those with it',
    before: `CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (a)); CREATE TABLE c (x int, CONSTRAINT f FOREIGN KEY (x) REFERENCES t (a));
      CREATE TABLE d (x int NOT NULL, y int NOT NULL, PRIMARY KEY (x), CONSTRAINT g FOREIGN KEY (x) REFERENCES t (a));`,
    after: `CREATE TABLE t (a int NOT NULL, b int NOT NULL, PRIMARY KEY (b), KEY k (a)); CREATE TABLE c (x int);
      CREATE TABLE d (x int NOT NULL, y int NOT NULL, PRIMARY KEY (y), CONSTRAINT g FOREIGN KEY (x) REFERENCES t (a));`,
  },
  {
    what: 'drops a table whose key refers to it by an index',
    before: 'CREATE TABLE t (x int, z int, CONSTRAINT f FOREIGN KEY (x) REFERENCES t (z), KEY i (z));',
    after: 'CREATE TABLE u (a int);',
  },
  {
    what: 'takes options of tables back, and keeps the bytes of defaults and the names of parts',
    before: `CREATE TABLE t (a int) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1 MAX_ROWS=9 AVG_ROW_LENGTH=9; CREATE SEQUENCE s COMMENT 'x';
      CREATE TABLE b (k int, v varbinary(5) DEFAULT x'00ff') PARTITION BY HASH (k) (PARTITION one, PARTITION two);`,
    after: `CREATE TABLE t (a int) ENGINE=MyISAM; CREATE SEQUENCE s COMMENT 'y' ENGINE=Aria; CREATE SEQUENCE u INCREMENT BY 2 ENGINE=Aria COMMENT 'z';
      CREATE TABLE b (k int, v varbinary(5) DEFAULT x'fe3f', w blob DEFAULT x'fd') PARTITION BY HASH (k) (PARTITION one, PARTITION three);`,
  },
  {
    what: 'keeps the mode, the definer and the state of events, and takes packages away',
    before: `CREATE EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DISABLE ON SLAVE DO SELECT 1; SET sql_mode = 'ORACLE';
      CREATE PACKAGE p AS FUNCTION x RETURN int; END;
      CREATE PACKAGE BODY p AS FUNCTION x RETURN int AS BEGIN RETURN 1; END; END; SET sql_mode = DEFAULT`,
    after: `SET sql_mode = 'ANSI_QUOTES';
      CREATE DEFINER = 'nobody'@'%' EVENT e ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO SELECT "a" FROM b; SET sql_mode = DEFAULT`,
  },
  {
    what: 'divides the history of a versioned table',
    before: 'CREATE TABLE t (a int) WITH SYSTEM VERSIONING;',
    after: `CREATE TABLE t (a int) WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME LIMIT 10 (PARTITION p HISTORY, PARTITION c CURRENT);
      CREATE TABLE u (a int, s timestamp(6) GENERATED ALWAYS AS ROW START, e timestamp(6) GENERATED ALWAYS AS ROW END, PERIOD FOR SYSTEM_TIME (s, e))
      WITH SYSTEM VERSIONING PARTITION BY SYSTEM_TIME INTERVAL 1 WEEK STARTS '2020-01-01 00:00:00' AUTO PARTITIONS 3;`,
  },
  {
    what: 'tells partitions by their remarks and keeps one for all other values',
    before: "CREATE TABLE t (a int, b varchar(5)) PARTITION BY LIST COLUMNS (a, b) (PARTITION x VALUES IN ((1, 'a')));",
    after:
      "CREATE TABLE t (a int, b varchar(5)) PARTITION BY LIST COLUMNS (a, b) (PARTITION x VALUES IN ((1, 'a')) COMMENT = 'x''y', PARTITION d DEFAULT);",
  },
  {
    what: 'gives a table and its columns another character set',
    before: 'CREATE TABLE t (a varchar(10), b text, c char(3) CHARACTER SET ascii) CHARSET latin1;',
    after:
      'CREATE TABLE t (a varchar(10), b text CHARACTER SET ascii, c char(3) CHARACTER SET ascii) CHARSET utf8mb4 COLLATE utf8mb4_bin ENGINE=Aria;',
  },
  {
    what: 'takes the size of blocks back',
    before: 'CREATE TABLE t (a int) KEY_BLOCK_SIZE=8 ROW_FORMAT=COMPRESSED;',
    after: 'CREATE TABLE t (a int);',
  },
  { what: 'turns a sequence round', before: 'CREATE SEQUENCE s;', after: 'CREATE SEQUENCE s INCREMENT BY -1;' },
  {
    what: 'takes a sequence from a default',
    before: 'CREATE SEQUENCE s; CREATE TABLE t (a int DEFAULT nextval(s));',
    after: 'CREATE SEQUENCE s; CREATE TABLE t (a int);',
  },
  {
    what: 'moves a numbered column from the primary key to another one',
    before: 'CREATE TABLE t (a int AUTO_INCREMENT, b int NOT NULL, PRIMARY KEY (a));',
    after: 'CREATE TABLE t (a int AUTO_INCREMENT, b int NOT NULL, PRIMARY KEY (b, a), KEY k (a));',
  },
  {
    what: 'drops a spatial index before its column takes NULL',
    before: 'CREATE TABLE t (p point NOT NULL, SPATIAL KEY s (p));',
    after: 'CREATE TABLE t (p point);',
  },
];
