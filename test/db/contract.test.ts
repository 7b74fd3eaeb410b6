import { createServer, type AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import type { DialectName } from '../../src/dialects/dialect.js';
import type { ConnectOptions, Connection, Notice } from '../../src/dialects/driver.js';
import { slowSql } from './program.js';
import { describeTargets, pglite, type TestDatabase, type TestTarget } from './targets.js';

/** What the systems spell differently. */
interface Spelling {
  /** Columns id, big, txt, amount, moment and flag. */
  readonly columns: string;
  /** Literals of the values 12345.67890, 2020-01-31 13:14:15.123 and true. */
  readonly values: string;
  /** A statement that takes half a minute. */
  readonly slow: string;
  /** A statement that makes the server say something. */
  readonly chatty: string | undefined;
  /** Ends the session that `self` identifies. */
  readonly self: string | undefined;
  readonly kill: (session: string) => string;
  readonly from: string;
}

const spellings: Readonly<Record<DialectName, Spelling>> = {
  postgresql: {
    columns: 'id int primary key, big bigint, txt text, amount numeric(20,5), moment timestamp, flag boolean',
    values: "12345.67890, timestamp '2020-01-31 13:14:15.123', true",
    slow: 'SELECT pg_sleep(30)',
    chatty: "DO $$ BEGIN RAISE WARNING 'take care'; END $$",
    self: 'SELECT pg_backend_pid() AS session',
    kill: (session) => `SELECT pg_terminate_backend(${session})`,
    from: '',
  },
  mysql: mysqlSpelling(),
  mariadb: mysqlSpelling(),
  mssql: {
    columns: 'id int primary key, big bigint, txt nvarchar(max), amount decimal(20,5), moment datetime2(3), flag bit',
    values: "12345.67890, '2020-01-31T13:14:15.123', 1",
    slow: slowSql.mssql(30),
    chatty: "PRINT 'take care'",
    self: 'SELECT @@SPID AS session',
    kill: (session) => `KILL ${session}`,
    from: '',
  },
  oracle: {
    columns: 'id int primary key, big number(19), txt nvarchar2(2000), amount number(20,5), moment timestamp, flag number(1)',
    values: "12345.67890, timestamp '2020-01-31 13:14:15.123', 1",
    slow: 'BEGIN DBMS_SESSION.SLEEP(30); END;',
    chatty: undefined,
    self: undefined,
    kill: () => '',
    from: ' FROM DUAL',
  },
  sqlite: {
    columns: 'id int primary key, big bigint, txt text, amount text, moment timestamp, flag boolean',
    values: "'12345.67890', '2020-01-31 13:14:15.123', 1",
    slow: 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n',
    chatty: undefined,
    self: undefined,
    kill: () => '',
    from: '',
  },
};

function mysqlSpelling(): Spelling {
  return {
    columns: 'id int primary key, big bigint, txt longtext character set utf8mb4, amount decimal(20,5), moment datetime(3), flag bit(1)',
    values: "12345.67890, '2020-01-31 13:14:15.123', b'1'",
    slow: 'SELECT COUNT(*) FROM (SELECT SLEEP(30)) AS s, (SELECT SLEEP(30)) AS t',
    chatty: 'DROP TABLE IF EXISTS no_such_table',
    self: 'SELECT CONNECTION_ID() AS session',
    kill: (session) => `KILL ${session}`,
    from: '',
  };
}

async function failure(work: Promise<unknown>): Promise<ChangelogError> {
  return work.then(
    () => {
      throw new Error('it did not fail');
    },
    (error: unknown) => error as ChangelogError,
  );
}

describeTargets('a driver', driverContract);
describe('a driver on pglite', () => driverContract(pglite));

function driverContract({ dialect, url: serverUrl, oneSession, open }: TestTarget): void {
  const spelling = spellings[dialect];
  let database: TestDatabase;
  let connection: Connection;
  const rows = async (): Promise<readonly (readonly (string | null)[])[]> =>
    (await connection.queryRows('SELECT id, txt FROM thing ORDER BY id')).rows;
  /** Work on another session; where the system serves one at a time, between two of the suite's own. */
  const aside = async (options: ConnectOptions, work: (other: Connection) => Promise<void>): Promise<void> => {
    if (oneSession) await connection.close();
    await database.connect(options).then(async (other) => work(other).finally(() => other.close()));
    if (oneSession) connection = await database.connect();
  };
  const insert = (id: number, text = 'x') => ({ sql: `INSERT INTO thing (id, txt) VALUES (${id}, '${text}')` });

  beforeAll(async () => {
    database = await open();
    connection = await database.connect();
    await connection.execute({ sql: `CREATE TABLE thing (${spelling.columns})` });
  });
  afterAll(async () => {
    await connection?.close();
    await database?.[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    await connection.execute({ sql: 'DELETE FROM thing' });
  });

  it('tells product, version and where names resolve', () => {
    const { info } = connection;
    expect(info.dialect).toBe(dialect);
    expect(info.version.major).toBeGreaterThan(2);
    expect(info.versionText).toContain(String(info.version.major));
    expect(info.product).toMatch(/\w/);
    if (serverUrl !== undefined) expect(info.user).not.toBe('');
  });

  describe('values', () => {
    it('arrive as they were sent, whatever characters they have', async () => {
      const texts = [
        '',
        'plain',
        "O'Neil",
        'back\\slash \\n',
        'ünïcödé 漢字 😀',
        'line\nbreak\ttab',
        '? $1 :a @b %s',
        '"quoted" `ticks`',
        '--x /* y */;',
        '\\',
        "\\'",
      ];
      // Oracle takes the empty string for NULL.
      const kept = texts.filter((text) => text !== '' || dialect !== 'oracle');
      for (const [id, text] of kept.entries())
        await connection.execute({ sql: 'INSERT INTO thing (id, txt) VALUES (?, ?)', parameters: [id, text] });
      expect((await rows()).map(([, text]) => text)).toEqual(kept);
      for (const [id, text] of kept.entries()) {
        const found = await connection.query<{ id: number }>('SELECT id FROM thing WHERE id = ? AND txt = ?', [id, text]);
        expect(found, text).toHaveLength(1);
      }
    });
    it('keep big numbers, decimals, moments and flags', async () => {
      await connection.execute({ sql: `INSERT INTO thing VALUES (1, 9007199254740993, NULL, ${spelling.values})` });
      const [row] = await connection.query('SELECT big, txt, amount, moment, flag, id FROM thing');
      const value = (name: string): unknown => Object.entries(row ?? {}).find(([key]) => key.toLowerCase() === name)?.[1];
      expect(value('big')).toBe(9007199254740993n);
      expect(value('txt')).toBeNull();
      expect(String(value('amount'))).toMatch(/^12345\.6789(?:0)?$/);
      // SQLite stores what it was given, and tells nothing of the type.
      expect(value('moment')).toEqual(dialect === 'sqlite' ? '2020-01-31 13:14:15.123' : new Date(2020, 0, 31, 13, 14, 15, 123));
      expect(Number(value('flag'))).toBe(1);
      expect(Number(value('id'))).toBe(1);
    });
    it('are text in rows for people', async () => {
      await connection.execute({ sql: `INSERT INTO thing VALUES (1, 9007199254740993, NULL, ${spelling.values})` });
      const { columns, rows: found } = await connection.queryRows('SELECT id, big, txt, amount, moment FROM thing');
      expect(columns.map((column) => column.toLowerCase())).toEqual(['id', 'big', 'txt', 'amount', 'moment']);
      expect(found).toHaveLength(1);
      expect(found[0]?.slice(0, 3)).toEqual(['1', '9007199254740993', null]);
      expect(found[0]?.[3]).toMatch(/^12345\.6789/);
      expect(found[0]?.[4]).toContain('2020-01-31 13:14:15.123');
    });
    it('keep columns of the same name apart in rows for people', async () => {
      const { columns, rows: found } = await connection.queryRows(`SELECT 1 AS a, 2 AS a${spelling.from}`);
      expect(columns).toHaveLength(2);
      expect(found).toEqual([['1', '2']]);
    });
    it('of statements without an answer are no rows', async () => {
      expect(await connection.queryRows("UPDATE thing SET txt = 'y'")).toMatchObject({ rows: [] });
      expect(await connection.query('DELETE FROM thing')).toEqual([]);
    });
  });

  describe('a statement', () => {
    it('tells how many rows it affected, those that it left as they were included', async () => {
      expect(await connection.execute(insert(1))).toEqual({ rowsAffected: 1 });
      await connection.execute(insert(2));
      expect(await connection.execute({ sql: "UPDATE thing SET txt = 'x'" })).toEqual({ rowsAffected: 2 });
      expect(await connection.execute({ sql: 'DELETE FROM thing WHERE id > 5' })).toEqual({ rowsAffected: 0 });
    });
    it('is sent as it is, question marks and comments included', async () => {
      await connection.execute({ sql: "INSERT INTO thing (id, txt) VALUES (1, 'what?') -- why?" });
      expect(await rows()).toEqual([['1', 'what?']]);
    });
    it('may end in a semicolon and blanks where the server takes them', async () => {
      if (dialect === 'oracle') return;
      await connection.execute({ sql: `${insert(1).sql}; \n` });
      expect(await rows()).toHaveLength(1);
    });
    it('that the server refuses fails with its code, and the session goes on', async () => {
      const error = await failure(connection.execute({ sql: 'SELECT * FROM no_such_table' }));
      expect(error).toMatchObject({ code: 'SQL_FAILED', dialect, statement: { sql: 'SELECT * FROM no_such_table' } });
      expect(error.serverCode).toMatch(/\w/);
      expect(error.message).toContain('no_such_table');
      await connection.execute(insert(1));
      expect(await rows()).toHaveLength(1);
    });
    it('with a syntax error fails where the error is, where the server says so', async () => {
      const sql = "INSERT INTO thing (id, txt)\nVALUES (1, '😀')\nWHOOPS 1";
      const error = await failure(connection.execute({ sql }));
      expect(error.code).toBe('SQL_FAILED');
      const offset = error.statement?.offset;
      // SQL Server quotes the word that it cannot read on from.
      if (offset !== undefined) expect(sql.slice(offset)).toMatch(dialect === 'mssql' ? /^(?:WHOOPS )?1$/ : /^WHOOPS 1$/);
      else expect(['mssql', 'oracle', 'sqlite']).toContain(dialect);
    });
    it('that breaks a constraint says which', async () => {
      await connection.execute(insert(1));
      const error = await failure(connection.execute(insert(1)));
      expect(error).toMatchObject({ code: 'SQL_FAILED' });
      expect(error.message).toMatch(/unique|duplicate|primary/i);
    });
    it('of a megabyte passes', async () => {
      await connection.execute({ sql: `INSERT INTO thing (id, txt) VALUES (1, '${'ä'.repeat(dialect === 'oracle' ? 900 : 500_000)}')` });
      expect((await rows())[0]?.[1]?.length).toBe(dialect === 'oracle' ? 900 : 500_000);
    });
  });

  describe('a transaction', () => {
    it('undoes what was not committed', async () => {
      await connection.begin();
      expect(connection.inTransaction).toBe(true);
      await connection.execute(insert(1));
      await connection.rollback();
      expect(connection.inTransaction).toBe(false);
      expect(await rows()).toEqual([]);
    });
    it.skipIf(oneSession)('shows others only what was committed', async () => {
      await using other = await database.connect();
      await connection.begin();
      await connection.execute(insert(1));
      if (dialect !== 'mssql') expect((await other.queryRows('SELECT id FROM thing')).rows).toEqual([]);
      await connection.commit();
      expect((await other.queryRows('SELECT id FROM thing')).rows).toEqual([['1']]);
    });
    it('covers DDL where the database can, and is opened anew after DDL where it cannot', async () => {
      await connection.begin();
      await connection.execute({ sql: 'CREATE TABLE half (id int)' });
      await connection.execute(insert(1));
      await connection.rollback();
      expect(await rows()).toEqual([]);
      const left = await connection.queryRows('SELECT * FROM half').then(
        () => true,
        () => false,
      );
      expect(left).toBe(!database.dialect.traits.transactionalDdl);
      if (left) await connection.execute({ sql: 'DROP TABLE half' });
    });
    it('that failed is gone after rollback, and the session goes on', async () => {
      await connection.begin();
      await connection.execute(insert(1));
      await failure(connection.execute(insert(1)));
      await connection.rollback();
      expect(await rows()).toEqual([]);
    });
    it('may be ended twice', async () => {
      await connection.rollback();
      await connection.commit();
      await connection.begin();
      await connection.commit();
      await connection.commit();
      expect(connection.inTransaction).toBe(false);
    });
    it('that is open when the session ends is undone', async () => {
      await aside({}, async (other) => {
        await other.begin();
        await other.execute(insert(1));
      });
      expect(await rows()).toEqual([]);
    });
  });

  describe('a batch', () => {
    it('runs in order and commits', async () => {
      const results = await connection.executeBatch([insert(1), insert(2), { sql: "UPDATE thing SET txt = 'y'" }], {
        begin: true,
        commit: true,
      });
      expect(results).toEqual([{ rowsAffected: 1 }, { rowsAffected: 1 }, { rowsAffected: 2 }]);
      expect(connection.inTransaction).toBe(false);
      expect(await rows()).toEqual([
        ['1', 'y'],
        ['2', 'y'],
      ]);
    });
    it('that fails leaves nothing, runs nothing further and names the statement', async () => {
      const error = await failure(connection.executeBatch([insert(1), insert(1), insert(3)], { begin: true, commit: true }));
      expect(error).toMatchObject({ code: 'SQL_FAILED', statement: { sql: insert(1).sql, index: 2, of: 3 } });
      expect(connection.inTransaction).toBe(false);
      expect(await rows()).toEqual([]);
    });
    it('outside a transaction stops at the first failure and keeps what ran before', async () => {
      const error = await failure(connection.executeBatch([insert(1), insert(1), insert(3)]));
      expect(error.statement).toMatchObject({ index: 2, of: 3 });
      expect(await rows()).toEqual([['1', 'x']]);
    });
    it('whose statement ends the transaction runs nothing after a later failure', async () => {
      if (dialect === 'oracle' || dialect === 'mssql') return;
      const error = await failure(
        connection.executeBatch([insert(1), { sql: 'COMMIT' }, insert(1), insert(3)], { begin: true, commit: true }),
      );
      expect(error.statement?.index).toBe(3);
      expect(await rows()).toEqual([['1', 'x']]);
    });
    it('continues a transaction that is open', async () => {
      await connection.begin();
      await connection.execute(insert(1));
      await connection.executeBatch([insert(2)]);
      expect(connection.inTransaction).toBe(true);
      await connection.rollback();
      expect(await rows()).toEqual([]);
    });
    it('of a thousand statements passes', async () => {
      await connection.executeBatch(
        Array.from({ length: 1000 }, (_, id) => insert(id)),
        { begin: true, commit: true },
      );
      expect(await rows()).toHaveLength(1000);
    });
    it('without statements is none', async () => {
      expect(await connection.executeBatch([], { begin: true, commit: true })).toEqual([]);
      expect(connection.inTransaction).toBe(false);
    });
  });

  describe('a signal', () => {
    // PGlite is on the thread that would have to cancel it.
    it.skipIf(oneSession)('cancels the statement that runs, and the session can still clean up', async () => {
      const controller = new AbortController();
      await using other = await database.connect({ signal: controller.signal });
      await other.begin();
      await other.execute(insert(1));
      setTimeout(() => controller.abort(), 100);
      const started = performance.now();
      const error = await failure(other.execute({ sql: spelling.slow }));
      expect(performance.now() - started).toBeLessThan(5000);
      expect(error.code).toBe('INTERRUPTED');
      await other.rollback();
      expect((await other.queryRows('SELECT id FROM thing')).rows).toEqual([]);
    });
    it('that was given before the login ends it', async () => {
      if (serverUrl === undefined) return;
      expect((await failure(database.connect({ signal: AbortSignal.abort() }))).code).toBe('INTERRUPTED');
    });
  });

  it('passes on what the server says', async () => {
    if (spelling.chatty === undefined) return;
    const notices: Notice[] = [];
    const { chatty } = spelling;
    await aside({ onNotice: (notice) => void notices.push(notice) }, async (other) => void (await other.execute({ sql: chatty })));
    expect(notices).toHaveLength(1);
    expect(notices[0]?.message).toMatch(/take care|no_such_table/);
  });

  it('says that the session was lost when the server ended it', async () => {
    if (spelling.self === undefined || oneSession) return;
    const other = await database.connect();
    const [row] = await other.query<{ session: number }>(spelling.self);
    await connection.query(spelling.kill(String(row?.session)));
    const error = await failure(other.execute(insert(1)));
    expect(error).toMatchObject({ code: 'CONNECT_LOST', dialect });
    expect((await failure(other.execute(insert(1)))).code).toBe('CONNECT_LOST');
    await other.close();
    expect(await rows()).toEqual([]);
  });

  describe.skipIf(serverUrl === undefined)('a login that fails', () => {
    const secret = 'Xq7-never-shown';
    const connect = async (change: Readonly<Record<string, unknown>>, milliseconds = 5000) => {
      const driver = await database.dialect.driver();
      const error = await failure(driver.connect({ ...database.target, password: secret, ...change }, { connectTimeoutMs: milliseconds }));
      expect(`${error.stack} ${inspect(error, { depth: 8, showHidden: false })}`).not.toContain(secret);
      return error;
    };
    it('names an unknown user', async () => {
      expect(await connect({ username: 'no_such_user_here' })).toMatchObject({ code: 'CONNECT_AUTHENTICATION' });
    });
    it('names an unknown database', async () => {
      if (dialect === 'oracle') return;
      const { password } = database.target;
      const error = await connect({ database: 'no_such_database', password });
      expect(error.code).toBe('CONNECT_UNKNOWN_DATABASE');
      expect(error.message).toContain('no_such_database');
    });
    it('names host and port that nobody listens on', async () => {
      const error = await connect({ host: '127.0.0.1', port: 1, parameters: {} });
      expect(error.code).toBe('CONNECT_REFUSED');
      expect(error.message).toContain('127.0.0.1:1');
      expect(error.hint).toBeTruthy();
    });
    it('names a host that does not exist', async () => {
      const error = await connect({ host: 'no-such-host.invalid', parameters: {} });
      expect(error.code).toBe('CONNECT_HOST');
      expect(error.message).toContain('no-such-host.invalid');
    });
    it('gives up on a server that never answers', async () => {
      const silent = createServer(() => {});
      await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
      const error = await connect({ host: '127.0.0.1', port: (silent.address() as AddressInfo).port, parameters: {} }, 300);
      expect(error).toMatchObject({ code: 'CONNECT_TIMEOUT', hint: expect.stringMatching(/is it an? .*server/i) as unknown });
      silent.close();
    });
    it('tells that something else listens there', async () => {
      const rude = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
      await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
      const error = await connect({ host: '127.0.0.1', port: (rude.address() as AddressInfo).port, parameters: {} }, 2000);
      expect(error.code).toMatch(/^CONNECT_(?:FAILED|TLS|TIMEOUT|REFUSED)$/);
      rude.close();
    });
  });
}
