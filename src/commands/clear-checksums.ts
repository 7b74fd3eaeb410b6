import { defineCommand } from './define.js';
import { databaseOptions, lockOptions } from './options.js';
import { live, openSession } from './session.js';
import { underLock } from './under-lock.js';

export const clearChecksums = defineCommand({
  name: 'clear-checksums',
  summary: 'Forgets all checksums; the next update stores them anew',
  example: 'changelog clear-checksums',
  options: { ...databaseOptions, ...lockOptions },
  async run(context, options): Promise<{ readonly url: string; readonly cleared: number }> {
    await using session = await openSession(context, options);
    const connection = live(session.database);
    if ((await session.history.list()).length === 0) return { url: session.database.url, cleared: 0 };
    return await underLock(session, options, async () => {
      const { length } = await session.history.list();
      for (const statement of session.history.clearChecksums()) await connection.execute(statement);
      return { url: session.database.url, cleared: length };
    });
  },
});
