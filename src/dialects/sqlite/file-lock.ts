import { closeSync, existsSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import { ChangelogError } from '../../core/error.js';
import type { Connection } from '../driver.js';
import type { SessionLock } from '../lock.js';
import { sqliteDriver } from './driver.js';

/** The files that runs of this process have open: the system's locks are those of a process, and do not keep two of its runs apart. */
const inUse = new Set<string>();

/**
 * A lock that the operating system takes back when this process ends: SQLite's exclusive lock of an empty file beside the database. The
 * database itself stays free meanwhile for the lock row, and for others that read.
 *
 * The file goes when the lock is released. Who had opened it before that gets the lock of a file that is no more, so a lock counts only where
 * the name still leads to the file that was locked.
 */
export function fileLock(path: string): SessionLock {
  let held: { readonly session: Connection; readonly file: number } | undefined;

  async function tryAcquire(): Promise<boolean> {
    if (inUse.has(path)) return held !== undefined;
    inUse.add(path);
    // Stays open while the lock is held: the number of a file that is open is given to no other, and closing it would end the lock.
    const file = openSync(path, 'a');
    let session: Connection | undefined;
    try {
      session = await exclusive(path);
      if (session !== undefined && isStill(path, file)) {
        held = { session, file };
        return true;
      }
    } catch (error) {
      // SQLite does not like a file that was removed meanwhile.
      if (isStill(path, file)) throw error;
    } finally {
      if (held === undefined) await letGo(session, file);
    }
    return false;
  }

  async function letGo(session: Connection | undefined, file: number): Promise<void> {
    await session?.close();
    closeSync(file);
    inUse.delete(path);
  }

  async function release(): Promise<boolean> {
    if (held === undefined) return false;
    const { session, file } = held;
    held = undefined;
    try {
      rmSync(path, { force: true });
    } catch {
      // Where open files cannot be removed, it stays behind empty.
    }
    await letGo(session, file);
    return true;
  }

  return {
    key: path,
    tryAcquire,
    isHeld: async () => held !== undefined,
    release,
    async holder() {
      if (held !== undefined || !existsSync(path)) return undefined;
      if (await tryAcquire()) {
        await release();
        return undefined;
      }
      // The system does not say which process it is; LOCKEDBY does.
      return { id: 'another process' };
    },
  };
}

/** Whether the name leads to the file that is open. */
function isStill(path: string, file: number): boolean {
  const named = statSync(path, { bigint: true, throwIfNoEntry: false });
  const opened = fstatSync(file, { bigint: true });
  return named?.ino === opened.ino && named.dev === opened.dev;
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
