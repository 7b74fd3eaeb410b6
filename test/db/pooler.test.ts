import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import { smallChangelog } from '../scenarios/folder.js';
import { targets, type TestDatabase } from './targets.js';

const postgres = targets.find(({ name }) => name === 'postgres');
const pgbouncer = ['pgbouncer', '/usr/sbin/pgbouncer'].find((command) => spawnSync(command, ['--version']).status === 0);
const reason = pgbouncer === undefined ? 'pgbouncer is not installed' : postgres === undefined ? 'PostgreSQL does not answer' : undefined;

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changelog-pooler-'));
  chmodSync(cwd, 0o755);
  writeFileSync(join(cwd, 'changelog.yaml'), smallChangelog.join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** PgBouncer in front of a database; it ends when disposed. */
async function pool(database: TestDatabase, mode: 'transaction' | 'session'): Promise<AsyncDisposable & { readonly url: string }> {
  const port = await freePort();
  const { host = '127.0.0.1', port: serverPort = 5432, username = 'postgres', password } = database.target;
  const login = `user=${username}${password === undefined ? '' : ` password=${password}`}`;
  const settings = [
    '[databases]',
    `* = host=${host} port=${serverPort} ${login}`,
    '[pgbouncer]',
    'listen_addr = 127.0.0.1',
    `listen_port = ${port}`,
    'unix_socket_dir =',
    'auth_type = any',
    `pool_mode = ${mode}`,
    'ignore_startup_parameters = options',
  ];
  writeFileSync(join(cwd, `${mode}.ini`), settings.join('\n'), { mode: 0o644 });
  // It refuses to run as root.
  const asUser = userInfo().uid === 0 ? ['-u', 'nobody'] : [];
  const child: ChildProcess = spawn(pgbouncer ?? '', [...asUser, join(cwd, `${mode}.ini`)], { stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await sleep(300);
  const own = new URL(database.url);
  own.host = `127.0.0.1:${port}`;
  return {
    url: own.href,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

describe.skipIf(reason !== undefined)(`behind PgBouncer${reason === undefined ? '' : `: ${reason}`}`, () => {
  it('a run is refused where transactions share sessions, before it locks anything, and does with a lease', async () => {
    await using database = await postgres!.open();
    await using pooled = await pool(database, 'transaction');
    const options = { url: pooled.url, changelogFile: 'changelog.yaml', contextFilter: 'test' };
    await expect(engine.update(options, { cwd })).rejects.toMatchObject({
      code: 'LOCK_POOLER',
      hint: expect.stringContaining('pool_mode=session') as unknown,
    });
    await using connection = await database.connect();
    const advisory =
      "SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database WHERE locktype = 'advisory' AND datname = current_database()";
    expect(await connection.query(advisory)).toEqual([]);
    expect((await engine.update({ ...options, changelogLockMode: 'lease' }, { cwd })).summary.run).toBe(3);
  });

  it('a run that has nothing to do passes, whatever the pool', async () => {
    await using database = await postgres!.open();
    await using pooled = await pool(database, 'transaction');
    const options = { changelogFile: 'changelog.yaml', contextFilter: 'test' };
    await engine.update({ ...options, url: database.url }, { cwd });
    expect((await engine.update({ ...options, url: pooled.url }, { cwd })).upToDate).toBe(true);
  });

  it('a run works where each client has a session of its own', async () => {
    await using database = await postgres!.open();
    await using pooled = await pool(database, 'session');
    const { summary } = await engine.update({ url: pooled.url, changelogFile: 'changelog.yaml', contextFilter: 'test' }, { cwd });
    expect(summary.run).toBe(3);
  });
});
