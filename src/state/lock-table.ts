import { setTimeout as sleep } from 'node:timers/promises';
import { ChangelogError, fail } from '../core/error.js';
import type { Emit } from '../core/events.js';
import type { HeldLock } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import type { Connection } from '../dialects/driver.js';
import type { Database } from './database.js';
import type { ChangelogLock, LockService } from './lock-service.js';
import { formatMarker } from './lock-marker.js';
import { readMoment } from './history-row.js';
import { findTrackingTable, plainTrackingTable, type TrackingTable } from './tracking-table.js';
import { createLockTable, initializeLockTable } from './tracking-tables.js';

export interface LockTableOptions {
  readonly database: Database;
  readonly connection: Connection;
  readonly emit: Emit;
  readonly host: { readonly name: string; readonly address: string };
  /** Version of this program. */
  readonly version: string;
}

/** SQL that takes the lock if it is free. Source: Liquibase `LockDatabaseChangeLogGenerator`; its columns come in the order of a TreeMap. */
export function lockSql(
  database: Database,
  holder: string,
  lock: TrackingTable = plainTrackingTable(database, database.lockTable),
): readonly Sql[] {
  return lock.render({
    kind: 'update',
    columns: [
      { name: 'LOCKED', value: { kind: 'boolean', value: true } },
      { name: 'LOCKEDBY', value: { kind: 'string', text: holder } },
      { name: 'LOCKGRANTED', value: { kind: 'computed', sql: database.dialect.now } },
    ],
    where: `${lock.sql.column('ID')} = 1 AND ${lock.sql.column('LOCKED')} = ${database.dialect.tracking.booleans.false}`,
  });
}

/**
 * SQL that frees the lock. Source: Liquibase `UnlockDatabaseChangeLogGenerator`.
 * @param holder free it only where it is held by this one, which Liquibase does not ask
 */
export function unlockSql(
  database: Database,
  lock: TrackingTable = plainTrackingTable(database, database.lockTable),
  holder?: string,
): readonly Sql[] {
  return lock.render({
    kind: 'update',
    columns: [
      { name: 'LOCKED', value: { kind: 'boolean', value: false } },
      { name: 'LOCKEDBY', value: { kind: 'null' } },
      { name: 'LOCKGRANTED', value: { kind: 'null' } },
    ],
    where: holder === undefined ? `${lock.sql.column('ID')} = 1` : heldBy(database, lock, holder),
  });
}

/** The condition that the lock row is there and names the holder. */
function heldBy(database: Database, { sql }: TrackingTable, holder: string): string {
  const { booleans } = database.dialect.tracking;
  return `${sql.column('ID')} = 1 AND ${sql.column('LOCKED')} = ${booleans.true} AND ${sql.column('LOCKEDBY')} = ${sql.string(holder)}`;
}

/** How a holder of the lock is named in LOCKEDBY: `host (address)`, as Liquibase writes it. */
export function lockHolder(host: { readonly name: string; readonly address: string }): string {
  return `${host.name} (${host.address})`;
}

/** The lock row of DATABASECHANGELOGLOCK, taken by compare-and-swap. Source: Liquibase `StandardLockService`. */
export function createLockService(options: LockTableOptions): LockService {
  const { database, connection, emit } = options;
  const locate = (): Promise<TrackingTable> =>
    findTrackingTable(database, database.lockTable, database.settings.databaseChangelogLockTableName);

  async function runAll(statements: readonly Sql[]): Promise<number> {
    let rows = 0;
    for (const statement of statements) rows = (await connection.execute(statement)).rowsAffected;
    return rows;
  }

  /** Creates table and row where they are missing. Another process may do the same at this moment: whoever comes second looks again. */
  async function ensure(): Promise<TrackingTable> {
    for (let attempt = 1; ; attempt++) {
      try {
        const lock = await locate();
        if (lock.found === undefined) await runAll(createLockTable(database));
        const [row] = await connection.query<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${lock.sql.table(lock.table)}`);
        if (Number(Object.values(row ?? { n: 0 })[0]) === 0) await runAll(initializeLockTable(lock));
        return lock;
      } catch (error) {
        if (attempt >= 10) throw error;
        await sleep(50 * attempt * Math.random());
      }
    }
  }

  async function list(): Promise<readonly HeldLock[]> {
    const { found, sql, table } = await locate();
    if (found === undefined) return [];
    const rows = await connection.query(`SELECT * FROM ${sql.table(table)}`);
    return rows
      .map((row) => readLock(row, database.dialect.tracking.textIsUtc === true))
      .filter((lock): lock is HeldLock => lock !== undefined);
  }

  function hold(lock: TrackingTable, holder: string): ChangelogLock {
    const row = { table: lock.sql.table(lock.table), where: heldBy(database, lock, holder) };
    const guard: Sql = { sql: database.dialect.lock.guard(row) };
    const lost = (now: string | null | undefined, cause?: unknown): ChangelogError =>
      new ChangelogError('LOCK_LOST', {
        message: `the changelog lock was taken away from this run${now ? ` and is held by ${now}` : ''}; nothing more was executed`,
        cause,
      });
    return {
      guard,
      async check() {
        const [found] = await connection.query(`SELECT * FROM ${row.table} WHERE ${lock.sql.column('ID')} = 1`);
        const now = found && readLock(found, false);
        if (now?.lockedBy !== holder) throw lost(now?.lockedBy);
      },
      explain: (error) =>
        error.statement?.sql === guard.sql && database.dialect.lock.isGuardFailure(error) ? lost(undefined, error) : error,
      async [Symbol.asyncDispose]() {
        // A run that failed half-way may have left a transaction open, in which nothing more can be done.
        if (connection.inTransaction) await connection.rollback();
        // drop-all takes the table away while the lock is held.
        if ((await locate()).found !== undefined) await runAll(unlockSql(database, lock, holder));
        emit({ type: 'lock-released' });
      },
    };
  }

  return {
    list,
    async acquire({ waitMs, pollMs, signal }) {
      const deadline = Date.now() + waitMs;
      const lock = await ensure();
      const holder = formatMarker({
        host: options.host.name,
        address: options.host.address,
        version: options.version,
        run: crypto.randomUUID(),
        session: '',
      });
      while ((await runAll(lockSql(database, holder, lock))) !== 1) {
        throwIfAborted(signal);
        const [held] = await list();
        emit({ type: 'lock-waiting', holder: held?.lockedBy ?? null, since: held?.lockGranted ?? null });
        if (Date.now() + pollMs > deadline) {
          const since = held?.lockGranted ? ` since ${held.lockGranted.toISOString()}` : '';
          fail('LOCK_HELD', {
            message: `the changelog lock is held by ${held?.lockedBy ?? 'an unknown process'}${since}; gave up after ${Math.round(waitMs / 1000)} s`,
          });
        }
        await sleep(pollMs, undefined, signal === undefined ? {} : { signal }).catch(() => {});
        throwIfAborted(signal);
      }
      emit({ type: 'lock-acquired' });
      return hold(lock, holder);
    },
    async forceRelease() {
      await runAll(initializeLockTable(await ensure()));
    },
  };
}

function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    fail('INTERRUPTED', { message: 'the run was interrupted while it waited for the changelog lock', cause: signal.reason });
}

function readLock(row: Readonly<Record<string, unknown>>, inUtc: boolean): HeldLock | undefined {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
  const locked = columns.get('LOCKED');
  const isHeld = locked === true || Number(locked) === 1 || (locked instanceof Uint8Array && locked[0] === 1);
  if (!isHeld) return undefined;
  return {
    id: Number(columns.get('ID')),
    lockGranted: readMoment(columns.get('LOCKGRANTED'), inUtc) ?? null,
    lockedBy: columns.get('LOCKEDBY') === null || columns.get('LOCKEDBY') === undefined ? null : String(columns.get('LOCKEDBY')),
  };
}
