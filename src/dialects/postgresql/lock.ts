import type { Connection } from '../driver.js';
import { LOCK_LOST_TEXT, readSession, type LockPlace, type LockRow, type LockSql, type SessionLock } from '../lock.js';

// A subquery is not folded while the statement is planned, so the cast fails only where there is no row. A numeric can be added to whatever
// ORDEREXECUTED holds.
const guardValue = ({ table, where }: LockRow): string =>
  `CAST(COALESCE((SELECT '0' FROM ${table} WHERE ${where} FOR UPDATE), '${LOCK_LOST_TEXT}') AS numeric)`;

export const lock: LockSql = {
  guard: (row) => `SELECT ${guardValue(row)}`,
  guardValue,
  // Under REPEATABLE READ and above, a row that somebody changed cannot be locked (40001).
  isGuardFailure: ({ serverCode, message }) => (serverCode === '22P02' && message.includes(LOCK_LOST_TEXT)) || serverCode === '40001',
  // CockroachDB has the functions and lets everybody pass. https://www.cockroachlabs.com/docs/stable/functions-and-operators
  sessionLock: async (connection, place) =>
    place.server.product === 'PostgreSQL'
      ? advisoryLock(connection, place)
      : { unavailable: `${place.server.product} has no advisory locks` },
  async sessions(connection) {
    const rows = await connection.query(
      `${sessionColumns} WHERE a.datname = current_database() AND a.pid <> pg_backend_pid() AND a.backend_type = 'client backend' ORDER BY a.pid`,
    );
    return { sessions: rows.map(readSession), complete: true };
  },
  sessionId: 'pg_backend_pid()',
  clock: 'CAST(EXTRACT(EPOCH FROM clock_timestamp()) AS bigint)',
};

const sessionColumns = `SELECT a.pid AS id, a.usename AS login, COALESCE(host(a.client_addr), a.client_hostname) AS host,
 a.application_name AS program, a.backend_start AS since, a.state AS state FROM pg_catalog.pg_stat_activity a`;

/** https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS */
function advisoryLock(connection: Connection, place: LockPlace): SessionLock {
  // Source: `PGLockService.getChangeLogLockId` of liquibase-sessionlock: Java hash codes of the table's and the default schema's name.
  const [table, schema] = [place.table, place.schema ?? place.server.schema ?? 'public'].map(javaHashCode) as [number, number];
  const key = `${table}, ${schema}`;
  const entry = `locktype = 'advisory' AND database = (SELECT oid FROM pg_catalog.pg_database WHERE datname = current_database())
 AND classid = CAST(${table >>> 0} AS oid) AND objid = CAST(${schema >>> 0} AS oid) AND objsubid = 2 AND granted`;
  const ask = async (sql: string): Promise<boolean> => (await connection.query<{ yes: boolean }>(sql))[0]?.yes === true;
  let prepared = false;
  return {
    key,
    async tryAcquire() {
      const settings = prepared ? undefined : loseDeadClients(connection, place.server.version.major);
      prepared = true;
      const [acquired] = await Promise.all([ask(`SELECT pg_try_advisory_lock(${key}) AS yes`), settings]);
      return acquired;
    },
    isHeld: () => ask(`SELECT EXISTS (SELECT 1 FROM pg_catalog.pg_locks WHERE ${entry} AND pid = pg_backend_pid()) AS yes`),
    release: () => ask(`SELECT pg_advisory_unlock(${key}) AS yes`),
    async holder() {
      const [row] = await connection.query(`${sessionColumns} WHERE a.pid = (SELECT pid FROM pg_catalog.pg_locks WHERE ${entry} LIMIT 1)`);
      return row && readSession(row);
    },
    async terminate({ id }) {
      await connection.query('SELECT pg_terminate_backend(CAST(? AS integer))', [id]);
    },
  };
}

/**
 * Lets the server notice within a minute that the client's host is gone, and within seconds that the client died while a statement runs
 * (since 14, where the system can): until then the session keeps its locks. What the server refuses stays as it is configured.
 * https://www.postgresql.org/docs/current/runtime-config-connection.html
 */
async function loseDeadClients(connection: Connection, major: number): Promise<void> {
  const set = (name: string, value: string): Promise<unknown> =>
    connection.query(`SELECT set_config('${name}', '${value}', false)`).catch(() => undefined);
  await Promise.all([
    set('tcp_keepalives_idle', '30'),
    set('tcp_keepalives_interval', '10'),
    set('tcp_keepalives_count', '3'),
    major >= 14 ? set('client_connection_check_interval', '1000') : undefined,
  ]);
}

/** Java's `String.hashCode()`: the sum of UTF-16 units times powers of 31, in 32 bits. */
function javaHashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
