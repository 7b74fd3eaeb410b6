import { describe, expect, it } from 'vitest';
import { diffSnapshots } from '../../src/diff/compare.js';
import { pglite, targets } from '../db/targets.js';
import { printAlike } from '../../src/dialects/postgresql/schema-sql/print-alike.js';
import { linesOf, sideOfDatabase } from './round-trip.js';

describe('what two versions of PostgreSQL print', () => {
  it.each([
    ['SELECT t.a, count(*) FROM t GROUP BY t.a', 'SELECT a, count(*) FROM t GROUP BY a'],
    ['SELECT "T 1"."a.b" FROM "T 1"', 'SELECT "a.b" FROM "T 1"'],
  ])('is one query: %s', (one, other) => {
    expect(printAlike(one, other)).toBe(true);
    expect(printAlike(other, one)).toBe(true);
  });

  it.each([
    ['SELECT t.a FROM t JOIN u ON true', 'SELECT u.a FROM t JOIN u ON true'],
    ['SELECT a FROM one.t', 'SELECT a FROM t'],
    ['SELECT t.a FROM t', 'SELECT t.b FROM t'],
    ["SELECT 't.a' FROM t", "SELECT 'a' FROM t"],
  ])('is not one query: %s', (one, other) => {
    expect(printAlike(one, other)).toBe(false);
    expect(printAlike(other, one)).toBe(false);
  });

  const server = targets.find(({ name }) => name === 'postgres');
  it.skipIf(server === undefined)('is no difference of views and functions on the server and on the embedded database', async () => {
    if (server === undefined) return;
    await using one = await server.open();
    await using other = await pglite.open();
    for (const database of [one, other]) {
      await using connection = await database.connect();
      for (const sql of [
        'CREATE TABLE t (a integer, b text)',
        "CREATE VIEW v AS SELECT a AS x, count(*) AS n FROM t WHERE b LIKE 'x%' GROUP BY a HAVING count(*) > 1 ORDER BY a",
        'CREATE VIEW w AS SELECT v.x, s.b FROM v JOIN t s ON s.a = v.x WHERE s.a IN (SELECT max(a) FROM t)',
        'CREATE MATERIALIZED VIEW m AS SELECT n * 2 AS d FROM v',
        'CREATE FUNCTION f() RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(b) FROM t; END',
      ])
        await connection.execute({ sql });
    }
    expect(linesOf(diffSnapshots(await sideOfDatabase(one), await sideOfDatabase(other)))).toEqual([]);
  });
});
