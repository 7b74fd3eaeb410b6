import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import { parseConnectionUrl } from '../../src/dialects/connection-url.js';
import type { Connection } from '../../src/dialects/driver.js';
import { loadDialect } from '../../src/dialects/registry.js';
import { capture, type Captured } from '../cli/capture.js';
import { certificates, findMariadb, findPostgres, startMariadb, startPostgres, type OwnServer } from './own-servers.js';

const file = (name: string): string => join(certificates, name);

async function open(url: string, password?: string): Promise<Connection> {
  const parsed = parseConnectionUrl(url, { password });
  if (parsed.kind === 'offline') throw new Error('offline');
  return (await (await loadDialect(parsed.dialect)).driver()).connect(parsed.target, { connectTimeoutMs: 10_000 });
}

/** Opens a session that must come about, asks it something and closes it. */
async function ask(url: string, sql: string, password?: string): Promise<string | null | undefined> {
  await using connection = await open(url, password);
  const { rows } = await connection.queryRows(sql);
  return rows[0]?.at(-1);
}

async function refusal(url: string, password?: string): Promise<ChangelogError> {
  const connection = await open(url, password).catch((error: unknown) => error as ChangelogError);
  if ('close' in connection) {
    await connection.close();
    throw new Error(`${url} was let in`);
  }
  return connection;
}

/** Servers take a moment until they answer. */
async function untilReady(ready: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      await ready();
      return;
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

const postgres = findPostgres();
describe.skipIf('missing' in postgres)(`logins to PostgreSQL${'missing' in postgres ? `: ${postgres.missing}` : ''}`, () => {
  let server: OwnServer;
  const url = (query: string, database = 'postgres', host = '127.0.0.1', user = 'ann'): string =>
    `postgres://${user}@${host}:${server.port}/${database}${query}`;
  const encrypted = 'SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()';
  const local = (): string => `postgres://postgres@localhost:${server.port}/postgres?host=${server.socket}`;

  beforeAll(async () => {
    server = await startPostgres('programs' in postgres ? postgres.programs : '');
    await untilReady(() => ask(local(), 'SELECT 1'));
    await using admin = await open(local());
    await admin.execute({
      sql: "CREATE ROLE ann LOGIN PASSWORD 'secret'; CREATE ROLE full LOGIN PASSWORD 'secret' CONNECTION LIMIT 0; CREATE ROLE deployer LOGIN",
    });
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  it('work by socket', async () => {
    expect(await ask(local(), "SELECT coalesce(inet_server_addr()::text, 'socket')")).toBe('socket');
    expect(await refusal(`postgres://ann@localhost:5432/x?host=${join(server.socket, 'nowhere')}`)).toMatchObject({
      code: 'CONNECT_REFUSED',
      message: expect.stringContaining('nowhere'),
    });
  });
  it.for([
    '',
    '?sslmode=allow',
    '?sslmode=prefer',
    '?sslmode=require',
    `?sslmode=verify-ca&sslrootcert=${file('authority.pem')}`,
    `?sslmode=verify-full&sslrootcert=${file('authority.pem')}`,
  ])('are encrypted with "%s"', async (query) => {
    expect(await ask(url(query), encrypted, 'secret')).toBe('t');
  });
  it('are not trusted where nobody vouches for the certificate', async () => {
    for (const mode of ['verify-ca', 'verify-full']) {
      expect(await refusal(url(`?sslmode=${mode}`), 'secret')).toMatchObject({
        code: 'CONNECT_TLS',
        hint: expect.stringContaining('sslrootcert'),
      });
    }
  });
  it('are not trusted where the certificate is for another host, and only the authority counts for verify-ca', async () => {
    const query = (mode: string): string => `?sslmode=${mode}&sslrootcert=${file('authority.pem')}`;
    expect(await refusal(url(query('verify-full'), 'postgres', '127.0.0.2'), 'secret')).toMatchObject({
      code: 'CONNECT_TLS',
      hint: expect.stringContaining('verify-ca'),
    });
    expect(await ask(url(query('verify-ca'), 'postgres', '127.0.0.2'), encrypted, 'secret')).toBe('t');
  });
  it('are not tried in clear where the server insists on encryption', async () => {
    expect(await refusal(url('?sslmode=disable'), 'secret')).toMatchObject({
      code: 'CONNECT_AUTHENTICATION',
      hint: expect.stringContaining('sslmode=require'),
    });
  });
  it('work by certificate instead of password', async () => {
    const query = `?sslmode=require&sslcert=${file('client.pem')}&sslkey=${file('client.key')}`;
    expect(await ask(url(query, 'postgres', '127.0.0.1', 'deployer'), 'SELECT session_user')).toBe('deployer');
    expect(await refusal(url('?sslmode=require', 'postgres', '127.0.0.1', 'deployer'))).toMatchObject({ code: 'CONNECT_AUTHENTICATION' });
  });
  it('tell a wrong password from a missing one, an unknown database and too many sessions', async () => {
    expect(await refusal(url(''), 'wrong')).toMatchObject({
      code: 'CONNECT_AUTHENTICATION',
      message: expect.stringContaining('refused the password'),
    });
    expect(await refusal(url(''))).toMatchObject({ code: 'CONNECT_AUTHENTICATION', message: expect.stringContaining('none was given') });
    expect(await refusal(url('', 'nowhere'), 'secret')).toMatchObject({
      code: 'CONNECT_UNKNOWN_DATABASE',
      message: expect.stringContaining('"nowhere"'),
    });
    expect(await refusal(url('', 'postgres', '127.0.0.1', 'full'), 'secret')).toMatchObject({ code: 'CONNECT_TOO_MANY' });
  });
  it('that get no password have each person asked for it once, whichever of the databases wants it', async () => {
    const diff = (...argv: string[]): Promise<Captured> => capture(['diff', ...argv], { answers: ['secret', 'wrong'] });
    const reference = await diff('--url=sqlite::memory:', `--reference-url=${url('')}`);
    expect(reference).toMatchObject({ code: 0, err: `Password of ann for ${url('')}: ` });
    const both = await diff(`--url=${url('', 'template1')}`, `--reference-url=${url('')}`);
    expect(both).toMatchObject({ code: 4, err: expect.stringContaining(`Password of ann for ${url('', 'template1')}: `) });
    expect(both.err.match(/Password of/g)).toHaveLength(2);
    expect((await diff('--url=sqlite::memory:', `--reference-url=${url('')}`, '--reference-password=wrong')).err).not.toContain(
      'Password of',
    );
    const drifted = await capture(
      [
        'drift',
        '--search-path=changelogs',
        '--changelog-file=shop/db.changelog-master.yaml',
        `--url=${url('')}`,
        `--scratch-url=${url('')}`,
      ],
      { answers: ['secret'] },
    );
    expect(drifted.err.match(/Password of/g)).toHaveLength(1);
    expect(drifted.code).not.toBe(4);
  });
  it('that ask for encryption are told where the server offers none', async () => {
    await using admin = await open(local());
    await admin.execute({ sql: 'ALTER SYSTEM SET ssl = off' });
    await admin.execute({ sql: 'SELECT pg_reload_conf()' });
    await untilReady(async () => expect(await ask(local(), 'SHOW ssl')).toBe('off'));
    expect(await refusal(url('?sslmode=require'), 'secret')).toMatchObject({
      code: 'CONNECT_TLS',
      message: expect.stringContaining('does not offer TLS'),
    });
  });
});

const mariadb = findMariadb();
describe.skipIf('missing' in mariadb)(`logins to MariaDB${'missing' in mariadb ? `: ${mariadb.missing}` : ''}`, () => {
  let server: OwnServer;
  const url = (query: string, database = 'shop', host = '127.0.0.1', user = 'ann'): string =>
    `mariadb://${user}@${host}:${server.port}/${database}${query}`;
  const encrypted = "SHOW STATUS LIKE 'Ssl_cipher'";
  const local = (): string => `mariadb://root@localhost/?localSocket=${server.socket}`;

  beforeAll(async () => {
    server = await startMariadb('programs' in mariadb ? mariadb.programs : '');
    await untilReady(() => ask(local(), 'SELECT 1'));
    await using admin = await open(local());
    for (const sql of [
      'CREATE DATABASE shop',
      "CREATE USER ann IDENTIFIED BY 'secret' REQUIRE SSL",
      "CREATE USER plain IDENTIFIED BY 'secret'",
      "CREATE USER deployer IDENTIFIED BY 'secret' REQUIRE SUBJECT '/CN=deployer'",
      "CREATE USER full IDENTIFIED BY 'secret' REQUIRE SSL WITH MAX_USER_CONNECTIONS 1",
      'GRANT ALL ON *.* TO ann, plain, deployer, full',
    ])
      await admin.execute({ sql });
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  it('work by socket', async () => {
    expect(await ask(local(), 'SELECT CURRENT_USER()')).toBe('root@localhost');
    expect(await refusal('mariadb://root@localhost/?localSocket=/nowhere.sock')).toMatchObject({
      code: 'CONNECT_REFUSED',
      message: expect.stringContaining('/nowhere.sock'),
    });
  });
  it.for([
    '?sslMode=preferred',
    '?sslMode=trust',
    `?sslMode=verify-ca&serverSslCert=${file('authority.pem')}`,
    `?sslMode=verify-full&serverSslCert=${file('authority.pem')}`,
  ])('are encrypted with "%s"', async (query) => {
    expect(await ask(url(query), encrypted, 'secret')).toMatch(/^(?:TLS|ECDHE)/);
  });
  it('are not trusted where nobody vouches for the certificate', async () => {
    expect(await refusal(url('?sslMode=verify-ca'), 'secret')).toMatchObject({
      code: 'CONNECT_TLS',
      hint: expect.stringContaining('serverSslCert'),
    });
  });
  it('are not trusted where the certificate is for another host, and only the authority counts for verify-ca', async () => {
    const query = (mode: string): string => `?sslMode=${mode}&serverSslCert=${file('authority.pem')}`;
    expect(await refusal(url(query('verify-full'), 'shop', '127.0.0.2'), 'secret')).toMatchObject({ code: 'CONNECT_TLS' });
    expect(await ask(url(query('verify-ca'), 'shop', '127.0.0.2'), encrypted, 'secret')).toMatch(/^(?:TLS|ECDHE)/);
  });
  it('work by certificate', async () => {
    const query = `?sslMode=trust&sslCert=${file('client.pem')}&sslKey=${file('client.key')}`;
    expect(await ask(url(query, 'shop', '127.0.0.1', 'deployer'), 'SELECT CURRENT_USER()', 'secret')).toBe('deployer@%');
    expect(await refusal(url('?sslMode=trust', 'shop', '127.0.0.1', 'deployer'), 'secret')).toMatchObject({
      code: 'CONNECT_AUTHENTICATION',
    });
  });
  it('in clear of a user that requires encryption are refused with the way out', async () => {
    expect(await refusal(url('?sslMode=disable'), 'secret')).toMatchObject({
      code: 'CONNECT_AUTHENTICATION',
      hint: expect.stringContaining('sslMode=required'),
    });
  });
  it('tell a wrong password from a missing one, an unknown database and too many sessions', async () => {
    const trust = '?sslMode=trust';
    expect(await refusal(url(trust), 'wrong')).toMatchObject({ code: 'CONNECT_AUTHENTICATION' });
    expect(await refusal(url(trust))).toMatchObject({
      code: 'CONNECT_AUTHENTICATION',
      message: expect.stringContaining('no password was given'),
    });
    expect(await refusal(url(trust, 'nowhere'), 'secret')).toMatchObject({
      code: 'CONNECT_UNKNOWN_DATABASE',
      message: expect.stringContaining('"nowhere"'),
    });
    await using first = await open(url(trust, 'shop', '127.0.0.1', 'full'), 'secret');
    expect(first.info.user).toContain('full');
    expect(await refusal(url(trust, 'shop', '127.0.0.1', 'full'), 'secret')).toMatchObject({ code: 'CONNECT_TOO_MANY' });
  });
});
