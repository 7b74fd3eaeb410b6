import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { directory, openSqlite, run } from './open.js';

describe('opening a file', () => {
  test('a missing directory is named', async () => {
    const file = join(directory(), 'missing', 'shop.db');
    await expect(openSqlite(file)).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      message: expect.stringContaining('missing does not exist'),
    });
  });

  test('a directory is no database', async () => {
    const file = join(directory(), 'folder');
    mkdirSync(file);
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringContaining('it is a directory') });
  });

  test('another kind of file is refused and stays as it is', async () => {
    const file = join(directory(), 'notes.txt');
    writeFileSync(file, 'these are notes. '.repeat(100));
    await expect(openSqlite(file)).rejects.toMatchObject({ code: 'CONNECT_FAILED', serverCode: 'SQLITE_NOTADB' });
  });

  test('a remote address is no file', async () => {
    await expect(openSqlite('https://example.org/db')).rejects.toMatchObject({ code: 'CONNECT_URL' });
  });

  test('the server tells product and version', async () => {
    const { info } = await openSqlite();
    expect(info).toMatchObject({ product: 'SQLite', dialect: 'sqlite', user: '' });
    expect(info.version.major).toBe(3);
    expect(info.version.minor).toBeGreaterThanOrEqual(35);
  });
});

describe('settings of the URL', () => {
  test('foreign keys are not enforced unless the URL asks, as with the JDBC driver', async () => {
    expect(await (await openSqlite()).query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 0 }]);
    expect(await (await openSqlite(':memory:', { foreign_keys: 'true' })).query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: 1 }]);
  });

  test('a database opened with mode=ro refuses to be written', async () => {
    const file = join(directory(), 'a%b.db');
    await run(await openSqlite(file), 'CREATE TABLE t (a)');
    const readOnly = await openSqlite(file, { mode: 'ro' });
    await expect(run(readOnly, 'CREATE TABLE u (a)')).rejects.toMatchObject({ code: 'SQL_FAILED', serverCode: 'SQLITE_READONLY' });
  });

  test('settings of the JDBC driver without a meaning here are passed over, unknown ones are refused', async () => {
    await openSqlite(':memory:', { date_class: 'TEXT', 'jdbc.explicit_readonly': 'true' });
    await expect(openSqlite(':memory:', { busy_timout: '5' })).rejects.toMatchObject({
      code: 'CONNECT_URL',
      hint: 'did you mean "busy_timeout"?',
    });
    await expect(openSqlite(':memory:', { journal_mode: 'wal; DROP TABLE t' })).rejects.toMatchObject({ code: 'CONNECT_URL' });
  });
});

describe('statements', () => {
  test('all statements of one text run, and a trigger keeps its body', async () => {
    const db = await openSqlite();
    const { rowsAffected } = await db.execute({
      sql: `CREATE TABLE t (a, b); -- first; not the last
        CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET b = CASE WHEN new.a > 1 THEN ';' END; END;
        INSERT INTO t (a) VALUES (1); INSERT INTO t (a) VALUES (2)`,
    });
    expect(await db.query('SELECT a, b FROM t')).toEqual([
      { a: 1, b: ';' },
      { a: 2, b: ';' },
    ]);
    expect(rowsAffected).toBeGreaterThanOrEqual(2);
  });

  test('a text of comments only runs as nothing', async () => {
    expect(await (await openSqlite()).execute({ sql: '-- nothing\n/* at all */' })).toEqual({ rowsAffected: 0 });
  });

  test('values come back exactly', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a, b, c, d, e, f)');
    const bytes = new Uint8Array([0, 255]);
    await db.execute({ sql: 'INSERT INTO t VALUES (?, ?, ?, ?, ?, ?)', parameters: [9007199254740993n, 7, 1.5, true, undefined, bytes] });
    const [row] = await db.query<{ a: bigint; b: number; c: number; d: number; e: null; f: Uint8Array }>('SELECT * FROM t');
    expect(row).toMatchObject({ a: 9007199254740993n, b: 7, c: 1.5, d: 1, e: null });
    expect([...(row?.f ?? [])]).toEqual([0, 255]);
  });

  test('texts of a query are written as the JDBC driver writes them', async () => {
    const db = await openSqlite();
    expect(await db.queryRows("SELECT 9223372036854775807 AS a, 2.0 AS a, 1e10, NULL, 'x', x'c3a9'")).toEqual({
      columns: ['a', 'a', '1e10', 'NULL', "'x'", "x'c3a9'"],
      rows: [['9223372036854775807', '2.0', '1.0E10', null, 'x', 'é']],
    });
    expect(await db.queryRows('CREATE TABLE t (a); SELECT 1 AS one; SELECT 2 AS two')).toEqual({ columns: ['one'], rows: [['1']] });
  });

  test('a date is bound as the text that Liquibase would write', async () => {
    const db = await openSqlite();
    const [row] = await db.query('SELECT typeof(?1) AS type, ?1 AS text', [new Date(2020, 0, 31, 13, 14, 15)]);
    expect(row).toEqual({ type: 'text', text: '2020-01-31 13:14:15' });
  });

  test('an error has the code of SQLite and the place of the syntax error', async () => {
    const db = await openSqlite();
    await expect(run(db, 'SELEC 1')).rejects.toMatchObject({
      code: 'SQL_FAILED',
      serverCode: 'SQLITE_ERROR',
      statement: { sql: 'SELEC 1', offset: 0 },
    });
    await run(db, 'CREATE TABLE t (a UNIQUE); INSERT INTO t VALUES (1)');
    await expect(run(db, 'INSERT INTO t VALUES (1)')).rejects.toMatchObject({ serverCode: 'SQLITE_CONSTRAINT_UNIQUE' });
    await expect(run(db, 'SELECT "text"')).rejects.toMatchObject({ hint: expect.stringContaining("'text'") });
  });

  test('a batch tells which of its statements failed, and takes back the others', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a UNIQUE)');
    const batch = ['INSERT INTO t VALUES (1)', 'INSERT INTO t VALUES (1)'].map((sql) => ({ sql }));
    await expect(db.executeBatch(batch, { begin: true, commit: true })).rejects.toMatchObject({ statement: { index: 2, of: 2 } });
    expect(db.inTransaction).toBe(false);
    expect(await db.query('SELECT * FROM t')).toEqual([]);
  });
});

describe('transactions', () => {
  test('a file that another session writes makes begin wait, then fail with a hint', async () => {
    const file = join(directory(), 'shop.db');
    const writer = await openSqlite(file);
    const other = await openSqlite(file, { busy_timeout: '50' });
    await writer.begin();
    await run(writer, 'CREATE TABLE t (a)');
    await expect(other.begin()).rejects.toMatchObject({
      code: 'SQL_FAILED',
      serverCode: 'SQLITE_BUSY',
      hint: expect.stringContaining('another process'),
    });
    await writer.commit();
    await other.begin();
    await other.rollback();
  });

  test('rollback takes back schema and rows; without a transaction it does nothing', async () => {
    const db = await openSqlite();
    await db.begin();
    await run(db, 'CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    await db.rollback();
    await db.rollback();
    expect(await db.query('SELECT name FROM sqlite_schema')).toEqual([]);
  });

  test('an abort interrupts the statement that runs', async () => {
    const controller = new AbortController();
    const db = await openSqlite(':memory:', {}, controller.signal);
    await run(db, 'CREATE TABLE t (a)');
    const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) INSERT INTO t SELECT max(x) FROM c';
    setTimeout(() => controller.abort(), 50);
    await expect(run(db, endless)).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(await db.query('SELECT count(*) AS n FROM t')).toEqual([{ n: 0 }]);
  });
});
