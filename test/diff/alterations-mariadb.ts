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
  { what: 'versions a table', before: 'CREATE TABLE t (a int);', after: 'CREATE TABLE t (a int) WITH SYSTEM VERSIONING;' },
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
