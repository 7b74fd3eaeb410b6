import { LOCK_LOST_TEXT, type LockSql } from '../lock.js';

export const lock: LockSql = {
  // A subquery is not folded while the statement is planned, so the cast fails only where there is no row.
  guard: ({ table, where }) =>
    `SELECT CAST(COALESCE((SELECT '1' FROM ${table} WHERE ${where} FOR UPDATE), '${LOCK_LOST_TEXT}') AS integer)`,
  // Under REPEATABLE READ and above, a row that somebody changed cannot be locked (40001).
  isGuardFailure: ({ serverCode, message }) => (serverCode === '22P02' && message.includes(LOCK_LOST_TEXT)) || serverCode === '40001',
};
