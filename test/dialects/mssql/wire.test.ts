import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import type { ChangelogError } from '../../../src/core/error.js';
import { parseConnectionUrl } from '../../../src/dialects/connection-url.js';
import type { ConnectOptions, Connection, Notice } from '../../../src/dialects/driver.js';
import { mssqlDriver } from '../../../src/dialects/mssql/driver.js';
import { finished, startTdsServer, type TdsBehaviour, type TdsRequest, type TdsServer } from './tds-server.js';
import {
  done,
  doneInProcedure,
  doneProcedure,
  errorToken,
  infoToken,
  rowsToken,
  transactionBegan,
  transactionEnded,
} from './tds-tokens.js';

let server: TdsServer;
let connection: Connection | undefined;
afterEach(async () => {
  await connection?.close();
  connection = undefined;
  await server[Symbol.asyncDispose]();
});

async function connect(behaviour: TdsBehaviour = {}, more = '', options: ConnectOptions = {}): Promise<Connection> {
  server = await startTdsServer(behaviour);
  const parsed = parseConnectionUrl(
    `jdbc:sqlserver://127.0.0.1:${server.port};databaseName=shop;encrypt=${behaviour.tls ? 'true' : 'false'}${more}`,
    {
      username: 'sa',
      password: 'p@ss;w}rd',
    },
  );
  if (parsed.kind === 'offline') throw new Error('offline');
  return (connection = await mssqlDriver.connect(parsed.target, { connectTimeoutMs: 5000, ...options }));
}
const failure = (work: Promise<unknown>): Promise<ChangelogError> =>
  work.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as ChangelogError,
  );

describe('the driver of SQL Server on the wire', () => {
  it('logs in with what the URL says, and asks who answers', async () => {
    const { info } = await connect({}, ';applicationName=deploy');
    expect(server.logins).toEqual([{ user: 'sa', password: 'p@ss;w}rd', database: 'shop', program: 'deploy' }]);
    expect(info).toMatchObject({
      product: 'Microsoft SQL Server',
      version: { major: 16, minor: 0 },
      versionText: '16.0.4135.4',
      user: 'sa',
      catalog: 'shop',
      schema: 'dbo',
    });
  });

  it('waits for locks as long as the URL says', async () => {
    await connect({}, ';lockTimeout=5000');
    expect(server.requests[0]).toMatchObject({ kind: 'batch', sql: 'SET LOCK_TIMEOUT 5000' });
  });

  it('sends statements as batches, so that CREATE PROCEDURE stands first in its own', async () => {
    await connect();
    const sql = 'CREATE PROCEDURE p AS SELECT 1 -- why?\n';
    await connection?.execute({ sql });
    expect(server.requests.at(-1)).toMatchObject({ kind: 'batch', sql });
  });

  it('numbers placeholders and declares parameters by their values', async () => {
    await connect({ answer: (request) => finished(request) });
    await connection?.query("SELECT 1 WHERE a = ? AND b = '?' AND c IN (?, ?, ?, ?, ?, ?, ?)", [
      '',
      5,
      9007199254740993n,
      1.5,
      true,
      null,
      new Date(2020, 0, 31),
      Buffer.from([1]),
    ]);
    expect(server.requests.at(-1)).toMatchObject({
      kind: 'procedure',
      sql: "SELECT 1 WHERE a = @p1 AND b = '?' AND c IN (@p2, @p3, @p4, @p5, @p6, @p7, @p8)",
      declared: expect.stringMatching(
        /^@p1 nvarchar\(\d+\), @p2 int, @p3 bigint, @p4 float, @p5 bit, @p6 nvarchar\(\d+\), @p7 datetime2\(7\), @p8 varbinary\(\d+\)$/,
      ),
    });
  });

  it('hands out values as promised, and as text', async () => {
    const columns = { i: 'int', b: 'bigint', f: 'bit', t: 'nvarchar', x: 'varbinary', d: 'decimal', m: 'datetime2', n: 'int' } as const;
    const row = ['-7', '9007199254740993', '1', 'ünïcödé 😀', '00ff', '1234567890', '737454/47655123', null];
    await connect({ answer: () => Buffer.concat([rowsToken(columns, [row]), done({ rows: 1 })]) });
    expect(await connection?.query('SELECT *')).toEqual([
      {
        i: -7,
        b: 9007199254740993n,
        f: true,
        t: 'ünïcödé 😀',
        x: Buffer.from([0, 255]),
        d: '12345.67890',
        m: new Date(2020, 0, 31, 13, 14, 15, 123),
        n: null,
      },
    ]);
    expect(await connection?.queryRows('SELECT *')).toEqual({
      columns: Object.keys(columns),
      rows: [['-7', '9007199254740993', '1', 'ünïcödé 😀', '00FF', '12345.67890', '2020-01-31 13:14:15.123', null]],
    });
  });

  const every = {
    d: 'decimal',
    n: 'numeric',
    m: 'money',
    s: 'smallmoney',
    v: 'variant',
    b: 'bigint',
    r: 'real',
    f: 'float',
    z: 'datetimeoffset',
    t: 'text',
    c: 'varchar',
    u: 'uniqueidentifier',
  } as const;
  const sentValues = [
    '-12345678901234512345',
    '99999999999999999999999999999999999999',
    '-9223372036854775808',
    '-5',
    '1234567890123456789012345',
    '-9223372036854775807',
    '0.1',
    '1e22',
    '737454/85500000/330',
    'ünïcödé 😀',
    'Ä',
    '00112233445566778899aabbccddeeff',
  ];
  const shown = {
    d: '-123456789012345.12345',
    n: '9999999999999999999999999999.9999999999',
    m: '-922337203685477.5808',
    s: '-0.0005',
    v: '12345678901234567890123.45',
    b: '-9223372036854775807',
    r: '0.1',
    f: '1e+22',
    z: '2020-02-01 05:15:00.000 +05:30',
    t: 'ünïcödé 😀',
    c: 'Ä',
    u: '33221100-5544-7766-8899-AABBCCDDEEFF',
  };
  it.for([undefined, 1, 7])('loses no digit, letter or zone of a value, in packets of %o bytes', async (packet) => {
    await connect({
      packet,
      answer: () => Buffer.concat([rowsToken(every, [sentValues, sentValues.map(() => null)]), done({ rows: 2 })]),
    });
    expect((await connection?.queryRows('SELECT *'))?.rows).toEqual([Object.values(shown), sentValues.map(() => null)]);
    const [first, second] = (await connection?.query('SELECT *')) ?? [];
    const { b: _b, r, f, z, ...texts } = first ?? {};
    const { b: _shownB, r: _shownR, f: _shownF, z: _shownZ, ...expected } = shown;
    expect(texts).toEqual(expected);
    expect([_b, f, z]).toEqual([-9223372036854775807n, 1e22, new Date('2020-02-01T05:15:00+05:30')]);
    expect(Math.fround(Number(r))).toBe(Math.fround(0.1));
    expect(Object.values(second ?? {}).every((value) => value === null)).toBe(true);
  });

  it('prints a time that no clock of this machine shows', async () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'America/New_York';
    onTestFinished(() => {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    });
    // 2:30 on the morning when summer time begins in Berlin, and in New York.
    await connect({
      answer: ({ kind }) =>
        kind === 'batch'
          ? Buffer.concat([rowsToken({ a: 'datetime2', b: 'datetime2' }, [['737512/9000000', '737491/9000000']]), done({ rows: 1 })])
          : doneProcedure(),
    });
    expect((await connection?.queryRows('SELECT'))?.rows).toEqual([['2020-03-29 02:30:00.000', '2020-03-08 02:30:00.000']]);
    expect(await connection?.query('SELECT')).toEqual([{ a: new Date(2020, 2, 29, 2, 30), b: new Date(2020, 2, 8, 2, 30) }]);
  });

  it('adds up row counts, and takes the first of several answers', async () => {
    await connect({
      answer: () =>
        Buffer.concat([
          done({ more: true, rows: 2 }),
          rowsToken({ a: 'int' }, [['1'], ['2']]),
          done({ more: true, rows: 2 }),
          rowsToken({ b: 'int' }, []),
          done({ more: true, rows: 0 }),
          done({ rows: 3 }),
        ]),
    });
    expect(await connection?.queryRows('several')).toEqual({ columns: ['a'], rows: [['1'], ['2']] });
    expect((await connection?.execute({ sql: 'several' }))?.rowsAffected).toBe(7);
  });

  it('counts no rows after SET NOCOUNT ON, and those inside sp_executesql', async () => {
    await connect({ answer: ({ kind }) => (kind === 'batch' ? done() : Buffer.concat([doneInProcedure(4), doneProcedure()])) });
    expect(await connection?.execute({ sql: 'SET NOCOUNT ON; DELETE t' })).toEqual({ rowsAffected: 0 });
    expect(await connection?.execute({ sql: 'DELETE t WHERE a = ?', parameters: [1] })).toEqual({ rowsAffected: 4 });
  });

  it('tells an error with its number, and where a syntax error is', async () => {
    const sql = 'SELECT 1\nSELEC 2';
    await connect({
      answer: () =>
        Buffer.concat([
          errorToken({ number: 102, severity: 15, line: 2, message: "Incorrect syntax near 'SELEC'." }),
          done({ error: true }),
        ]),
    });
    expect(await failure(connection?.execute({ sql }) as Promise<unknown>)).toMatchObject({
      code: 'SQL_FAILED',
      serverCode: '102',
      message: "Incorrect syntax near 'SELEC'.",
      statement: { sql, offset: 9 },
    });
  });

  it('tells the first of several errors, and that of a statement whose batch went on', async () => {
    await connect({
      answer: () =>
        Buffer.concat([
          errorToken({ number: 2714, message: "There is already an object named 't'." }),
          errorToken({ number: 1750, message: 'Could not create constraint. See previous errors.' }),
          done({ more: true, error: true }),
          done({ rows: 1 }),
        ]),
    });
    const error = await failure(connection?.execute({ sql: 'x' }) as Promise<unknown>);
    expect(error).toMatchObject({ code: 'SQL_FAILED', serverCode: '2714' });
    expect(error.message).toBe("There is already an object named 't'. Could not create constraint. See previous errors.");
  });

  it('ends every transaction that the changelog left open around its own', async () => {
    let open = 0;
    await connect({
      answer({ sql, kind }) {
        if (sql.includes('BEGIN TRAN')) return open++ === 0 ? Buffer.concat([transactionBegan(), done()]) : done();
        if (sql.includes('COMMIT')) return --open === 0 ? Buffer.concat([transactionEnded('commit'), done()]) : done();
        return finished({ kind });
      },
    });
    await connection?.executeBatch([{ sql: 'BEGIN TRAN; INSERT a' }], { begin: true, commit: true });
    expect([open, connection?.inTransaction]).toEqual([0, false]);
  });

  /** A server that tells of transactions, and has words for what the changelog does with them. */
  const transactional = (request: TdsRequest): Buffer => {
    if (/^IF .*BEGIN TRANSACTION/.test(request.sql)) return Buffer.concat([transactionBegan(), done()]);
    if (/COMMIT/.test(request.sql)) return Buffer.concat([transactionEnded('commit'), done()]);
    if (/ROLLBACK/.test(request.sql)) return Buffer.concat([transactionEnded('rollback'), done()]);
    return finished(request);
  };
  const sent = (from: number): readonly string[] =>
    server.requests.slice(from).map(({ sql }) => sql.replace(/^IF @@TRANCOUNT . 0 | TRANSACTION$/g, ''));

  it('does not record what SQL of the changelog rolled back without an error', async () => {
    await connect({ answer: transactional });
    const from = server.requests.length;
    const error = await failure(
      connection?.executeBatch([{ sql: 'CREATE TABLE a' }, { sql: 'IF 1 = 1 ROLLBACK' }, { sql: 'INSERT history' }], {
        begin: true,
        commit: true,
      }) as Promise<unknown>,
    );
    expect(error).toMatchObject({ code: 'SQL_FAILED', statement: { sql: 'IF 1 = 1 ROLLBACK', index: 2 } });
    expect(error.message).toContain('rolled the transaction back');
    expect(sent(from)).toEqual(['BEGIN', 'CREATE TABLE a', 'IF 1 = 1 ROLLBACK']);
    expect(connection?.inTransaction).toBe(false);
  });

  it('lets SQL of the changelog roll back where nothing was done yet, as scripts do that begin with it', async () => {
    await connect({ answer: transactional });
    const from = server.requests.length;
    const statements = [{ sql: 'IF @@TRANCOUNT > 0 ROLLBACK' }, { sql: 'INSERT a' }];
    await connection?.executeBatch(statements, { begin: true, commit: true });
    expect(sent(from)).toEqual(['BEGIN', 'ROLLBACK', 'BEGIN', 'INSERT a', 'COMMIT']);
  });

  it('tells of work that is lost also where another transaction was begun at once', async () => {
    await connect({
      answer: (request) =>
        request.sql === 'ROLLBACK; BEGIN TRAN'
          ? Buffer.concat([transactionEnded('rollback'), done({ more: true }), transactionBegan(), done()])
          : transactional(request),
    });
    const statements = [{ sql: 'INSERT a' }, { sql: 'ROLLBACK; BEGIN TRAN' }, { sql: 'INSERT b' }];
    const error = await failure(connection?.executeBatch(statements, { begin: true, commit: true }) as Promise<unknown>);
    expect(error).toMatchObject({ code: 'SQL_FAILED', statement: { index: 2 } });
    expect(server.requests.at(-1)?.sql).toBe('IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION');
  });

  it('goes on in a new transaction after a COMMIT of the changelog', async () => {
    await connect({ answer: transactional });
    const from = server.requests.length;
    await connection?.executeBatch([{ sql: 'INSERT a' }, { sql: 'COMMIT' }, { sql: 'INSERT b' }, { sql: 'INSERT c' }], {
      begin: true,
      commit: true,
    });
    expect(sent(from)).toEqual(['BEGIN', 'INSERT a', 'COMMIT', 'BEGIN', 'INSERT b', 'INSERT c', 'COMMIT']);
  });

  it('takes no question mark in a name for a parameter', async () => {
    await connect();
    await connection?.query("SELECT 1 FROM [it's ?].sys.objects WHERE name = ? AND type = 'U'", ['t']);
    expect(server.requests.at(-1)?.sql).toBe("SELECT 1 FROM [it's ?].sys.objects WHERE name = @p1 AND type = 'U'");
  });

  it('passes on what PRINT and RAISERROR say, but not that the database was chosen', async () => {
    const notices: Notice[] = [];
    await connect(
      {
        answer: () =>
          Buffer.concat([infoToken({ number: 5701, message: 'Changed database' }), infoToken({ number: 0, message: 'take care' }), done()]),
      },
      '',
      {
        onNotice: (notice) => void notices.push(notice),
      },
    );
    await connection?.execute({ sql: "PRINT 'take care'" });
    expect(notices).toEqual([{ severity: 'INFO', message: 'take care', code: '0' }]);
  });

  it('begins, continues and ends a transaction, naming it in each request', async () => {
    await connect({
      answer: (request) => {
        if (request.sql.includes('BEGIN TRANSACTION')) return Buffer.concat([transactionBegan(), done()]);
        if (request.sql.includes('COMMIT')) return Buffer.concat([transactionEnded('commit'), done()]);
        return finished(request);
      },
    });
    await connection?.executeBatch([{ sql: 'INSERT a' }, { sql: 'INSERT b', parameters: [1] }], { begin: true, commit: true });
    await connection?.execute({ sql: 'INSERT c' });
    const seen = server.requests.slice(-5).map(({ sql, transaction }) => [/BEGIN|INSERT \w|COMMIT/.exec(sql)?.[0], transaction !== 0n]);
    expect(seen).toEqual([
      ['BEGIN', false],
      ['INSERT a', true],
      ['INSERT b', true],
      ['COMMIT', true],
      ['INSERT c', false],
    ]);
    expect(connection?.inTransaction).toBe(false);
  });

  it('knows that the server rolled the transaction back', async () => {
    await connect({
      answer: (request) => {
        if (request.sql.includes('BEGIN TRANSACTION')) return Buffer.concat([transactionBegan(), done()]);
        if (request.sql === 'deadlock')
          return Buffer.concat([
            errorToken({ number: 1205, severity: 13, message: 'was deadlocked' }),
            transactionEnded('rollback'),
            done({ error: true }),
          ]);
        return finished(request);
      },
    });
    await connection?.begin();
    expect(await failure(connection?.execute({ sql: 'deadlock' }) as Promise<unknown>)).toMatchObject({
      code: 'SQL_FAILED',
      serverCode: '1205',
    });
    await connection?.rollback();
    expect(connection?.inTransaction).toBe(false);
    await connection?.execute({ sql: 'next' });
    expect(server.requests.at(-1)?.transaction).toBe(0n);
  });

  it('cancels what runs, and the session goes on', async () => {
    const controller = new AbortController();
    await connect({ answer: (request) => (request.sql === 'slow' ? undefined : finished(request)) }, '', { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    expect((await failure(connection?.execute({ sql: 'slow' }) as Promise<unknown>)).code).toBe('INTERRUPTED');
    expect(server.attentions).toBe(1);
    await connection?.execute({ sql: 'next' });
    expect(server.requests.at(-1)?.sql).toBe('next');
  });

  it('says that the session was lost, and never logs in again behind its back', async () => {
    await connect({ answer: (request) => (request.sql === 'kill' ? 'close' : finished(request)) });
    const logins = server.logins.length;
    expect(await failure(connection?.execute({ sql: 'kill' }) as Promise<unknown>)).toMatchObject({
      code: 'CONNECT_LOST',
      dialect: 'mssql',
    });
    expect(await failure(connection?.execute({ sql: 'next' }) as Promise<unknown>)).toMatchObject({ code: 'CONNECT_LOST' });
    await sleep(300);
    expect(server.logins).toHaveLength(logins);
  });

  it('takes an error that ends the session for a lost one', async () => {
    await connect({
      answer: (request) =>
        request.sql === 'kill'
          ? Buffer.concat([errorToken({ number: 596, severity: 21, message: 'session is in the kill state' }), done({ error: true })])
          : finished(request),
    });
    expect(await failure(connection?.execute({ sql: 'kill' }) as Promise<unknown>)).toMatchObject({
      code: 'CONNECT_LOST',
      serverCode: '596',
    });
  });
});

describe('a login to SQL Server that fails', () => {
  it.for([
    [18456, "Login failed for user 'sa'.", 'CONNECT_AUTHENTICATION', '"sa"'],
    [18488, 'The password must be changed.', 'CONNECT_AUTHENTICATION', 'expired'],
    [4060, 'Cannot open database "shop" requested by the login.', 'CONNECT_UNKNOWN_DATABASE', '"shop"'],
    [40613, "Database 'shop' on server 'x' is not currently available.", 'CONNECT_FAILED', 'not currently available'],
    [17809, 'The maximum number of 10 user connections are already connected.', 'CONNECT_TOO_MANY', 'maximum'],
  ] as const)('for error %i is told as such, without the password', async ([number, message, code, part]) => {
    const error = await failure(connect({ refuse: { number, message, severity: 14 } }));
    expect(error.code).toBe(code);
    expect(error.message).toContain(part);
    expect(inspect(error, { depth: 8 })).not.toContain('p@ss');
  });
  it('says so where another kind of server answers', async () => {
    server = await startTdsServer();
    const other = createServer((socket) => socket.end('J\0\0\0\n5.5.5-10.11.6-MariaDB\0'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const url = `jdbc:sqlserver://127.0.0.1:${(other.address() as AddressInfo).port};encrypt=false`;
    const parsed = parseConnectionUrl(url, { username: 'sa', password: 'x' });
    if (parsed.kind === 'offline') throw new Error('offline');
    expect(await failure(mssqlDriver.connect(parsed.target, { connectTimeoutMs: 5000 }))).toMatchObject({
      code: 'CONNECT_FAILED',
      hint: expect.stringMatching(/is it a (?:SQL Server|server of this kind)/),
    });
  });
  it('names the way out where the server offers no encryption', async () => {
    expect(await failure(connect({}, ';encrypt=true'))).toMatchObject({
      code: 'CONNECT_TLS',
      hint: expect.stringContaining('encrypt=false'),
    });
  });
});

describe('an encrypted session with SQL Server', () => {
  const certificates = join(import.meta.dirname, '../../certificates');
  const tls = { cert: readFileSync(join(certificates, 'server.pem')), key: readFileSync(join(certificates, 'server.key')) };
  const authority = `;serverCertificate=${join(certificates, 'authority.pem')}`;
  const warnings: Error[] = [];
  process.on('warning', (warning) => warnings.push(warning));

  it('is checked against the authority that the URL names', async () => {
    await connect({ tls }, authority);
    await connection?.execute({ sql: 'x'.repeat(20_000) });
    expect(server.requests.at(-1)?.sql).toHaveLength(20_000);
    expect(server.logins.at(-1)?.password).toBe('p@ss;w}rd');
  });
  it('is refused where nobody vouches for the server, with the ways out', async () => {
    const error = await failure(connect({ tls }));
    expect(error).toMatchObject({ code: 'CONNECT_TLS', message: expect.stringContaining('is not trusted') });
    expect(error.hint).toMatch(/serverCertificate=.*trustServerCertificate=true/);
    expect(server.logins).toEqual([]);
  });
  it('is refused where the certificate is for another host, unless the URL names that', async () => {
    const error = await failure(connect({ tls }, `${authority};hostNameInCertificate=db.example.com`));
    expect(error).toMatchObject({ code: 'CONNECT_TLS', hint: expect.stringContaining('hostNameInCertificate') });
    await server[Symbol.asyncDispose]();
    await connect({ tls }, `${authority};hostNameInCertificate=localhost`);
    expect(server.logins).not.toEqual([]);
  });
  it('trusts blindly where the URL asks for it', async () => {
    await connect({ tls }, ';trustServerCertificate=true');
    expect(server.logins).not.toEqual([]);
  });
  it('with a server that the URL names by its address makes Node.js warn of nothing', async () => {
    await connect({ tls }, authority);
    await sleep(10);
    expect(warnings).toEqual([]);
  });
  it('is asked for where the server insists and the URL forbids it', async () => {
    expect(await failure(connect({ tls }, ';encrypt=false'))).toMatchObject({
      code: 'CONNECT_TLS',
      hint: expect.stringContaining('encrypt=true'),
    });
  });
});
