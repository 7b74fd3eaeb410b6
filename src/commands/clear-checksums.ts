import { defineCommand } from './define.js';
import { databaseOptions } from './options.js';
import { live, openSession } from './session.js';

export const clearChecksums = defineCommand({
  name: 'clear-checksums',
  summary: 'Forgets all checksums; the next update stores them anew',
  example: 'changelog clear-checksums',
  options: databaseOptions,
  async run(context, options): Promise<{ readonly url: string; readonly cleared: number }> {
    await using session = await openSession(context, options);
    const connection = live(session.database);
    const rows = await session.history.list();
    if (rows.length > 0) for (const statement of session.history.clearChecksums()) await connection.execute(statement);
    return { url: session.database.url, cleared: rows.length };
  },
});
