import { createRequire } from 'node:module';
import type { ConnectionPool, Package, Request, Result, Session } from 'mssql';
import { ChangelogError } from '../../core/error.js';
import type { Sql } from '../../model/statement.js';
import { cancelable } from '../cancelable.js';
import { connectError, driverMissing } from '../connect-error.js';
import type { ConnectOptions, Connection, ConnectionTarget, Driver, ExecuteResult, ServerInfo } from '../driver.js';
import { executeInTurn } from '../execute-in-turn.js';
import { numberPlaceholders } from '../placeholders.js';
import { deferIdentity } from './defer-identity.js';
import { BABELFISH } from './lock.js';
import { loginFailure, noEncryption, statementError, type ServerMessage } from './errors.js';
import { muteAddressWarning } from './mute-address-warning.js';
import { ownTransaction } from './own-transaction.js';
import { readExactly, type ValueParser } from './read-exactly.js';
import { lockTimeout, poolSettings } from './settings.js';
import { momentParameter, textValue, typedValue } from './values.js';

/**
 * SQL Server through `mssql`, which talks by `tedious`: one session, statements as plain batches, so that CREATE PROCEDURE and its like
 * stand first in theirs. `GO` is a word of scripts and never sent.
 */
export const mssqlDriver: Driver = {
  async connect(target, options) {
    deferIdentity();
    const { default: mssql } = await import('mssql').catch((cause: unknown) => {
      throw driverMissing(cause, 'mssql', 'SQL Server');
    });
    keepValues(mssql);
    const login: ConnectionTarget = {
      ...target,
      host: target.host ?? 'localhost',
      port: target.port ?? (target.parameters['instancename'] === undefined ? 1433 : undefined),
    };
    return openSession(mssql, await logIn(mssql, login, options), login, options);
  },
};

/** Values come as they are on the wire, where the package would lose something of them. */
function keepValues(mssql: Package): void {
  // Bytes of a geography and the like: its own reading is an object that is no literal.
  mssql.valueHandler.set(mssql.TYPES['UDT'], (value) => value);
  try {
    const own = createRequire(createRequire(import.meta.url).resolve('mssql'));
    readExactly(own('tedious/lib/value-parser.js') as ValueParser);
  } catch {
    // Laid out in another way: long decimals are refused then, when one comes.
  }
}

interface OpenPool {
  readonly pool: ConnectionPool;
  /** From now on the session, where it breaks, is not replaced by another one, which would know nothing of locks and transactions. */
  seal(): Session;
  destroy(): void;
}

async function logIn(mssql: Package, target: ConnectionTarget, options: ConnectOptions): Promise<OpenPool> {
  const messages: ServerMessage[] = [];
  let session: Session | undefined;
  let sealed = false;
  const settings = poolSettings(target, options);
  const pool = new mssql.ConnectionPool({
    ...settings,
    beforeConnect(created: Session) {
      if (sealed) {
        const refuse = (): never => {
          throw new Error('the session was closed by the server');
        };
        // It is on its way already, and ends where it would log in.
        created.sendLogin7Packet = refuse;
        refuse();
      }
      session = created;
      created.on('errorMessage', (message) => void messages.push(message));
      if (settings.options.encrypt === true) insistOnEncryption(created);
    },
  });
  keepFirstSession(pool);
  // What breaks between two statements is reported by the next one.
  pool.on('error', () => {});
  const destroy = (): void => session?.close();
  if (settings.options.encrypt !== false) muteAddressWarning(target.host ?? '');
  options.signal?.addEventListener('abort', destroy, { once: true });
  try {
    options.signal?.throwIfAborted();
    await pool.connect();
  } catch (cause) {
    if (options.signal?.aborted) throw new ChangelogError('INTERRUPTED', { message: 'the login was interrupted', cause });
    throw connectError(cause, target, 'mssql', loginFailure(cause, messages, target));
  } finally {
    options.signal?.removeEventListener('abort', destroy);
  }
  return {
    pool,
    destroy,
    seal() {
      sealed = true;
      return session as Session;
    },
  };
}

/**
 * The package logs in to see whether that works, closes the session and logs in again with the first request. Here the session that it
 * tried is the one that the request gets. Where it is laid out in another way it logs in twice.
 */
function keepFirstSession(pool: ConnectionPool): void {
  const { _poolCreate: create, _poolDestroy: destroy } = pool;
  if (create === undefined || destroy === undefined) return;
  let kept: Session | undefined;
  pool._poolDestroy = async (session) => {
    kept = session;
    pool._poolDestroy = destroy;
  };
  pool._poolCreate = async () => {
    const session = kept ?? (await create.call(pool));
    kept = undefined;
    return session;
  };
}

/** The package goes on in clear, password and all, where the server says that it knows no encryption. */
function insistOnEncryption(session: Session): void {
  let secure = false;
  session.on('secure', () => (secure = true));
  const { sendLogin7Packet } = session;
  session.sendLogin7Packet = () => {
    if (!secure) throw Object.assign(new Error('the server offers no encryption'), { code: noEncryption });
    sendLogin7Packet.call(session);
  };
}

async function openSession(
  mssql: Package,
  { pool, seal, destroy }: OpenPool,
  target: ConnectionTarget,
  options: ConnectOptions,
): Promise<Connection> {
  let current: Request | undefined;

  const send = async (sql: string, parameters: readonly unknown[] = []): Promise<Result> => {
    const request = pool.request();
    request.arrayRowMode = true;
    request.on('info', ({ message, number }) => {
      // 5701 and 5703 only repeat which database and language the session has.
      if (number !== 5701 && number !== 5703) options.onNotice?.({ severity: 'INFO', message, code: String(number) });
    });
    for (const [at, value] of parameters.entries()) {
      if (value instanceof Date) request.input(`p${at + 1}`, mssql.TYPES['DateTime2'], momentParameter(value));
      else request.input(`p${at + 1}`, value);
    }
    current = request;
    try {
      // Only texts with parameters go by sp_executesql, inside which a transaction may not begin or end.
      return await (parameters.length === 0
        ? request.batch(sql)
        : request.query(numberPlaceholders(sql, (at) => `@p${at}`, { brackets: true })));
    } catch (cause) {
      throw statementError(cause, sql, target);
    } finally {
      if (current === request) current = undefined;
    }
  };
  const cancel = async (): Promise<void> => current?.cancel();
  const run = <T>(work: () => Promise<T>): Promise<T> => cancelable(options.signal, { cancel, destroy }, work);
  const execute = async ({ sql, parameters }: Sql): Promise<ExecuteResult> => {
    const { rowsAffected } = await transaction.within(sql, () => send(sql, parameters));
    return { rowsAffected: rowsAffected.reduce((sum, count) => sum + count, 0) };
  };

  const info = await prepareSession(send, target, options).catch(async (error: unknown) => {
    await pool.close().catch(() => {});
    throw error;
  });
  const transaction = ownTransaction(seal(), send);

  const connection: Connection = {
    info,
    async query<R extends object>(sql: string, parameters: readonly unknown[] = []) {
      const [answer] = (await run(() => send(sql, parameters))).recordsets;
      const fields = answer?.columns ?? [];
      return (answer ?? []).map((row) =>
        Object.fromEntries(fields.map((field, at) => [field.name, typedValue(row[at], field, mssql.TYPES)])),
      ) as unknown as readonly R[];
    },
    async queryRows(sql) {
      const [answer] = (await run(() => send(sql))).recordsets;
      const fields = answer?.columns ?? [];
      return {
        columns: fields.map(({ name }) => name),
        rows: (answer ?? []).map((row) => fields.map((field, at) => textValue(row[at], field, mssql.TYPES))),
      };
    },
    execute: (statement) => run(() => execute(statement)),
    executeBatch: (statements, options) => executeInTurn(connection, statements, options),
    begin: () => transaction.begin(),
    commit: () => transaction.commit(),
    rollback: () => transaction.rollback(),
    get inTransaction() {
      return transaction.isOpen;
    },
    async close() {
      const timer = setTimeout(destroy, 1000);
      await pool.close().finally(() => clearTimeout(timer));
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return connection;
}

/** Asks who answers. Like the JDBC driver it leaves the session's settings as the server's. */
async function prepareSession(
  send: (sql: string) => Promise<Result>,
  target: ConnectionTarget,
  { defaultCatalog }: ConnectOptions,
): Promise<ServerInfo> {
  const wait = lockTimeout(target);
  if (wait !== undefined) await send(`SET LOCK_TIMEOUT ${wait}`);
  if (defaultCatalog !== undefined && defaultCatalog.trim() !== '') await send(`USE [${defaultCatalog.replaceAll(']', ']]')}]`);
  const { recordsets } = await send(
    "SELECT CAST(SERVERPROPERTY('ProductVersion') AS nvarchar(128)), SYSTEM_USER, DB_NAME(), SCHEMA_NAME(), @@SPID, CAST(SERVERPROPERTY('Babelfish') AS int)",
  );
  const [version, user, catalog, schema, session, babelfish] = (recordsets[0]?.[0] ?? []).map((value) =>
    value === null ? undefined : String(value),
  );
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return {
    product: babelfish === '1' ? BABELFISH : 'Microsoft SQL Server',
    dialect: 'mssql',
    version: { major: Number(major), minor: Number(minor) },
    versionText: version ?? '',
    user: user ?? '',
    catalog,
    schema,
    session,
  };
}
