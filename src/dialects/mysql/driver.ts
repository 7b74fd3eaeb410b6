import { isIP, type Socket } from 'node:net';
import { userInfo } from 'node:os';
import { checkServerIdentity, type TLSSocket } from 'node:tls';
import type { Connection as MysqlConnection, ConnectionOptions, ResultSetHeader } from 'mysql2';
import { ChangelogError } from '../../core/error.js';
import { cancelable } from '../cancelable.js';
import { connectError, driverMissing } from '../connect-error.js';
import type { ConnectOptions, Connection, ConnectionTarget, Driver, ExecuteResult, ServerInfo, TextRows } from '../driver.js';
import { executeInTurn } from '../execute-in-turn.js';
import { isAboutEncryption, loginFailure, statementError } from './errors.js';
import { tlsAttempts, type MysqlTls } from './tls.js';
import { literal, textValue, valueReader, type Column, type Field } from './values.js';

/** SERVER_STATUS_IN_TRANS. https://dev.mysql.com/doc/dev/mysql-server/latest/mysql__com_8h.html */
const IN_TRANSACTION = 1;

/** How often an idle session shows the server that it is alive. */
const PING_MS = 60_000;

/** MySQL through `mysql2`, for `mysql:` URLs; a MariaDB server may answer. */
export const mysqlDriver = familyDriver('mysql');
/** The same for `mariadb:` URLs, with the defaults of MariaDB's JDBC driver. */
export const mariadbDriver = familyDriver('mariadb');

type CreateConnection = (options: ConnectionOptions) => MysqlConnection;

function familyDriver(kind: 'mysql' | 'mariadb'): Driver {
  return {
    async connect(target, options) {
      const { createConnection } = await import('mysql2').catch((cause: unknown) => {
        throw driverMissing(cause, 'mysql2', kind === 'mysql' ? 'MySQL' : 'MariaDB');
      });
      const { socket } = target.parameters;
      const login: ConnectionTarget = {
        ...target,
        host: socket ?? target.host ?? 'localhost',
        port: target.port ?? 3306,
        username: target.username ?? userInfo().username,
      };
      return openSession(createConnection, login, options, kind);
    },
  };
}

/** Tries what the TLS mode allows, in turn; the next way only where the server objects to the encryption of this one. */
async function logIn(create: CreateConnection, target: ConnectionTarget, options: ConnectOptions, kind: 'mysql' | 'mariadb') {
  const attempts = tlsAttempts(target, kind);
  for (const [at, tls] of attempts.entries()) {
    const settings = connectionSettings(target, options, tls);
    try {
      return { client: await attempt(tls && tls.verifyIdentity ? checkingAddress(create) : create, settings, options.signal), settings };
    } catch (cause) {
      if (options.signal?.aborted) throw new ChangelogError('INTERRUPTED', { message: 'the login was interrupted', cause });
      if (at + 1 === attempts.length || !isAboutEncryption(cause)) throw connectError(cause, target, kind, loginFailure(cause, target));
    }
  }
  throw new ChangelogError('INTERNAL', { message: 'no way to connect was tried' });
}

function connectionSettings(target: ConnectionTarget, options: ConnectOptions, tls: false | MysqlTls): ConnectionOptions {
  const { parameters, host, port, username, password, database } = target;
  return {
    ...(host?.startsWith('/') ? { socketPath: host } : { host, port }),
    user: username,
    password,
    ...(database !== undefined && !createsDatabase(target) && { database }),
    ...(tls && { ssl: { ...tls } }),
    // Neither flag is JDBC's: the first changes how function calls are parsed, the other lets the server ask for files.
    flags: ['-IGNORE_SPACE', '-LOCAL_FILES'],
    // As with JDBC, where allowMultiQueries is off unless the URL says otherwise.
    multipleStatements: parameters['allowmultiqueries'] === 'true',
    connectTimeout: options.connectTimeoutMs ?? Number(parameters['connecttimeout'] ?? 30_000),
    enableKeepAlive: true,
    supportBigNumbers: true,
    bigNumberStrings: true,
    dateStrings: true,
    jsonStrings: true,
    trace: false,
  } as ConnectionOptions;
}

const createsDatabase = ({ parameters, database }: ConnectionTarget): boolean =>
  database !== undefined && parameters['createdatabaseifnotexist'] === 'true';

/**
 * The package compares the certificate with "localhost" where the host is an address, so an address is compared here, before the login is
 * sent.
 */
function checkingAddress(create: CreateConnection): CreateConnection {
  return (settings) => {
    const { host = '' } = settings;
    const client = create(settings);
    if (!isIP(host)) return client;
    const inner = client as unknown as { config: { ssl: MysqlTls }; stream: TLSSocket; startTLS(onSecure: (error?: Error) => void): void };
    inner.config.ssl = { ...inner.config.ssl, verifyIdentity: false };
    const startTls = inner.startTLS.bind(client);
    inner.startTLS = (onSecure) => startTls((error) => onSecure(error ?? checkServerIdentity(host, inner.stream.getPeerCertificate(true))));
    return client;
  };
}

function attempt(create: CreateConnection, settings: ConnectionOptions, signal?: AbortSignal): Promise<MysqlConnection> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const client = create(settings);
    const abort = (): void => {
      client.destroy();
      reject(signal?.reason);
    };
    signal?.addEventListener('abort', abort, { once: true });
    const settle = (end: () => void): void => {
      signal?.removeEventListener('abort', abort);
      end();
    };
    client.once('connect', () => settle(() => resolve(client)));
    client.on('error', (error) =>
      settle(() => {
        client.destroy();
        reject(error);
      }),
    );
  });
}

async function openSession(
  create: CreateConnection,
  target: ConnectionTarget,
  options: ConnectOptions,
  kind: 'mysql' | 'mariadb',
): Promise<Connection> {
  const { client, settings } = await logIn(create, target, options, kind);
  // destroy() of the driver only says good-bye; a statement that hangs is told nothing.
  const destroy = (): void => void (client as unknown as { stream: Socket }).stream.destroy(new Error('the session was cut off'));
  const pings = setInterval(() => client.ping(() => {}), PING_MS).unref();
  let dialect: 'mysql' | 'mariadb' = kind;
  let open = false;
  /** Whether the session is out of autocommit; it goes back only when a statement runs outside a transaction. */
  let manual = false;
  /** What the server said last about an open transaction. */
  let serverInTransaction = false;

  const send = (sql: string, more?: { readonly rowsAsArray: true; readonly typeCast: (field: Field) => unknown }): Promise<Answer> =>
    new Promise((resolve, reject) => {
      client.query({ sql, ...more } as never, (cause: unknown, results: unknown, fields: unknown) => {
        if (cause) {
          // What a failed statement locked before it failed stays locked until the transaction ends.
          serverInTransaction ||= manual;
          return reject(statementError(cause, sql, target, dialect));
        }
        const answer = readAnswer(results, fields);
        if (more === undefined) readValues(answer);
        if (answer.header?.serverStatus !== undefined) serverInTransaction = (answer.header.serverStatus & IN_TRANSACTION) !== 0;
        else if (manual) serverInTransaction = true;
        resolve(answer);
      });
    });
  const cancel = (): Promise<void> => killQuery(create, settings, client.threadId);
  /** Inside `begin` and `commit` the session is out of autocommit, outside it is back in. */
  const run = <T>(work: () => Promise<T>): Promise<T> =>
    cancelable(options.signal, { cancel, destroy }, async () => {
      if (manual !== open) {
        await send(`SET autocommit = ${open ? 0 : 1}`);
        manual = open;
      }
      return work();
    });
  const info = await prepareSession(send, target, options, client.threadId).catch((error: unknown) => {
    clearInterval(pings);
    destroy();
    throw error;
  });
  dialect = info.dialect === 'mariadb' ? 'mariadb' : 'mysql';
  const asText = textValue(dialect === 'mariadb' ? 'MariaDB' : 'MySQL');

  const execute = async (sql: string): Promise<ExecuteResult> => {
    const { header } = await send(sql);
    if (options.onNotice && (header?.warningStatus ?? 0) > 0) await reportWarnings();
    return { rowsAffected: header?.affectedRows ?? 0 };
  };
  const reportWarnings = async (): Promise<void> => {
    const { rows } = await send('SHOW WARNINGS');
    for (const row of rows as readonly { Level: string; Code: number; Message: string }[]) {
      options.onNotice?.({ severity: row.Level, message: row.Message, code: String(row.Code) });
    }
  };

  const connection: Connection = {
    info,
    async query<R extends object>(sql: string, parameters: readonly unknown[] = []) {
      return (await run(() => send(withLiterals(sql, parameters)))).rows as readonly R[];
    },
    async queryRows(sql) {
      const { columns, rows } = await run(() => send(sql, { rowsAsArray: true, typeCast: asText }));
      return { columns: columns.map(({ name }) => name), rows: rows as TextRows['rows'] };
    },
    execute: (statement) => run(() => execute(withLiterals(statement.sql, statement.parameters ?? []))),
    executeBatch: (statements, options) => executeInTurn(connection, statements, options),
    async begin() {
      open = true;
    },
    async commit() {
      if (open && manual && serverInTransaction) await send('COMMIT');
      open = false;
    },
    async rollback() {
      if (open && manual && serverInTransaction) await send('ROLLBACK');
      open = false;
    },
    get inTransaction() {
      return open;
    },
    close: () =>
      new Promise((resolve) => {
        clearInterval(pings);
        const timer = setTimeout(() => {
          destroy();
          resolve();
        }, 1000);
        client.end(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return connection;
}

/** The text with its `?` placeholders filled in; what stands in quotes stays. */
function withLiterals(sql: string, parameters: readonly unknown[]): string {
  if (parameters.length === 0) return sql;
  let at = 0;
  return sql.replace(/'(?:[^']|'')*'|`[^`]*`|\?/g, (part) => (part === '?' ? literal(parameters[at++]) : part));
}

/** The answer to one statement; of several (CALL, allowMultiQueries) the first rows and the last status. */
interface Answer {
  readonly columns: readonly Column[];
  readonly rows: readonly unknown[];
  readonly header: (ResultSetHeader & { readonly warningStatus?: number }) | undefined;
}
type Send = (sql: string) => Promise<Answer>;

function readAnswer(results: unknown, fields: unknown): Answer {
  const fieldLists = fields as readonly unknown[] | undefined;
  const several = fieldLists?.some((list) => list === undefined || Array.isArray(list)) ?? false;
  const parts = (several ? (results as readonly unknown[]) : [results]).map((result, at) => ({
    result,
    fields: several ? fieldLists?.[at] : fields,
  }));
  const rows = parts.find((part) => Array.isArray(part.result));
  const headers = parts
    .map((part) => part.result)
    .filter((result): result is ResultSetHeader => result !== undefined && result !== null && !Array.isArray(result));
  return {
    columns: (rows?.fields as readonly Column[] | undefined) ?? [],
    rows: (rows?.result as readonly unknown[] | undefined) ?? [],
    header: headers.at(-1),
  };
}

/** Gives the values of an answer the types that `Connection.query` promises. */
function readValues({ columns, rows }: Answer): void {
  const readers = new Map(columns.map((column) => [column.name, valueReader(column)]));
  for (const [name, read] of readers) {
    if (read === undefined) continue;
    for (const row of rows as readonly Record<string, unknown>[]) if (row[name] !== null) row[name] = read(row[name]);
  }
}

/** Stops what a session runs, from a session of its own. */
async function killQuery(create: CreateConnection, settings: ConnectionOptions, thread: number): Promise<void> {
  const helper = await attempt(create, settings);
  try {
    await new Promise<void>((resolve, reject) => helper.query(`KILL QUERY ${thread}`, (error) => (error ? reject(error) : resolve())));
  } finally {
    helper.destroy();
  }
}

/**
 * Sets what the session needs and asks who answers. The collation is the server's for utf8mb4, and strict mode is on, both as with the
 * JDBC drivers; the time zone stays the server's.
 */
async function prepareSession(send: Send, target: ConnectionTarget, options: ConnectOptions, threadId: number): Promise<ServerInfo> {
  const { jdbccomplianttruncation, sessionvariables } = target.parameters;
  const settings = ['NAMES utf8mb4'];
  if (jdbccomplianttruncation !== 'false') settings.push("sql_mode = CONCAT(@@sql_mode, ',STRICT_TRANS_TABLES')");
  if (sessionvariables !== undefined && sessionvariables !== '') settings.push(sessionvariables);
  await send(`SET ${settings.join(', ')}`);
  if (createsDatabase(target)) {
    const database = quoted(target.database ?? '');
    await send(`CREATE DATABASE IF NOT EXISTS ${database}`);
    await send(`USE ${database}`);
  }
  const place = options.defaultCatalog ?? options.defaultSchema;
  if (place !== undefined) await send(`USE ${quoted(place)}`);
  const { rows } = await send('SELECT VERSION() AS version, USER() AS user, DATABASE() AS place, CONNECTION_ID() AS session');
  const { version, user, place: catalog, session } = rows[0] as { version: string; user: string; place: string | null; session: number };
  const mariadb = /mariadb|clustrix/i.test(version);
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(version.replace(/^5\.5\.5-/, '')) ?? [];
  return {
    product: mariadb ? 'MariaDB' : 'MySQL',
    dialect: mariadb ? 'mariadb' : 'mysql',
    version: { major: Number(major), minor: Number(minor) },
    versionText: version,
    user: user.replace(/@[^@]*$/, ''),
    catalog: catalog ?? undefined,
    session: String(session),
    // The greeting has room for 32 bits of it.
    proxied: BigInt.asUintN(32, BigInt(session)) !== BigInt(threadId),
  };
}

const quoted = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
