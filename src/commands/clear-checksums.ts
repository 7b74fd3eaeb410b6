import { commitGuarded } from '../state/commit-guarded.js';
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
    return await underLock(session, options, async (lock) => {
      const { length } = await session.history.list();
      await commitGuarded(connection, lock, session.history.clearChecksums());
      return { url: session.database.url, cleared: length };
    });
  },
});
