import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../core/error.js';
import type { Emit } from '../core/events.js';
import type { HeldLock } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import type { Connection } from '../dialects/driver.js';
import type { Database } from './database.js';
import type { LockService } from './lock-service.js';
import { createLockTable, initializeLockTable } from './tracking-tables.js';

export interface LockTableOptions {
  readonly database: Database;
  readonly connection: Connection;
  readonly emit: Emit;
  readonly host: { readonly name: string; readonly address: string };
}

/** SQL that takes the lock if it is free. Source: Liquibase `LockDatabaseChangeLogGenerator`; its columns come in the order of a TreeMap. */
export function lockSql(database: Database, holder: string): readonly Sql[] {
  const sql = database.sql('LEGACY');
  return sql.render({
    kind: 'update',
    table: database.lockTable,
    columns: [
      { name: 'LOCKED', value: { kind: 'boolean', value: true } },
      { name: 'LOCKEDBY', value: { kind: 'string', text: holder } },
      { name: 'LOCKGRANTED', value: { kind: 'computed', sql: database.dialect.now } },
    ],
    where: `${sql.column('ID')} = 1 AND ${sql.column('LOCKED')} = ${database.dialect.tracking.booleans.false}`,
  });
}

/** SQL that frees the lock. Source: Liquibase `UnlockDatabaseChangeLogGenerator`. */
export function unlockSql(database: Database): readonly Sql[] {
  const sql = database.sql('LEGACY');
  return sql.render({
    kind: 'update',
    table: database.lockTable,
    columns: [
      { name: 'LOCKED', value: { kind: 'boolean', value: false } },
      { name: 'LOCKEDBY', value: { kind: 'null' } },
      { name: 'LOCKGRANTED', value: { kind: 'null' } },
    ],
    where: `${sql.column('ID')} = 1`,
  });
}

/** How a holder of the lock is named in LOCKEDBY: `host (address)`, as Liquibase writes it. */
export function lockHolder(host: { readonly name: string; readonly address: string }): string {
  return `${host.name} (${host.address})`;
}

/** The lock row of DATABASECHANGELOGLOCK, taken by compare-and-swap. Source: Liquibase `StandardLockService`. */
export function createLockService(options: LockTableOptions): LockService {
  const { database, connection, emit } = options;
  const sql = database.sql('LEGACY');
  const table = database.lockTable;

  const exists = (): Promise<boolean> => database.catalog('LEGACY').tableExists({ catalog: table.catalog, schema: table.schema, table: table.name });

  async function runAll(statements: readonly Sql[]): Promise<number> {
    let rows = 0;
    for (const statement of statements) rows = (await connection.execute(statement)).rowsAffected;
    return rows;
  }

  /** Creates table and row where they are missing. Another process may do the same at this moment: whoever comes second looks again. */
  async function ensure(): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        if (!(await exists())) await runAll(createLockTable(database));
        const [row] = await connection.query<{ n: unknown }>(`SELECT COUNT(*) AS n FROM ${sql.table(table)}`);
        if (Number(Object.values(row ?? { n: 0 })[0]) === 0) await runAll(initializeLockTable(database));
        return;
      } catch (error) {
        if (attempt >= 10) throw error;
        await sleep(50 * attempt * Math.random());
      }
    }
  }

  async function list(): Promise<readonly HeldLock[]> {
    if (!(await exists())) return [];
    const rows = await connection.query(`SELECT * FROM ${sql.table(table)}`);
    return rows.map(readLock).filter((lock): lock is HeldLock => lock !== undefined);
  }

  return {
    list,
    async acquire({ waitMs, pollMs, signal }) {
      const deadline = Date.now() + waitMs;
      await ensure();
      while ((await runAll(lockSql(database, lockHolder(options.host)))) !== 1) {
        signal?.throwIfAborted();
        const [held] = await list();
        emit({ type: 'lock-waiting', holder: held?.lockedBy ?? null, since: held?.lockGranted ?? null });
        if (Date.now() + pollMs > deadline) {
          const since = held?.lockGranted ? ` since ${held.lockGranted.toISOString()}` : '';
          fail('LOCK_HELD', { message: `the changelog lock is held by ${held?.lockedBy ?? 'an unknown process'}${since}; gave up after ${Math.round(waitMs / 1000)} s` });
        }
        await sleep(pollMs, undefined, signal === undefined ? {} : { signal });
      }
      emit({ type: 'lock-acquired' });
      return {
        async [Symbol.asyncDispose]() {
          // drop-all takes the table away while the lock is held.
          if (await exists()) await runAll(unlockSql(database));
          emit({ type: 'lock-released' });
        },
      };
    },
    async forceRelease() {
      await ensure();
      await runAll(initializeLockTable(database));
    },
  };
}

function readLock(row: Readonly<Record<string, unknown>>): HeldLock | undefined {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
  const locked = columns.get('LOCKED');
  const isHeld = locked === true || Number(locked) === 1 || (locked instanceof Uint8Array && locked[0] === 1);
  if (!isHeld) return undefined;
  const granted = columns.get('LOCKGRANTED');
  return {
    id: Number(columns.get('ID')),
    lockGranted: granted instanceof Date ? granted : granted === null || granted === undefined ? null : new Date(typeof granted === 'string' ? granted.replace(' ', 'T') : Number(granted)),
    lockedBy: columns.get('LOCKEDBY') === null || columns.get('LOCKEDBY') === undefined ? null : String(columns.get('LOCKEDBY')),
  };
}
