import type { ChangelogError } from '../core/error.js';
import type { SessionList } from '../dialects/lock.js';
import type { HeldLock } from '../model/history.js';
import type { ServerSession } from '../model/server-session.js';
import type { Sql } from '../model/statement.js';

export interface AcquireOptions {
  /** How long to wait for another holder. */
  readonly waitMs: number;
  /** The longest pause between two looks. */
  readonly pollMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** The changelog lock: the row of DATABASECHANGELOGLOCK that Liquibase knows, and what proves that its holder is alive. */
export interface LockService {
  /** Waits for the lock, polling, and throws LOCK_HELD with what is known of the holder when `waitMs` is over. */
  acquire(options: AcquireOptions): Promise<ChangelogLock>;
  /** The rows that are held. */
  list(): Promise<readonly HeldLock[]>;
  /** The rows, and who stands behind them. */
  inspect(): Promise<LockState>;
  /** Clears a lock that nobody holds any more; see `UnlockOptions`. */
  unlock(options: UnlockOptions): Promise<UnlockOutcome>;
  /** Looks, by one short query, for the row of a run of this program that is over: a Liquibase would wait for it. */
  findLeftover(): Promise<HeldLock | undefined>;
  /** Frees such a row where its run is known to be over. */
  clearLeftover(row: HeldLock): Promise<void>;
  /** Frees the row whoever holds it, as Liquibase's `releaseLocks`. */
  forceRelease(): Promise<void>;
}

/** What is known about the lock. */
export interface LockState {
  readonly locks: readonly HeldLock[];
  /** The session that holds the session lock; undefined where nobody does, or where it cannot be seen. */
  readonly session: ServerSession | undefined;
  /** The other sessions of the database; undefined where the server keeps no list. */
  readonly others: SessionList | undefined;
}

export interface UnlockOptions {
  /** Whether to end the session that holds the lock. */
  confirmKill(holder: ServerSession): Promise<boolean>;
  /** Whether to free a row whose holder is not known to be dead. */
  confirmClear(state: LockState): Promise<boolean>;
}

export interface UnlockOutcome {
  readonly killed: ServerSession | undefined;
  readonly cleared: HeldLock | undefined;
}

/**
 * The changelog lock while this run holds it. Disposing gives it back. Others may take it away (`releaseLocks` asks nobody), so a run asks
 * before each changeset, and makes the transaction that writes history depend on it.
 */
export interface ChangelogLock extends AsyncDisposable {
  /**
   * Asks the server whether the lock is still held by this run: short queries, to be sent outside a transaction, in which some servers
   * show the row as it was when the transaction began.
   * @throws LOCK_LOST
   */
  check(): Promise<void>;
  /**
   * One statement that does nothing while the lock is held by this run and otherwise fails in the server, for the transaction that writes
   * history: no answer has to be awaited before COMMIT is sent. From then to the end of the transaction nobody can take the lock away.
   */
  readonly guard: Sql;
  /** `guard` as an expression, 0 while the lock is held, for a number in the row that history gets: it saves a statement. Absent where the dialect has none. */
  readonly guardValue: string | undefined;
  /** Statements that write history, for the end of their transaction: with `guard` behind them, unless one of them holds `guardValue`. */
  guarded(statements: readonly Sql[]): readonly Sql[];
  /** LOCK_LOST in place of an error by which `guard` or `guardValue` failed; any other error as it is. */
  explain(error: ChangelogError): ChangelogError;
}
