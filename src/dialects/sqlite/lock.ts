import type { LockSql } from '../lock.js';

export const lock: LockSql = {
  // Of the smallest integer there is no absolute value. https://www.sqlite.org/lang_corefunc.html#abs
  guard: ({ table, where }) => `SELECT abs(-9223372036854775808 + (SELECT count(*) FROM ${table} WHERE ${where}))`,
  isGuardFailure: ({ message }) => message.includes('integer overflow'),
  async sessionLock(connection) {
    const [main] = await connection.query<{ file: string | null }>("SELECT file FROM pragma_database_list WHERE name = 'main'");
    // A database in memory, or a temporary one, belongs to the session that made it.
    if (!main?.file) return undefined;
    return (await import('./file-lock.js')).fileLock(`${main.file}.changelog-lock`);
  },
};
