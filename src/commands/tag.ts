import { textChecksum } from '../core/digest.js';
import { commitGuarded } from '../state/commit-guarded.js';
import type { HistoryEntry } from '../state/history-store.js';
import { defineCommand, stringOption } from './define.js';
import { databaseOptions, lockOptions } from './options.js';
import { live, openSession } from './session.js';
import { underLock } from './under-lock.js';

const tagOption = stringOption('Name of the tag', { required: true });

export interface TagResult {
  readonly url: string;
  readonly tag: string;
  readonly exists: boolean;
}

/** A tag needs a row to stand in; where nothing ran yet, Liquibase makes one of this shape. Source: `StandardChangeLogHistoryService.tag` (4.28.0). */
function bareRow(): HistoryEntry {
  return {
    id: String(Date.now()),
    author: 'liquibase',
    path: 'liquibase-internal',
    execType: 'EXECUTED',
    checksum: textChecksum(''),
    description: 'empty',
    comments: '',
    contexts: null,
    labels: null,
    tag: null,
  };
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
    return await underLock(session, options, async (lock) => {
      const { history } = session;
      const bare = (await history.list()).length === 0;
      await commitGuarded(connection, lock, [...(bare ? history.record(bareRow()) : []), ...history.tag(name)]);
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
