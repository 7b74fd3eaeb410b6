import type { HeldLock } from '../model/history.js';

/** DATABASECHANGELOGLOCK. */
export interface LockService {
  /** Waits for the lock, polling, and throws LOCK_HELD when `waitMs` is over. Disposing releases it. */
  acquire(options: {
    readonly waitMs: number;
    readonly pollMs: number;
    readonly signal?: AbortSignal | undefined;
  }): Promise<AsyncDisposable>;
  list(): Promise<readonly HeldLock[]>;
  forceRelease(): Promise<void>;
}
