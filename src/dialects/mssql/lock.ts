import { LOCK_LOST_TEXT, type LockSql } from '../lock.js';

export const lock: LockSql = {
  // https://learn.microsoft.com/en-us/sql/t-sql/language-elements/throw-transact-sql
  guard: ({ table, where }) => `IF NOT EXISTS (SELECT 1 FROM ${table} WITH (UPDLOCK) WHERE ${where}) THROW 51000, '${LOCK_LOST_TEXT}', 1`,
  isGuardFailure: ({ serverCode }) => serverCode === '51000',
};
