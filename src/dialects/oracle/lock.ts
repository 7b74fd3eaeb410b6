import { LOCK_LOST_TEXT, type LockSql } from '../lock.js';

export const lock: LockSql = {
  // https://docs.oracle.com/en/database/oracle/oracle-database/19/lnpls/plsql-error-handling.html
  guard: ({ table, where }) =>
    `DECLARE found NUMBER; BEGIN SELECT 1 INTO found FROM ${table} WHERE ${where} FOR UPDATE; EXCEPTION WHEN NO_DATA_FOUND THEN RAISE_APPLICATION_ERROR(-20000, '${LOCK_LOST_TEXT}'); END;`,
  isGuardFailure: ({ serverCode }) => serverCode === 'ORA-20000',
};
