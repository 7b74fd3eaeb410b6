import { defineCommand, stringOption } from './define.js';
import { databaseOptions, lockOptions } from './options.js';
import { live, openSession, underLock } from './session.js';

const tagOption = stringOption('Name of the tag', { required: true });

export interface TagResult {
  readonly url: string;
  readonly tag: string;
  readonly exists: boolean;
}

export const tag = defineCommand({
  name: 'tag',
  summary: 'Tags the current state of the database',
  example: 'changelog tag --tag=v1.0',
  options: { ...databaseOptions, ...lockOptions, tag: tagOption },
  async run(context, options): Promise<TagResult> {
    await using session = await openSession(context, options);
    const connection = live(session.database);
    const name = options.tag ?? '';
    return await underLock(session, options, async () => {
      const { history } = session;
      await connection.begin();
      if ((await history.list()).length === 0) {
        // A tag needs a row to stand in; Liquibase makes one of the same shape.
        const row = { id: String(Date.now()), author: 'liquibase', path: 'liquibase-internal', execType: 'EXECUTED', checksum: '9:d41d8cd98f00b204e9800998ecf8427e', description: 'empty', comments: '', contexts: null, labels: null, tag: null } as const;
        for (const statement of history.record(row)) await connection.execute(statement);
      }
      for (const statement of history.tag(name)) await connection.execute(statement);
      await connection.commit();
      return { url: session.database.url, tag: name, exists: true };
    });
  },
});

export const tagExists = defineCommand({
  name: 'tag-exists',
  summary: 'Says whether the database has a tag',
  example: 'changelog tag-exists --tag=v1.0',
  options: { ...databaseOptions, tag: tagOption },
  async run(context, options): Promise<TagResult> {
    await using session = await openSession(context, options);
    live(session.database);
    const name = options.tag ?? '';
    return { url: session.database.url, tag: name, exists: (await session.history.list()).some((row) => row.tag === name) };
  },
});
