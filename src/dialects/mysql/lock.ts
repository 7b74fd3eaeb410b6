import type { LockSql } from '../lock.js';

export const lock: LockSql = {
  // SELECT cannot raise an error of its own; a subquery with two rows where one is allowed does (1242).
  guard: ({ table, where }) =>
    `SELECT (SELECT 1 UNION ALL SELECT 2 FROM DUAL WHERE NOT EXISTS (SELECT 1 FROM ${table} WHERE ${where} FOR UPDATE)) AS guard`,
  isGuardFailure: ({ serverCode }) => serverCode?.startsWith('1242') ?? false,
};
