import { existsSync, rmSync } from 'node:fs';
import { ChangelogError } from '../../core/error.js';
import type { Connection } from '../driver.js';
import type { SessionLock } from '../lock.js';
import { sqliteDriver } from './driver.js';

/**
 * A lock that the operating system takes back when this process ends: SQLite's exclusive lock of an empty file beside the database. The
 * database itself stays free meanwhile for the lock row, and for others that read.
 *
 * The file goes when the lock is released. Whoever had it open by then gets the lock of a file that is no more, which another session that
 * opens the name anew can tell: it would not find it locked. So the holder is the one whose lock such a session runs into.
 */
export function fileLock(path: string): SessionLock {
  let held: Connection | undefined;
  return {
    key: path,
    async tryAcquire() {
      let mine = await exclusive(path);
      for (let next = mine; mine !== undefined && next !== undefined;) {
        next = await exclusive(path);
        if (next === undefined) break;
        await mine.close();
        mine = next;
      }
      held = mine;
      return held !== undefined;
    },
    isHeld: async () => held?.inTransaction ?? false,
    async release() {
      if (held === undefined) return false;
      // Systems that keep open files from being removed leave it behind, empty.
      try {
        rmSync(path, { force: true });
      } catch {}
      await held.close();
      held = undefined;
      return true;
    },
    async holder() {
      if (!existsSync(path)) return undefined;
      const found = await exclusive(path);
      await found?.close();
      // The system does not say which process it is; LOCKEDBY does.
      return found === undefined ? { id: 'another process' } : undefined;
    },
  };
}

/** A session that has the file locked; undefined where another one has. */
async function exclusive(file: string): Promise<Connection | undefined> {
  const target = { url: `sqlite:${file}`, file, parameters: { busy_timeout: '0', transaction_mode: 'exclusive' } };
  let session: Connection | undefined;
  try {
    session = await sqliteDriver.connect(target, {});
    await session.begin();
    return session;
  } catch (error) {
    await session?.close();
    if (error instanceof ChangelogError && error.serverCode?.startsWith('SQLITE_BUSY')) return undefined;
    throw error;
  }
}
