import { ChangelogError } from '../../core/error.js';
import type { Connection } from '../driver.js';
import { LOCK_LOST_TEXT, readSession, type LockPlace, type LockSql, type SessionLock } from '../lock.js';

export const lock: LockSql = {
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/lnpls/plsql-error-handling.html
  guard: ({ table, where }) =>
    `DECLARE found NUMBER; BEGIN SELECT 1 INTO found FROM ${table} WHERE ${where} FOR UPDATE; EXCEPTION WHEN NO_DATA_FOUND THEN RAISE_APPLICATION_ERROR(-20000, '${LOCK_LOST_TEXT}'); END;`,
  isGuardFailure: ({ serverCode }) => serverCode === 'ORA-20000',
  async sessionLock(connection, place) {
    // The package is granted to few; whether this login may run it shows when a block that names it is compiled.
    const unavailable = await connection.execute({ sql: 'BEGIN IF DBMS_LOCK.X_MODE IS NULL THEN NULL; END IF; END;' }).then(
      () => undefined,
      (error: unknown) => (isRefusal(error) ? 'this login may not run DBMS_LOCK' : Promise.reject(error as Error)),
    );
    return unavailable === undefined ? userLock(connection, place) : { unavailable };
  },
  async sessions(connection) {
    try {
      const rows = await connection.query(
        `${sessionColumns} WHERE s.type = 'USER' AND s.audsid <> SYS_CONTEXT('USERENV', 'SESSIONID') ORDER BY s.sid`,
      );
      return { sessions: rows.map(readSession), complete: true };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return { sessions: [], complete: false };
    }
  },
  clock: "ROUND((CAST(SYS_EXTRACT_UTC(SYSTIMESTAMP) AS DATE) - DATE '1970-01-01') * 86400)",
};

/** https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/V-SESSION.html */
const sessionColumns = `SELECT s.sid || ',' || s.serial# || ',@' || s.inst_id AS id, s.username AS login, s.machine AS host, s.program AS program,
 CAST(s.logon_time AS TIMESTAMP) AS since, s.status AS state FROM gv$session s`;

/** The object is not there for this login, or a block that names it does not compile. */
function isRefusal(error: unknown): boolean {
  return error instanceof ChangelogError && /^ORA-(?:00942|01031|06550)$/.test(error.serverCode ?? '');
}

/** https://docs.oracle.com/en/database/oracle/oracle-database/19/arpls/DBMS_LOCK.html */
function userLock(connection: Connection, place: LockPlace): SessionLock {
  // Source: `OracleLockService.getChangeLogLockName` of liquibase-sessionlock.
  const key = `${place.tableCatalog ?? place.schema ?? ''}.${place.table}`.toUpperCase();
  const name = `'${key.replaceAll("'", "''")}'`;
  /** What a call answers, told by an error: a block has no rows. ALLOCATE_UNIQUE commits, so a transaction of its own keeps that apart. */
  const call = async (request: string): Promise<number> => {
    const block = `DECLARE PRAGMA AUTONOMOUS_TRANSACTION; handle VARCHAR2(128); answer NUMBER; BEGIN DBMS_LOCK.ALLOCATE_UNIQUE(${name}, handle);
 answer := ${request}; COMMIT; IF answer <> 0 THEN RAISE_APPLICATION_ERROR(-20001, 'answer ' || answer || '.'); END IF; END;`;
    try {
      await connection.execute({ sql: block });
      return 0;
    } catch (error) {
      const [, answer] = /answer (\d+)\./.exec((error as Error).message) ?? [];
      if (answer === undefined) throw error;
      return Number(answer);
    }
  };
  // 6 is the exclusive mode; no wait; kept when a transaction ends. Answer 4: this session has it already.
  const request = async (): Promise<number> => call('DBMS_LOCK.REQUEST(handle, 6, 0, FALSE)');
  return {
    key,
    tryAcquire: async () => [0, 4].includes(await request()),
    async isHeld() {
      const answer = await request();
      if (answer === 0) await call('DBMS_LOCK.RELEASE(handle)');
      return answer === 4;
    },
    release: async () => (await call('DBMS_LOCK.RELEASE(handle)')) === 0,
    async holder() {
      try {
        const [row] = await connection.query(
          `${sessionColumns} WHERE (s.inst_id, s.sid) IN (SELECT l.inst_id, l.sid FROM gv$lock l JOIN sys.dbms_lock_allocated a ON a.lockid = l.id1
 WHERE l.type = 'UL' AND l.lmode = 6 AND a.name = ${name})`,
        );
        return row && readSession(row);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        return undefined;
      }
    },
    async terminate({ id }) {
      await connection.execute({ sql: `ALTER SYSTEM KILL SESSION '${id.replaceAll("'", '')}' IMMEDIATE` });
    },
  };
}
