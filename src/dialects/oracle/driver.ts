import type { Column, Package, Result, Session } from 'oracledb';
import { ChangelogError } from '../../core/error.js';
import type { Sql } from '../../model/statement.js';
import { cancelable } from '../cancelable.js';
import { connectError, driverMissing } from '../connect-error.js';
import type { ConnectOptions, Connection, ConnectionTarget, Driver, ExecuteResult, ServerInfo } from '../driver.js';
import { executeInTurn } from '../execute-in-turn.js';
import { numberPlaceholders } from '../placeholders.js';
import { checkTlsParameters, tlsSwitch } from '../tls-parameters.js';
import { loginFailure, statementError } from './errors.js';
import { fetchType, textValue, typedValue } from './values.js';

/** Oracle through `oracledb` in its thin mode, which needs no client libraries and Oracle Database 12.1 or later. */
export const oracleDriver: Driver = {
  async connect(target, options) {
    const { default: oracledb } = await import('oracledb').catch((cause: unknown) => {
      throw driverMissing(cause, 'oracledb', 'Oracle');
    });
    const session = await logIn(oracledb, target, options);
    try {
      return await openSession(oracledb, session, target, options);
    } catch (error) {
      await session.close({ drop: true }).catch(() => {});
      throw error;
    }
  },
};

/** The package has no way to end a login, so the session that comes after the signal is dropped. */
async function logIn(oracledb: Package, target: ConnectionTarget, options: ConnectOptions): Promise<Session> {
  const { signal } = options;
  if (signal?.aborted) throw new ChangelogError('INTERRUPTED', { message: 'the login was interrupted', cause: signal.reason });
  const opening = oracledb.getConnection(loginSettings(oracledb, target, options));
  const settled = new AbortController();
  try {
    return await new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true, signal: settled.signal });
      opening.then(resolve, reject);
    });
  } catch (cause) {
    if (!signal?.aborted) throw connectError(cause, target, 'oracle', loginFailure(cause, target));
    opening.then((late) => late.close({ drop: true })).catch(() => {});
    throw new ChangelogError('INTERRUPTED', { message: 'the login was interrupted', cause });
  } finally {
    settled.abort();
  }
}

/** https://node-oracledb.readthedocs.io/en/latest/api_manual/oracledb.html#oracledb.getConnection */
function loginSettings(oracledb: Package, target: ConnectionTarget, options: ConnectOptions): Readonly<Record<string, unknown>> {
  const { parameters, username, password } = target;
  checkTlsParameters(parameters, ['ssl_server_dn_match', 'ssl_server_cert_dn']);
  const logon = parameters['internal_logon']?.toLowerCase();
  const wallet = parameters['wallet_location'] ?? parameters['oracle.net.wallet_location'];
  const seconds = Math.max(1, Math.ceil((options.connectTimeoutMs ?? 30_000) / 1000));
  return {
    user: username,
    password,
    connectString: parameters['connectstring'],
    transportConnectTimeout: seconds,
    connectTimeout: seconds,
    ...(parameters['tns_admin'] !== undefined && { configDir: parameters['tns_admin'] }),
    ...(wallet !== undefined && { walletLocation: wallet.replace(/^\(SOURCE=.*DIRECTORY=([^)]+)\).*$/i, '$1') }),
    ...(parameters['wallet_password'] !== undefined && { walletPassword: parameters['wallet_password'] }),
    ...(parameters['ssl_server_dn_match'] !== undefined && {
      sslServerDNMatch: tlsSwitch(parameters, 'ssl_server_dn_match') === true,
    }),
    ...(parameters['ssl_server_cert_dn'] !== undefined && { sslServerCertDN: parameters['ssl_server_cert_dn'] }),
    ...(logon === 'sysdba' && { privilege: oracledb.SYSDBA }),
    ...(logon === 'sysoper' && { privilege: oracledb.SYSOPER }),
    program: 'changelog',
  };
}

async function openSession(oracledb: Package, session: Session, target: ConnectionTarget, options: ConnectOptions): Promise<Connection> {
  let open = false;
  const fetchTypeHandler = fetchType(oracledb);

  const send = async (sql: string, parameters: readonly unknown[] = []): Promise<Result> => {
    try {
      const text = parameters.length === 0 ? sql : numberPlaceholders(sql, (at) => `:${at}`);
      return await session.execute(text, parameters, { autoCommit: !open, outFormat: oracledb.OUT_FORMAT_ARRAY, fetchTypeHandler });
    } catch (cause) {
      throw statementError(cause, sql, target);
    }
  };
  const cancel = (): Promise<void> => session.break();
  const destroy = (): void => void session.close({ drop: true }).catch(() => {});
  const run = <T>(work: () => Promise<T>): Promise<T> => cancelable(options.signal, { cancel, destroy }, work);
  const execute = async ({ sql, parameters }: Sql): Promise<ExecuteResult> => {
    const { rowsAffected, warning } = await send(sql, parameters);
    if (warning !== undefined) options.onNotice?.({ severity: 'WARNING', message: warning.message, code: warning.code });
    return { rowsAffected: rowsAffected ?? 0 };
  };
  const ending = async (sql: string, end: () => Promise<void>): Promise<void> => {
    if (!open) return;
    open = false;
    await end().catch((cause: unknown) => {
      throw statementError(cause, sql, target);
    });
  };

  const connection: Connection = {
    info: await prepareSession(send, options),
    async query<R extends object>(sql: string, parameters: readonly unknown[] = []) {
      const { metaData: columns = [], rows = [] } = await run(() => send(sql, parameters));
      return rows.map((row) =>
        Object.fromEntries(columns.map((column, at) => [column.name, typedValue(row[at], column, oracledb)])),
      ) as unknown as readonly R[];
    },
    async queryRows(sql) {
      const { metaData: columns = [], rows = [] } = await run(() => send(sql));
      return {
        columns: columns.map(({ name }) => name),
        rows: rows.map((row) => columns.map((column: Column, at) => textValue(row[at], column, oracledb))),
      };
    },
    execute: (statement) => run(() => execute(statement)),
    executeBatch: (statements, options) => executeInTurn(connection, statements, options),
    async begin() {
      open = true;
    },
    commit: () => ending('COMMIT', () => session.commit()),
    rollback: () => ending('ROLLBACK', () => session.rollback()),
    get inTransaction() {
      return open;
    },
    // Closing rolls back what is open.
    close: () => session.close().catch(() => {}),
    [Symbol.asyncDispose]: () => connection.close(),
  };
  return connection;
}

/** Asks who answers, after the current schema was set. Source of the latter: Liquibase `DatabaseUtils.initializeDatabase`. */
async function prepareSession(
  send: (sql: string) => Promise<Result>,
  { defaultCatalog, defaultSchema }: ConnectOptions,
): Promise<ServerInfo> {
  const place = defaultCatalog ?? defaultSchema;
  if (place !== undefined) {
    await send(`ALTER SESSION SET CURRENT_SCHEMA = ${/^[a-z][\w$#]*$/i.test(place) ? place : `"${place.replaceAll('"', '')}"`}`);
  }
  const { rows } = await send(
    `SELECT (SELECT MAX(version) FROM product_component_version WHERE product LIKE 'Oracle%'), SYS_CONTEXT('USERENV', 'SESSION_USER'),
     SYS_CONTEXT('USERENV', 'CURRENT_SCHEMA'), SYS_CONTEXT('USERENV', 'SID') FROM DUAL`,
  );
  const [version, user, schema, session] = (rows?.[0] ?? []).map((value) => (value === null ? undefined : String(value)));
  const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return {
    product: 'Oracle',
    dialect: 'oracle',
    version: { major: Number(major), minor: Number(minor) },
    versionText: version ?? '',
    user: user ?? '',
    // What Oracle calls a schema takes the place of a catalog.
    catalog: schema,
    schema,
    session,
  };
}
