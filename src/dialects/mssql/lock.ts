import { ChangelogError, fail } from '../../core/error.js';
import type { Connection } from '../driver.js';
import { LOCK_LOST_TEXT, readSession, type LockPlace, type LockSql, type SessionLock } from '../lock.js';

/** PostgreSQL with the language and the protocol of SQL Server. Its application locks have two peculiarities; seen with 4.3. */
export const BABELFISH = 'Babelfish';

export const lock: LockSql = {
  // https://learn.microsoft.com/en-us/sql/t-sql/language-elements/throw-transact-sql
  guard: ({ table, where }) => `IF NOT EXISTS (SELECT 1 FROM ${table} WITH (UPDLOCK) WHERE ${where}) THROW 51000, '${LOCK_LOST_TEXT}', 1`,
  isGuardFailure: ({ serverCode }) => serverCode === '51000',
  async sessionLock(connection, place) {
    const resource = resourceOf(place);
    // Relatives of SQL Server that speak its protocol need not have such locks.
    const mode = await unlessRefused(modeOf(connection, resource.text));
    return mode === undefined
      ? { unavailable: 'this server has no application locks' }
      : applicationLock(connection, resource, mode === EXCLUSIVE, place.server.product === BABELFISH ? babelfish : sqlServer);
  },
  async sessions(connection) {
    const where = 'WHERE s.is_user_process = 1 AND s.database_id = DB_ID() AND s.session_id <> @@SPID ORDER BY s.session_id';
    const rows = await unlessRefused(connection.query(`${sessionColumns} ${where}`));
    if (rows === undefined) return { sessions: [], complete: false };
    const [may] = (await unlessRefused(connection.query("SELECT HAS_PERMS_BY_NAME(NULL, NULL, 'VIEW SERVER STATE') AS yes"))) ?? [];
    return { sessions: rows.map(readSession), complete: Number(may?.['yes']) === 1 };
  },
  clock: "DATEDIFF_BIG(second, '1970-01-01', SYSUTCDATETIME())",
};

/** The answer; undefined where the server refuses it to this login, or has nothing of the kind. */
async function unlessRefused<T>(answer: Promise<T>): Promise<T | undefined> {
  return answer.catch((error: unknown) =>
    error instanceof ChangelogError && error.code === 'SQL_FAILED' ? undefined : Promise.reject(error as Error),
  );
}

/** https://learn.microsoft.com/en-us/sql/relational-databases/system-dynamic-management-views/sys-dm-exec-sessions-transact-sql */
const sessionColumns = `SELECT s.session_id AS id, s.login_name AS login, s.host_name AS host, s.program_name AS program,
 s.login_time AS since, s.status AS state FROM sys.dm_exec_sessions s`;

interface Resource {
  readonly key: string;
  /** The key as a literal. */
  readonly text: string;
}

const literal = (value: string): string => `N'${value.replaceAll("'", "''")}'`;

/** Source: `MSSQLLockService.getChangeLogLockName` of liquibase-sessionlock. Babelfish has one set of locks for all databases. */
function resourceOf({ schema, server, table }: LockPlace): Resource {
  const database = server.product === BABELFISH ? `${server.catalog ?? ''}.` : '';
  const key = `${database}${schema ?? server.schema ?? 'dbo'}.${table}`.toUpperCase();
  return { key, text: literal(key) };
}

/** In what the application locks of relatives differ. */
interface Kind {
  /** SQL that follows the try. */
  readonly afterwards: string;
  /** The condition that `s` is the session which holds the lock; other locks may look the same. */
  readonly isHolder: (resource: Resource) => string;
}

const sqlServer: Kind = {
  afterwards: '',
  // The description shows the first 32 characters of the name, in brackets.
  isHolder: ({ key }) => `s.session_id = (SELECT TOP 1 l.request_session_id FROM sys.dm_tran_locks l WHERE l.resource_type = 'APPLICATION'
 AND l.resource_database_id = DB_ID() AND l.request_mode = 'X' AND l.request_status = 'GRANT' AND CHARINDEX(${literal(`[${key.slice(0, 32)}]`)}, l.resource_description) > 0)`,
};

const babelfish: Kind = {
  // It keeps an error of each refusal until some error is caught. The sixth that a session keeps brings the whole server down.
  afterwards: "; IF @answer < 0 BEGIN TRY THROW 51000, 'refused', 1 END TRY BEGIN CATCH END CATCH",
  // Locks have numbers there, and no names.
  isHolder: () => `s.database_id = DB_ID() AND s.session_id IN (SELECT l.pid FROM pg_catalog.pg_locks l WHERE l.locktype = 'advisory'
 AND l.mode = 'ExclusiveLock')`,
};

const EXCLUSIVE = 'Exclusive';

/** In which mode this session holds the lock, `NoLock` where it does not; undefined where the server does not say. */
async function modeOf(connection: Connection, resource: string): Promise<string | undefined> {
  const [row] = await connection.query<{ mode: unknown }>(`SELECT APPLOCK_MODE('public', ${resource}, 'Session') AS mode`);
  return typeof row?.mode === 'string' ? row.mode : undefined;
}

/**
 * https://learn.microsoft.com/en-us/sql/relational-databases/system-stored-procedures/sp-getapplock-transact-sql
 * @param known whether it is held at this moment
 */
function applicationLock(connection: Connection, place: Resource, known: boolean, { afterwards, isHolder }: Kind): SessionLock {
  const { key, text: resource } = place;
  let first: boolean | undefined = known;
  const call = async (sql: string): Promise<number> =>
    Number((await connection.query<{ answer: unknown }>(`DECLARE @answer int; ${sql}; SELECT @answer AS answer`))[0]?.answer);
  const isHeld = async (): Promise<boolean> => (await modeOf(connection, resource)) === EXCLUSIVE;
  return {
    key,
    async tryAcquire() {
      // A session may take it several times over, and would have to give it back as often.
      const held = first ?? (await isHeld());
      first = undefined;
      if (held) return true;
      const answer = await call(
        `EXEC @answer = sp_getapplock @Resource = ${resource}, @LockMode = 'Exclusive', @LockOwner = 'Session', @LockTimeout = 0${afterwards}`,
      );
      return answer >= 0;
    },
    isHeld,
    async release() {
      if (!(await isHeld())) return false;
      return (await call(`EXEC @answer = sp_releaseapplock @Resource = ${resource}, @LockOwner = 'Session'`)) === 0;
    },
    async holder() {
      const rows = await connection.query(`${sessionColumns} WHERE ${isHolder(place)}`).catch(() => []);
      const [row] = rows;
      if (row !== undefined && rows.length === 1) return readSession(row);
      // Without VIEW SERVER STATE it shows only that somebody has it.
      const [free] = await connection.query(`SELECT APPLOCK_TEST('public', ${resource}, 'Exclusive', 'Session') AS yes`);
      return Number(free?.['yes']) === 1 ? undefined : { id: 'another session' };
    },
    async terminate({ id }) {
      if (!/^\d+$/.test(id))
        fail('LOCK_HELD', { message: 'this login may not see which session holds the lock', hint: 'it takes VIEW SERVER STATE' });
      await connection.execute({ sql: `KILL ${Number(id)}` });
    },
  };
}
