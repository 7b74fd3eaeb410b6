import type { Extensions, protocol } from '@electric-sql/pglite';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { claimFolder, namesIn } from '../../core/folder-claim.js';
import { ChangelogError, fail } from '../../core/error.js';
import { didYouMean } from '../../core/suggest.js';
import type { Sql } from '../../model/statement.js';
import { driverMissing, messageOf } from '../connect-error.js';
import type { ConnectOptions, Connection, ConnectionTarget, Driver } from '../driver.js';
import { executeInTurn } from '../execute-in-turn.js';
import { numberPlaceholders } from '../placeholders.js';
import { statementError } from './errors.js';
import { boundText, createExchange, type Pglite } from './pglite-exchange.js';
import { affected, checkCommitted, prepareSession, type Answer } from './session.js';
import { asText, parserOf } from './values.js';

const inMemory = ':memory:';
const claimFile = 'changelog.pid';
/** What the URL may say besides the folder. */
const settings = ['extensions', 'currentschema'];

/**
 * PostgreSQL inside this process, through PGlite: a database in memory, or in a folder that one session at a time may use. The server runs
 * on this thread, so that a signal is heard between two statements and not within one.
 */
export const pgliteDriver: Driver = {
  async connect(target, options) {
    const pglite = await import('@electric-sql/pglite').catch((cause: unknown) => {
      throw driverMissing(cause, '@electric-sql/pglite', 'embedded PostgreSQL');
    });
    options.signal?.throwIfAborted();
    checkSettings(target.parameters);
    const folder = target.file === undefined || target.file === inMemory ? undefined : resolve(target.file);
    const extensions = await loadExtensions(target.parameters['extensions']);
    const release = folder === undefined ? () => {} : claimOf(folder);
    const said: string[] = [];
    try {
      const database = await pglite.PGlite.create({
        ...(folder !== undefined && { dataDir: folder }),
        extensions,
        onStderr: (text) => said.push(text) > 0,
      });
      return await openSession(database, pglite.protocol.serialize, target, options, release);
    } catch (cause) {
      release();
      if (cause instanceof ChangelogError) throw cause;
      throw new ChangelogError('CONNECT_FAILED', {
        message: `the embedded PostgreSQL cannot open ${folder ?? 'a database in memory'}: ${said.join(' ').trim() || messageOf(cause)}`,
        hint: 'was the folder made by another version of PostgreSQL? A new one is created where there is none',
        dialect: 'postgresql',
        cause,
      });
    }
  },
};

function checkSettings(parameters: Readonly<Record<string, string>>): void {
  const unknown = Object.keys(parameters).find((name) => !settings.includes(name));
  if (unknown === undefined) return;
  fail('CONNECT_URL', {
    message: `the pglite URL has the unknown setting "${unknown}"`,
    hint: didYouMean(unknown, settings) ?? `it has ${settings.join(', ')}`,
  });
}

/** Claims the folder. Throws CONNECT_FAILED where it is none, or may not be used. */
function claimOf(folder: string): () => void {
  try {
    return claim(folder);
  } catch (cause) {
    if (cause instanceof ChangelogError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    const reason = code === 'ENOTDIR' || code === 'EEXIST' ? 'it is a file, or below one' : messageOf(cause);
    return fail('CONNECT_FAILED', { message: `cannot use the folder ${folder}: ${reason}`, hint: 'name a folder of yours', cause });
  }
}

/** Keeps others out of the folder: two servers on the same files destroy them. What is in a folder that is no database stays untouched. */
function claim(folder: string): () => void {
  const names = namesIn(folder).filter((name) => name !== claimFile);
  if (names.length > 0 && !names.includes('PG_VERSION')) {
    fail('CONNECT_URL', {
      message: `the folder ${folder} holds other files and no PGlite database`,
      hint: 'name a folder that is empty or not there yet',
    });
  }
  const claimed = claimFolder(folder, claimFile);
  if (typeof claimed === 'function') return claimed;
  return fail('CONNECT_TOO_MANY', {
    message: `the database in ${folder} is in use by ${claimed.processId === process.pid ? 'another session of this process' : `process ${claimed.processId}`}`,
    hint: 'embedded PostgreSQL serves one session at a time; wait for the other one to end',
    dialect: 'postgresql',
  });
}

/** The extensions that the URL names, as `?extensions=pgcrypto,uuid_ossp`; the package brings those of PostgreSQL's contrib folder. */
async function loadExtensions(names = ''): Promise<Extensions> {
  const extensions: Extensions = {};
  for (const given of names.split(',').filter((name) => name.trim() !== '')) {
    const name = given.trim().toLowerCase().replaceAll('-', '_');
    if (!/^[a-z_]+$/.test(name)) fail('CONNECT_URL', { message: `"${given}" is no name of an extension` });
    const module = (await import(`@electric-sql/pglite/contrib/${name}`).catch((cause: unknown) => {
      fail('CONNECT_URL', {
        message: `embedded PostgreSQL has no extension "${given}"`,
        hint: 'PGlite brings those of the contrib folder, such as pgcrypto, uuid_ossp, citext and hstore',
        cause,
      });
    })) as Extensions;
    if (module[name] !== undefined) extensions[name] = module[name];
  }
  return extensions;
}

async function openSession(
  database: Pglite,
  serialize: typeof protocol.serialize,
  target: ConnectionTarget,
  options: ConnectOptions,
  release: () => void,
): Promise<Connection> {
  const exchange = createExchange(database, serialize, options.onNotice);
  let closed = false;

  const send = async (text: string, values: readonly unknown[] = [], parser = parserOf, rowMode?: 'array'): Promise<readonly Answer[]> => {
    // Lets signals and timers through: without a server to wait for nothing else would.
    await setImmediate();
    try {
      if (closed) throw new Error('the session is closed');
      return await exchange.send(text, values.map(boundText), parser, rowMode);
    } catch (cause) {
      throw statementError(cause, text, target);
    }
  };
  const sendStatement = ({ sql, parameters }: Sql): Promise<readonly Answer[]> =>
    parameters === undefined ? send(sql) : send(numbered(sql), parameters);

  const info = await prepareSession(send, target, options);
  const connection: Connection = {
    info: { ...info, versionText: `${info.versionText} (PGlite)` },
    async query<R extends object>(sql: string, parameters: readonly unknown[] = []) {
      const [answer] = await send(numbered(sql), parameters);
      return (answer?.rows ?? []) as unknown as readonly R[];
    },
    async queryRows(sql) {
      const answer = (await send(sql, [], () => asText, 'array')).find(({ fields }) => fields.length > 0);
      return {
        columns: answer?.fields.map(({ name }) => name) ?? [],
        rows: (answer?.rows ?? []) as unknown as readonly (readonly (string | null)[])[],
      };
    },
    execute: async (statement) => affected(await sendStatement(statement)),
    executeBatch: (statements, batch) => executeInTurn(connection, statements, batch),
    async begin() {
      await send('BEGIN');
    },
    async commit() {
      if (exchange.inTransaction) checkCommitted(await send('COMMIT'));
    },
    async rollback() {
      if (exchange.inTransaction) await send('ROLLBACK');
    },
    get inTransaction() {
      return exchange.inTransaction;
    },
    async close() {
      if (closed) return;
      await connection.rollback().catch(() => {});
      closed = true;
      try {
        await database.close();
      } finally {
        release();
      }
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return connection;
}

const numbered = (sql: string): string => numberPlaceholders(sql, (at) => `$${at}`);
