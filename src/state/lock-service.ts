import type { ChangelogError } from '../core/error.js';
import type { HeldLock } from '../model/history.js';
import type { Sql } from '../model/statement.js';

/** DATABASECHANGELOGLOCK. */
export interface LockService {
  /** Waits for the lock, polling, and throws LOCK_HELD when `waitMs` is over. */
  acquire(options: { readonly waitMs: number; readonly pollMs: number; readonly signal?: AbortSignal | undefined }): Promise<ChangelogLock>;
  list(): Promise<readonly HeldLock[]>;
  forceRelease(): Promise<void>;
}

/**
 * The changelog lock while this run holds it. Disposing gives it back. Others may take it away (`releaseLocks` asks nobody), so a run asks
 * before each changeset, and makes the transaction that writes history depend on it.
 */
export interface ChangelogLock extends AsyncDisposable {
  /**
   * Asks the server whether the lock is still held by this run: one short query, to be sent outside a transaction, in which some servers
   * show the row as it was when the transaction began.
   * @throws LOCK_LOST
   */
  check(): Promise<void>;
  /**
   * One statement that does nothing while the lock is held by this run and otherwise fails in the server, for the transaction that writes
   * history: no answer has to be awaited before COMMIT is sent. From then to the end of the transaction nobody can take the lock away.
   */
  readonly guard: Sql;
  /** LOCK_LOST in place of an error by which `guard` failed; any other error as it is. */
  explain(error: ChangelogError): ChangelogError;
}
