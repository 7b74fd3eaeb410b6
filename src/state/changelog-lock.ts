import { setTimeout as sleep } from 'node:timers/promises';
import { ChangelogError, fail } from '../core/error.js';
import type { Emit } from '../core/events.js';
import { newRunId } from '../core/run-id.js';
import type { Connection } from '../dialects/driver.js';
import type { HeldLock } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import type { Database } from './database.js';
import { openKeeper, type Keeper } from './keeper.js';
import { createLease, LEASE_MARK } from './lease.js';
import { describeEvidence, describeHolder } from './lock-evidence.js';
import { formatMarker, parseMarker } from './lock-marker.js';
import {
  ensureLockTable,
  heldBy,
  insertLockRow,
  locateLockTable,
  lockSql,
  readLockRow,
  readLockRows,
  runAll,
  unlockSql,
} from './lock-row.js';
import type { AcquireOptions, ChangelogLock, LockService, LockState, UnlockOptions, UnlockOutcome } from './lock-service.js';
import { refusePooler } from './pooler-probe.js';
import { plainTrackingTable, type TrackingTable } from './tracking-table.js';
import { initializeLockTable } from './tracking-tables.js';

export interface LockServiceOptions {
  readonly database: Database;
  readonly connection: Connection;
  readonly emit: Emit;
  /** This host; asked for by a run that takes the lock. */
  host(): { readonly name: string; readonly address: string };
  /** Version of this program. */
  readonly version: string;
  /** `lease`: do without a session lock. */
  readonly mode?: 'auto' | 'lease' | undefined;
  /** `no-sessions`: take the row of a Liquibase over where no other session uses the database. */
  readonly takeover?: 'never' | 'no-sessions' | undefined;
}

/** The first pause of a waiting run; the next are longer, up to what was asked for. */
const FIRST_PAUSE_MS = 100;
/** How long `unlock` waits for a session that it ended to be gone. */
const KILL_PATIENCE_MS = 10_000;

/**
 * The changelog lock. Runs of this program queue for the keeper (session lock or lease), which ends with its holder; whoever has it takes the
 * lock row that Liquibase knows by Liquibase's own compare-and-swap. A row that a run of this program left behind is taken over at once,
 * for the keeper proves that this run is over; a row of Liquibase is respected. Nobody waits inside the server: a statement that waits has
 * a snapshot, for which CREATE INDEX CONCURRENTLY waits in turn.
 */
export function createLockService(options: LockServiceOptions): LockService {
  const { database, connection, emit, mode = 'auto', takeover = 'never' } = options;

  async function acquire({ waitMs, pollMs, signal }: AcquireOptions): Promise<ChangelogLock> {
    if (takeover === 'no-sessions' && database.dialect.lock.sessions === undefined)
      fail('CONFIG_INVALID_VALUE', {
        message: `${database.dialect.title} keeps no list of sessions by which a lock could be taken over`,
        hint: 'leave out --changelog-lock-takeover; changelog unlock clears the lock of a Liquibase that is gone',
      });
    const keeper = await openSafely();
    const deadline = Date.now() + waitMs;
    let pause = FIRST_PAUSE_MS;
    /** Pauses before the next try, with some chance in it so that waiting runs do not march in step. */
    const pauseOrFail = async (): Promise<void> => {
      throwIfAborted(signal);
      const [row] = await list();
      const left = deadline - Date.now();
      pause = Math.min(pause * 2, pollMs);
      const pauseMs = Math.max(0, Math.round(Math.min(left, pause * (0.5 + Math.random() / 2))));
      emit({ type: 'lock-waiting', holder: row?.lockedBy ?? null, since: row?.lockGranted ?? null, pauseMs });
      if (left <= 0) await giveUp(keeper, waitMs);
      await sleep(pauseMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
      throwIfAborted(signal);
    };
    while (keeper !== undefined && !(await keeper.tryAcquire())) await pauseOrFail();
    try {
      const lock = await ensureLockTable(database, connection, await locateLockTable(database));
      const host = options.host();
      const { version } = options;
      const holder = formatMarker({
        host: host.name,
        address: host.address,
        version,
        run: newRunId(),
        session: connection.info.session ?? '',
        kept: keeper?.mark ?? '',
      });
      while (!(await takeRow(lock, holder, keeper))) await pauseOrFail();
      emit({ type: 'lock-acquired' });
      return hold(lock, holder, keeper);
    } catch (error) {
      await keeper?.release().catch(() => {});
      throw error;
    }
  }

  /** @throws LOCK_POOLER where a session lock would not stay with this connection */
  async function openSafely(): Promise<Keeper | undefined> {
    const keeper = await openKeeper(database, connection, mode);
    if (connection.info.proxied && keeper?.mark !== LEASE_MARK) await refusePooler(database, connection);
    return keeper;
  }

  /** One try: by compare-and-swap where the row is free, or where its holder is known to be gone. */
  async function takeRow(lock: TrackingTable, holder: string, keeper: Keeper | undefined): Promise<boolean> {
    if ((await runAll(connection, lockSql(database, holder, lock))) === 1) return true;
    const row = await readLockRow(database, connection, lock);
    if (row === 'absent') await insertLockRow(database, connection, lock);
    if (row === 'absent' || row === 'free') return (await runAll(connection, lockSql(database, holder, lock))) === 1;
    // A server that counts no rows has set it all the same.
    if (row.lockedBy === holder) return true;
    const reason = await reasonToTakeOver(row, keeper);
    if (reason === undefined || row.lockedBy === null) return false;
    await runAll(connection, lockSql(database, holder, lock, row.lockedBy));
    const now = await readLockRow(database, connection, lock);
    if (now === 'absent' || now === 'free' || now.lockedBy !== holder) return false;
    emit({ type: 'lock-taken-over', holder: row.lockedBy, since: row.lockGranted, reason });
    return true;
  }

  /** Why the holder of a row is known to be gone; undefined where it may be alive. */
  async function reasonToTakeOver(row: HeldLock, keeper: Keeper | undefined): Promise<string | undefined> {
    const marker = parseMarker(row.lockedBy);
    if (marker !== undefined && keeper?.mark === marker.kept) {
      return marker.kept === LEASE_MARK ? 'its lease has run out' : 'its session has ended';
    }
    if (marker?.kept === LEASE_MARK && (await isLeaseOver())) return 'its lease has run out';
    if (marker !== undefined || takeover !== 'no-sessions') return undefined;
    const others = await database.dialect.lock.sessions?.(connection);
    return others?.complete && others.sessions.length === 0 ? 'no other session uses the database' : undefined;
  }

  /** For a run with a session lock that meets the row of a run with a lease. */
  async function isLeaseOver(): Promise<boolean> {
    if (database.dialect.lock.clock === undefined) return false;
    const lease = createLease(database, connection);
    return (await lease.tryAcquire()) && lease.release();
  }

  function hold(lock: TrackingTable, holder: string, keeper: Keeper | undefined): ChangelogLock {
    const { dialect } = database;
    const fence = keeper?.fence === undefined ? '' : ` AND ${keeper.fence()}`;
    const row = { table: lock.sql.table(lock.table), where: heldBy(database, lock, holder) + fence };
    const guard: Sql = { sql: dialect.lock.guard(row) };
    const guardValue = dialect.lock.guardValue?.(row);
    const isGuarded = (sql: string): boolean => sql === guard.sql || (guardValue !== undefined && sql.includes(guardValue));
    const lost = (message: string, cause?: unknown): ChangelogError =>
      new ChangelogError('LOCK_LOST', { message: `${message}; nothing more was executed`, cause });

    async function freeRow(): Promise<void> {
      if ((await runAll(connection, unlockSql(database, lock, holder))) === 1) return;
      const row = await readLockRow(database, connection, lock);
      if (row !== 'free' && row !== 'absent' && row.lockedBy === holder)
        throw new ChangelogError('LOCK_NOT_RELEASED', { message: 'the lock row could not be freed' });
    }

    return {
      guard,
      guardValue,
      guarded: (statements) => (statements.some(({ sql }) => isGuarded(sql)) ? statements : [...statements, guard]),
      async check() {
        const [row, isKept] = await Promise.all([readLockRow(database, connection, lock), keeper?.isHeld()]);
        const now = row === 'free' || row === 'absent' ? undefined : row.lockedBy;
        if (now !== holder) throw lost(`the changelog lock was taken away from this run${now ? ` and is held by ${now}` : ''}`);
        // SQL of the changelog can give it back (DISCARD ALL, RELEASE_ALL_LOCKS()); while nobody else has it, no harm is done.
        if (isKept === false && !(await keeper?.tryAcquire()))
          throw lost('the session lock of this run was released, and another run has it');
      },
      explain: (error) =>
        error.statement !== undefined && isGuarded(error.statement.sql) && dialect.lock.isGuardFailure(error)
          ? lost('the changelog lock was taken away from this run', error)
          : error,
      async [Symbol.asyncDispose]() {
        try {
          // A run that failed half-way may have left a transaction open, in which nothing more can be done.
          if (connection.inTransaction) await connection.rollback();
          await freeRow().catch(async (error: unknown) => {
            // drop-all takes the table away while the lock is held.
            if ((await locateLockTable(database)).found !== undefined) throw error;
          });
        } finally {
          await keeper?.release();
        }
        emit({ type: 'lock-released' });
      },
    };
  }

  async function list(): Promise<readonly HeldLock[]> {
    const lock = await locateLockTable(database);
    return lock.found === undefined ? [] : readLockRows(database, connection, lock);
  }

  async function inspect(keeper?: Keeper): Promise<LockState> {
    const by = keeper ?? (await openKeeper(database, connection, mode));
    // What this login may not look at is no reason to say nothing of the rest.
    const session = await by?.holder().catch(() => undefined);
    const others = await database.dialect.lock.sessions?.(connection).catch(() => undefined);
    return { locks: await list(), session, others };
  }

  async function giveUp(keeper: Keeper | undefined, waitMs: number): Promise<never> {
    const isMine = await keeper?.isHeld();
    const state = { ...(await inspect(keeper)), ...(isMine && { session: undefined }) };
    const evidence = describeEvidence(state);
    return fail('LOCK_HELD', {
      message: `the changelog lock is held by ${describeHolder(state)}; gave up after ${Math.round(waitMs / 1000)} s${evidence === '' ? '' : `. ${evidence}`}`,
    });
  }

  async function unlock({ confirmKill, confirmClear }: UnlockOptions): Promise<UnlockOutcome> {
    const keeper = await openSafely();
    let killed;
    if (keeper !== undefined && !(await keeper.tryAcquire())) {
      const state = await inspect(keeper);
      if (state.session === undefined || keeper.terminate === undefined || !(await confirmKill(state.session))) {
        fail('LOCK_HELD', {
          message: `the changelog lock is held by ${describeHolder(state)}. ${describeEvidence(state)}`,
          hint: keeper.terminate === undefined ? 'end that process first' : 'changelog unlock --kill ends that session',
        });
      }
      killed = state.session;
      await keeper.terminate(killed);
      const deadline = Date.now() + KILL_PATIENCE_MS;
      while (!(await keeper.tryAcquire())) {
        if (Date.now() > deadline)
          fail('LOCK_HELD', { message: `${describeHolder(state)} was told to end and still rolls back`, hint: 'try again later' });
        await sleep(FIRST_PAUSE_MS);
      }
    }
    try {
      return { killed, cleared: await clearRow(keeper, confirmClear) };
    } finally {
      await keeper?.release();
    }
  }

  async function clearRow(keeper: Keeper | undefined, confirmClear: UnlockOptions['confirmClear']): Promise<HeldLock | undefined> {
    const lock = await locateLockTable(database);
    const row = lock.found === undefined ? 'absent' : await readLockRow(database, connection, lock);
    if (row === 'absent' || row === 'free') return undefined;
    const isDead = (await reasonToTakeOver(row, keeper)) !== undefined;
    const others = await database.dialect.lock.sessions?.(connection);
    if (!isDead && !(await confirmClear({ locks: [row], session: undefined, others }))) return undefined;
    await runAll(connection, unlockSql(database, lock, row.lockedBy ?? undefined));
    return row;
  }

  async function findLeftover(): Promise<HeldLock | undefined> {
    const lock = plainTrackingTable(database, database.lockTable);
    // A database that only ever had session locks has no such table.
    const [row] = await readLockRows(database, connection, lock).catch(() => []);
    return row !== undefined && parseMarker(row.lockedBy) !== undefined ? row : undefined;
  }

  async function clearLeftover(row: HeldLock): Promise<void> {
    const keeper = await openKeeper(database, connection, mode);
    if (connection.info.proxied || !(await keeper?.tryAcquire())) return;
    try {
      if ((await clearRow(keeper, async () => false)) === undefined) return;
      emit({ type: 'lock-taken-over', holder: row.lockedBy ?? '', since: row.lockGranted, reason: 'its session has ended' });
      emit({ type: 'lock-released' });
    } finally {
      await keeper?.release();
    }
  }

  return {
    acquire,
    list,
    findLeftover,
    clearLeftover,
    inspect: () => inspect(),
    unlock,
    async forceRelease() {
      await runAll(connection, initializeLockTable(await ensureLockTable(database, connection, await locateLockTable(database))));
    },
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    fail('INTERRUPTED', { message: 'the run was interrupted while it waited for the changelog lock', cause: signal.reason });
}
