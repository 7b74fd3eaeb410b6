import type { Connection } from '../driver.js';
import { readSession, type LockPlace, type LockSql, type SessionLock } from '../lock.js';

export const lock: LockSql = {
  // SELECT cannot raise an error of its own; a subquery with two rows where one is allowed does (1242).
  guard: ({ table, where }) =>
    `SELECT (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${where} FOR UPDATE)) AS guard`,
  isGuardFailure: ({ serverCode }) => serverCode?.startsWith('1242') ?? false,
  async sessionLock(connection, place) {
    const unavailable = await severalWriters(connection, place);
    return unavailable === undefined ? namedLock(connection, place) : { unavailable };
  },
  async sessions(connection) {
    const rows = await connection.query(`${sessionColumns} WHERE p.db = DATABASE() AND p.id <> CONNECTION_ID() ORDER BY p.id`);
    // Without PROCESS a login sees its own sessions only.
    const [all] = await connection.query(
      "SELECT 1 AS yes FROM information_schema.user_privileges WHERE privilege_type = 'PROCESS' AND REPLACE(grantee, '''', '') = CURRENT_USER()",
    );
    return { sessions: rows.map(readSession), complete: all !== undefined };
  },
  sessionId: 'CONNECTION_ID()',
  clock: 'UNIX_TIMESTAMP()',
};

const sessionColumns = `SELECT p.id AS id, p.user AS login, SUBSTRING_INDEX(p.host, ':', 1) AS host, '' AS program,
 p.command AS state FROM information_schema.processlist p`;

/** https://dev.mysql.com/doc/refman/8.4/en/locking-functions.html */
function namedLock(connection: Connection, place: LockPlace): SessionLock {
  // Source: `MySQLLockService.getChangeLogLockName` of liquibase-sessionlock. Names count for the whole server, hence the database's.
  const key = `${place.server.catalog ?? place.catalog ?? 'null'}.${place.table}`.slice(0, 64).toUpperCase();
  const ask = async (sql: string): Promise<unknown> => (await connection.query<{ answer: unknown }>(sql, [key]))[0]?.answer;
  let prepared = false;
  return {
    key,
    async tryAcquire() {
      // Of a host that vanished the server learns only when wait_timeout is over, which is 8 hours; the driver sends a ping every minute.
      if (!prepared) await connection.execute({ sql: 'SET SESSION wait_timeout = 300' });
      prepared = true;
      return Number(await ask('SELECT GET_LOCK(?, 0) AS answer')) === 1;
    },
    isHeld: async () => Number(await ask('SELECT IS_USED_LOCK(?) = CONNECTION_ID() AS answer')) === 1,
    release: async () => Number(await ask('SELECT RELEASE_LOCK(?) AS answer')) === 1,
    async holder() {
      const id = await ask('SELECT IS_USED_LOCK(?) AS answer');
      if (id === null || id === undefined) return undefined;
      const [row] = await connection.query(`${sessionColumns} WHERE p.id = ?`, [id]);
      return row === undefined ? { id: String(id) } : readSession(row);
    },
    async terminate({ id }) {
      await connection.execute({ sql: `KILL ${Number(id)}` });
    },
  };
}

/**
 * Whether more than one server of a cluster takes writes: GET_LOCK is known to the one that it was asked of, and some versions refuse it.
 * https://mariadb.com/kb/en/mariadb-galera-cluster-known-limitations/, https://dev.mysql.com/doc/refman/8.4/en/group-replication-limitations.html
 */
async function severalWriters(connection: Connection, { server }: LockPlace): Promise<string | undefined> {
  const [status] = await connection.query<{ Value: unknown }>("SHOW GLOBAL STATUS LIKE 'wsrep_cluster_size'");
  if (Number(status?.Value ?? 0) > 1) return 'the servers of a Galera cluster do not share named locks';
  if (server.dialect === 'mariadb' || server.version.major < 8) return undefined;
  const [group] = await connection
    .query<{ n: unknown }>(
      "SELECT COUNT(*) AS n FROM performance_schema.replication_group_members WHERE member_role = 'PRIMARY' AND member_state = 'ONLINE'",
    )
    .catch(() => []);
  return Number(group?.n ?? 0) > 1 ? 'the primaries of a replication group do not share named locks' : undefined;
}
