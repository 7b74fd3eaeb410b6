import { defineCommand } from './define.js';
import type { HeldLock } from '../model/history.js';
import { databaseOptions } from './options.js';
import { openSession } from './session.js';

export interface LocksResult {
  readonly url: string;
  readonly locks: readonly HeldLock[];
}

export const listLocks = defineCommand({
  name: 'list-locks',
  summary: 'Shows who holds the changelog lock',
  example: 'changelog list-locks',
  options: databaseOptions,
  async run(context, options): Promise<LocksResult> {
    await using session = await openSession(context, options);
    return { url: session.database.url, locks: await session.lock().list() };
  },
});

export const releaseLocks = defineCommand({
  name: 'release-locks',
  summary: 'Releases the changelog lock by force',
  example: 'changelog release-locks',
  options: databaseOptions,
  async run(context, options): Promise<LocksResult & { readonly released: readonly HeldLock[] }> {
    await using session = await openSession(context, options);
    const lock = session.lock();
    const released = await lock.list();
    await lock.forceRelease();
    return { url: session.database.url, released, locks: await lock.list() };
  },
});
