import { expect, it } from 'vitest';
import { mayEndTransaction } from '../../src/dialects/transaction-control.js';

it.for([
  'COMMIT',
  ' commit;',
  '-- done\nCOMMIT',
  '/* a */ /* b */ ROLLBACK TO x',
  'INSERT INTO t VALUES (1); COMMIT; INSERT INTO t VALUES (2)',
  'insert into t values (1);-- so\ncommit',
  'END',
  'ABORT',
  "PREPARE TRANSACTION 'x'",
])('%s may end a transaction', (sql) => {
  expect(mayEndTransaction(sql)).toBe(true);
});

it.for([
  'INSERT INTO t VALUES (1)',
  'CREATE TABLE commits (id int)',
  "INSERT INTO log VALUES ('COMMIT')",
  'SELECT CASE WHEN a THEN 1 END FROM t',
  'PREPARE plan AS SELECT 1',
  'CREATE TABLE t (committed boolean); CREATE TABLE u (rollbacks int)',
])('%s cannot', (sql) => {
  expect(mayEndTransaction(sql)).toBe(false);
});
