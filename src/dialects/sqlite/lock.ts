import type { LockSql } from '../lock.js';

export const lock: LockSql = {
  // Of the smallest integer there is no absolute value. https://www.sqlite.org/lang_corefunc.html#abs
  guard: ({ table, where }) => `SELECT abs(-9223372036854775808 + (SELECT count(*) FROM ${table} WHERE ${where}))`,
  isGuardFailure: ({ message }) => message.includes('integer overflow'),
};
