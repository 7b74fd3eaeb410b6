import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { parseConnectionUrl } from '../../src/dialects/connection-url.js';
import type { Dialect, DialectName } from '../../src/dialects/dialect.js';
import type { ConnectOptions, Connection, ConnectionTarget } from '../../src/dialects/driver.js';
import { loadDialect } from '../../src/dialects/registry.js';
import { runName } from './run-name.js';
import { connectTo, servers, type Server } from './servers.js';

/** A database that is empty when the test begins and gone when it ends. */
export interface TestDatabase extends AsyncDisposable {
  readonly dialect: Dialect;
  /** For the command line. */
  readonly url: string;
  readonly target: ConnectionTarget;
  /** A session of its own; the caller closes it. */
  connect(options?: ConnectOptions): Promise<Connection>;
}

/** A database system that tests run on. */
export interface TestTarget {
  readonly name: string;
  readonly dialect: DialectName;
  /** URL of the server; undefined for databases that are files. */
  readonly url: string | undefined;
  /** Serves one session at a time. */
  readonly oneSession?: true;
  /** Creates an empty database of a unique name. */
  open(): Promise<TestDatabase>;
}

/** Oracle gives each test the schema of the login, which is emptied: creating users takes a privilege and seconds. */
const oracleUrl = process.env['TEST_ORACLE_URL'];

interface Skipped {
  readonly name: string;
  readonly reason: string;
}

const found: TestTarget[] = [{ name: 'sqlite', dialect: 'sqlite', url: undefined, open: openSqlite }];
const missing: Skipped[] = [];
for (const server of servers) {
  const reason = server.url === undefined ? `${server.variable} is not set` : await unreachable(server.url);
  if (reason === undefined) found.push({ name: server.name, dialect: server.dialect, url: server.url, open: () => openOnServer(server) });
  else missing.push({ name: server.name, reason });
}
if (oracleUrl === undefined) missing.push({ name: 'oracle', reason: 'TEST_ORACLE_URL is not set' });
else found.push({ name: 'oracle', dialect: 'oracle', url: oracleUrl, open: () => openOracle(oracleUrl) });

/** The database systems that answer here: SQLite always; PostgreSQL and MariaDB on this machine, or where their variables say; others by variable. */
export const targets: readonly TestTarget[] = found;

/** PostgreSQL inside the process, for the tests that ask for it: a new database takes seconds. */
export const pglite: TestTarget = { name: 'pglite', dialect: 'postgresql', url: undefined, oneSession: true, open: openPglite };

/** The systems that no test runs on, and why. `REQUIRE_DBS=postgres,mariadb` makes a missing one a failure; see availability.test.ts. */
export const skippedTargets: readonly Skipped[] = missing;

/** One `describe` per database system; those that are not there show up as skipped. */
export function describeTargets(
  title: string,
  suite: (target: TestTarget) => void,
  only: (target: TestTarget) => boolean = () => true,
): void {
  for (const target of targets) if (only(target)) describe(`${title} on ${target.name}`, () => suite(target));
  for (const { name, reason } of missing) describe.skip(`${title} on ${name}: ${reason}`, () => {});
}

async function unreachable(url: string): Promise<string | undefined> {
  try {
    const connection = await connectTo(url, { connectTimeoutMs: 3000 });
    await connection.close();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Databases that their tests left as new, for the next tests: to make one takes a server longer than many a test. */
const asNew: string[] = [];
let newState: string | undefined;

async function openOnServer(server: Server): Promise<TestDatabase> {
  const { url = '', dialect: name, drop, reuse } = server;
  const database = (reuse && asNew.pop()) ?? (await createOn(server));
  const own = urlOf(server, database);
  return testDatabase(await loadDialect(name), own, async () => {
    if (reuse !== undefined && (await isEmptied(own, reuse))) return void asNew.push(database);
    await using admin = await connectTo(url);
    await admin.execute({ sql: drop(database) });
  });
}

function urlOf({ url = '' }: Server, database: string): string {
  const own = new URL(url);
  own.pathname = `/${database}`;
  return own.href;
}

async function createOn(server: Server): Promise<string> {
  const database = uniqueName();
  {
    await using admin = await connectTo(server.url ?? '');
    await admin.execute({ sql: server.create(database) });
  }
  if (server.reuse !== undefined && newState === undefined) {
    await using connection = await connectTo(urlOf(server, database));
    newState = await server.reuse.state(connection);
  }
  return database;
}

async function isEmptied(url: string, { empty, state }: NonNullable<Server['reuse']>): Promise<boolean> {
  try {
    await using connection = await connectTo(url, { connectTimeoutMs: 3000 });
    await empty(connection);
    return (await state(connection)) === newState;
  } catch {
    return false;
  }
}

async function openSqlite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'changelog-test-'));
  return testDatabase(await loadDialect('sqlite'), `sqlite:${join(folder, 'test.db')}`, () => rm(folder, { recursive: true, force: true }));
}

async function openPglite(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'changelog-test-'));
  return testDatabase(await loadDialect('postgresql'), `pglite:${join(folder, 'data')}`, () =>
    rm(folder, { recursive: true, force: true }),
  );
}

async function openOracle(url: string): Promise<TestDatabase> {
  const dialect = await loadDialect('oracle');
  const empty = async (): Promise<void> => {
    await using connection = await connectTo(url);
    const { createSqlContext } = await import('../../src/dialects/sql-context.js');
    const sql = createSqlContext(
      dialect,
      { version: connection.info.version, quoting: 'LEGACY', outputDefaultCatalog: true, outputDefaultSchema: true, live: true },
      () => {},
    );
    for (const statement of await dialect.dropAll(connection, sql, { except: [] })) await connection.execute(statement);
  };
  await empty();
  return testDatabase(dialect, url, empty);
}

function testDatabase(dialect: Dialect, url: string, remove: () => Promise<void>): TestDatabase {
  const parsed = parseConnectionUrl(url);
  if (parsed.kind === 'offline') throw new Error(`${url} is offline`);
  return {
    dialect,
    url,
    target: parsed.target,
    connect: async (options = {}) => (await dialect.driver()).connect(parsed.target, options),
    [Symbol.asyncDispose]: remove,
  };
}

/** Readable in a server's list of databases, and never the same twice. */
function uniqueName(): string {
  return `${runName}_${process.pid}_${randomBytes(4).toString('hex')}`;
}
