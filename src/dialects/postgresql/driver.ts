import { Socket } from 'node:net';
import { userInfo } from 'node:os';
import type { ConnectionOptions } from 'node:tls';
import type { Client, ClientConfig } from 'pg';
import { ChangelogError } from '../../core/error.js';
import type { Sql } from '../../model/statement.js';
import { batchError } from '../batch-error.js';
import { cancelable } from '../cancelable.js';
import { connectError, driverMissing } from '../connect-error.js';
import type { BatchOptions, ConnectOptions, Connection, ConnectionTarget, Driver, ExecuteResult, TextRows } from '../driver.js';
import { numberPlaceholders } from '../placeholders.js';
import { mayEndTransaction } from '../transaction-control.js';
import { requestCancel } from './cancel.js';
import { isAboutEncryption, isWithoutTls, loginFailure, statementError } from './errors.js';
import { pausableSocket } from './pausable-socket.js';
import { affected, checkCommitted, prepareSession, type Answer } from './session.js';
import { tlsAttempts } from './tls.js';
import { createTransactionStream } from './transaction-stream.js';
import { asText, parserOf } from './values.js';

/** Statements sent before the first answer is awaited. */
const PIPELINE_DEPTH = 256;

/**
 * PostgreSQL through `pg`: one session, statements by the simple protocol, several in flight where a transaction guards them. Where the
 * URL names a folder, PGlite.
 */
export const postgresqlDriver: Driver = {
  async connect(target, options) {
    if (target.file !== undefined) return (await import('./pglite-driver.js')).pgliteDriver.connect(target, options);
    const pg = await loadPg();
    const login: ConnectionTarget = {
      ...target,
      host: target.host ?? 'localhost',
      port: target.port ?? 5432,
      username: target.username ?? userInfo().username,
    };
    return openSession(pg, await logIn(pg.Client, login, options), login, options);
  },
};

/**
 * Loads `pg`. To find out that it does not run at Cloudflare, it asks for `navigator` and, where there is none (Node.js 20), for `Response`;
 * that one makes Node.js load its whole HTTP client, a tenth of the time of a run with nothing to do. So `navigator` is there meanwhile.
 */
async function loadPg(): Promise<Pg> {
  const isMissing = !('navigator' in globalThis);
  if (isMissing) Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'Node.js' }, configurable: true });
  try {
    return (await import('pg')).default;
  } catch (cause) {
    throw driverMissing(cause, 'pg', 'PostgreSQL');
  } finally {
    if (isMissing) Reflect.deleteProperty(globalThis, 'navigator');
  }
}

type Pg = (typeof import('pg'))['default'];

interface OpenClient {
  readonly client: Client;
  /** What the server sends can be left to the system for a while. */
  readonly pausable: boolean;
  destroy(): void;
}

/** Tries what the TLS mode allows, in turn; the next way only where the server objects to the encryption of this one. */
async function logIn(make: new (config: ClientConfig) => Client, target: ConnectionTarget, options: ConnectOptions): Promise<OpenClient> {
  const failures: unknown[] = [];
  for (const tls of tlsAttempts(target)) {
    try {
      return await attempt(make, target, options, tls);
    } catch (cause) {
      if (options.signal?.aborted) throw new ChangelogError('INTERRUPTED', { message: 'the login was interrupted', cause });
      failures.push(cause);
      if (!isAboutEncryption(cause)) break;
    }
  }
  // The server's own words say more than that it does not speak TLS.
  const cause = failures.findLast((failure) => !isWithoutTls(failure)) ?? failures.at(-1);
  throw connectError(cause, target, 'postgresql', loginFailure(cause, target));
}

async function attempt(
  make: new (config: ClientConfig) => Client,
  target: ConnectionTarget,
  options: ConnectOptions,
  tls: false | ConnectionOptions,
): Promise<OpenClient> {
  const { parameters, username } = target;
  // TLS reads for itself.
  const pausable = tls === false;
  const socket = pausable ? pausableSocket() : new Socket();
  const seconds = Number(parameters['connect_timeout'] ?? parameters['connecttimeout'] ?? parameters['logintimeout'] ?? 30);
  const client = new make({
    host: target.host,
    port: target.port,
    user: username,
    database: target.database ?? username,
    // As a function, so that neither the environment nor a password file stands in for a password that was not given.
    password: () => target.password ?? '',
    ssl: tls,
    sslnegotiation: tls !== false && parameters['sslnegotiation'] === 'direct' ? 'direct' : 'postgres',
    client_encoding: 'utf8',
    options: parameters['options'],
    application_name: parameters['applicationname'] ?? parameters['application_name'] ?? 'changelog',
    connectionTimeoutMillis: options.connectTimeoutMs ?? seconds * 1000,
    keepAlive: true,
    pipeline: true,
    stream: () => socket,
  });
  const destroy = (): void => void socket.destroy(new Error('the session was cut off'));
  options.signal?.addEventListener('abort', destroy, { once: true });
  try {
    options.signal?.throwIfAborted();
    await client.connect();
    return { client, pausable, destroy };
  } catch (error) {
    client.on('error', () => {});
    socket.destroy();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', destroy);
  }
}

async function openSession(
  pg: Pg,
  { client, pausable, destroy }: OpenClient,
  target: ConnectionTarget,
  options: ConnectOptions,
): Promise<Connection> {
  // Without a listener a session that breaks between two statements would end the process; the next statement reports it.
  client.on('error', () => {});
  const { onNotice } = options;
  if (onNotice)
    client.on('notice', (notice) => onNotice({ severity: notice.severity ?? 'NOTICE', message: notice.message ?? '', code: notice.code }));
  const { processID, secretKey } = client as unknown as { processID: number; secretKey: number };
  const cancel = (): Promise<void> =>
    requestCancel(target.host ?? 'localhost', target.port ?? 5432, { processId: processID, secret: secretKey });
  const { stream: socket } = (client as unknown as { connection: { stream: Socket } }).connection;
  let beginning = false;

  /** What is sent before `work` returns goes out in one packet. */
  const together = <T>(work: () => T): T => {
    socket.cork();
    try {
      return work();
    } finally {
      socket.uncork();
    }
  };
  const send = async (text: string, values?: readonly unknown[], parser = parserOf, rowMode?: 'array'): Promise<readonly Answer[]> => {
    const config = {
      text,
      types: { getTypeParser: parser },
      ...(rowMode && { rowMode }),
      ...(values && values.length > 0 && { values: [...values] }),
    };
    try {
      const answer = await (client.query(config as never) as unknown as Promise<Answer | readonly Answer[]>);
      return Array.isArray(answer) ? answer : [answer as Answer];
    } catch (cause) {
      throw statementError(cause, text, target);
    }
  };
  const interruptible = <T>(work: () => Promise<T>): Promise<T> => cancelable(options.signal, { cancel, destroy }, work);
  const stream = createTransactionStream({
    client,
    QueryClass: pg.Query,
    pausable,
    interruptible,
    executeAlone: (transaction) => executeBatch(transaction, { begin: true, commit: true }),
    async recover() {
      await connection.rollback().catch(() => {});
      await send('RESET synchronous_commit').catch(() => {});
    },
    failure: (cause, sql) => statementError(cause, sql, target),
  });
  const run = <T>(work: () => Promise<T>): Promise<T> =>
    stream.isOpen ? stream.ended().then(() => interruptible(work)) : interruptible(work);
  const inTransaction = (): boolean => beginning || /[TE]/.test(client.getTransactionStatus() ?? 'I');

  const connection: Connection = {
    info: await together(() => prepareSession(send, target, options, processID)).catch(async (error: unknown) => {
      destroy();
      throw error;
    }),
    async query<R extends object>(sql: string, parameters: readonly unknown[] = []) {
      const [answer] = await run(() =>
        send(
          numberPlaceholders(sql, (at) => `$${at}`),
          parameters,
        ),
      );
      return (answer?.rows ?? []) as unknown as readonly R[];
    },
    async queryRows(sql) {
      const answers = await run(() => send(sql, [], () => asText, 'array'));
      const answer = answers.find(({ fields }) => fields.length > 0);
      return { columns: answer?.fields.map(({ name }) => name) ?? [], rows: (answer?.rows ?? []) as unknown as TextRows['rows'] };
    },
    execute: (statement) => run(async () => affected(await sendStatement(statement))),
    executeBatch: (statements, batch = {}) => run(() => executeBatch(statements, batch)),
    executeTransactions: stream.run,
    async begin() {
      await stream.ended();
      begin();
    },
    async commit() {
      if (inTransaction()) checkCommitted(await send('COMMIT'));
    },
    async rollback() {
      if (inTransaction()) await send('ROLLBACK');
    },
    get inTransaction() {
      return inTransaction();
    },
    async close() {
      // Behind the goodbye, which is on its way with the call, nothing comes: the server's end of the session is not waited for.
      client.end().catch(() => {});
      setTimeout(destroy, 1000).unref();
      socket.unref();
    },
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return connection;

  /** The answer is not awaited: the next statement follows in the same packet or right behind it. */
  function begin(): void {
    beginning = true;
    send('BEGIN').then(
      () => (beginning = false),
      () => (beginning = false),
    );
  }

  function sendStatement({ sql, parameters }: Sql): Promise<readonly Answer[]> {
    return parameters === undefined
      ? send(sql)
      : send(
          numberPlaceholders(sql, (at) => `$${at}`),
          parameters,
        );
  }

  async function executeBatch(statements: readonly Sql[], batch: BatchOptions): Promise<readonly ExecuteResult[]> {
    const { commit } = batch;
    if (batch.begin) begin();
    // What follows a failed statement is already on its way, so an open transaction must make it fail as well.
    const guarded = inTransaction() && !statements.some(({ sql }) => mayEndTransaction(sql));
    const depth = guarded ? PIPELINE_DEPTH : 1;
    const results: ExecuteResult[] = [];
    for (let at = 0; at < statements.length; at += depth) {
      const last = at + depth >= statements.length;
      const sent = statements.slice(at, at + depth).map(sendStatement);
      const committed = commit && last && guarded ? send('COMMIT') : undefined;
      const answers = await Promise.allSettled(sent);
      const end = committed && (await Promise.allSettled([committed]))[0];
      for (const [index, answer] of answers.entries()) {
        if (answer.status === 'fulfilled') results.push(affected(answer.value));
        else {
          if (commit) await connection.rollback().catch(() => {});
          throw batchError(answer.reason, statements[at + index], at + index + 1, statements.length);
        }
      }
      if (end?.status === 'rejected') throw end.reason;
      if (end) checkCommitted(end.value);
    }
    if (commit) await connection.commit();
    return results;
  }
}
