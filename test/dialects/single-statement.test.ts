import { expect, it } from 'vitest';
import { isSingleStatement } from '../../src/dialects/postgresql/single-statement.js';

it.for([
  'CREATE TABLE t (n int)',
  'CREATE TABLE t (n int) ;',
  "SELECT 'host#changelog/1.0;u=1;s=2;k=3', 'it''s; so'",
  "UPDATE t SET a = '; COMMIT' WHERE b = 'x'",
])('%s goes by itself into a pipeline', (sql) => {
  expect(isSingleStatement({ sql })).toBe(true);
});

it.for([
  'SELECT 1; SELECT 2',
  "SELECT 'a;'; SELECT 'b'",
  'COMMIT',
  "SELECT ';'; COMMIT",
  'DEALLOCATE ALL',
  // What looks like one literal from afar is two halves of it and a statement between.
  "SELECT 1 -- don't\n; COMMIT; -- it's",
  "SELECT 1 /* don't */; DROP TABLE t; SELECT /* it's */ 1",
  "SELECT E'\\'; COMMIT; SELECT '",
  'SELECT "\'"; COMMIT; SELECT "\'"',
  "SELECT $$'$$; COMMIT; SELECT $$'$$",
])('%s does not', (sql) => {
  expect(isSingleStatement({ sql })).toBe(false);
});

it('a statement with values goes where they are all text', () => {
  expect(isSingleStatement({ sql: 'SELECT ?, ?', parameters: ['1', null] })).toBe(true);
  expect(isSingleStatement({ sql: 'SELECT ?', parameters: [1] })).toBe(false);
});
