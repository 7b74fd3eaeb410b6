import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '../dialects/driver.js';
import type { HeldLock } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import type { Database } from './database.js';
import { readMoment } from './history-row.js';
import { findTrackingTable, plainTrackingTable, type TrackingTable } from './tracking-table.js';
import { createLockTable, initializeLockTable } from './tracking-tables.js';

/**
 * SQL that takes the lock if it is free. Source: Liquibase `LockDatabaseChangeLogGenerator`; its columns come in the order of a TreeMap.
 * @param from take it over from this holder instead, and from no other
 */
export function lockSql(
  database: Database,
  holder: string,
  lock: TrackingTable = plainTrackingTable(database, database.lockTable),
  from?: string,
): readonly Sql[] {
  const isFree = `${lock.sql.column('ID')} = 1 AND ${lock.sql.column('LOCKED')} = ${database.dialect.tracking.booleans.false}`;
  return lock.render({
    kind: 'update',
    columns: [
      { name: 'LOCKED', value: { kind: 'boolean', value: true } },
      { name: 'LOCKEDBY', value: { kind: 'string', text: holder } },
      { name: 'LOCKGRANTED', value: { kind: 'computed', sql: database.dialect.now } },
    ],
    where: from === undefined ? isFree : heldBy(database, lock, from),
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
export function heldBy(database: Database, { sql }: TrackingTable, holder: string): string {
  const { booleans } = database.dialect.tracking;
  return `${sql.column('ID')} = 1 AND ${sql.column('LOCKED')} = ${booleans.true} AND ${sql.column('LOCKEDBY')} = ${sql.string(holder)}`;
}

/** How a holder of the lock is named in LOCKEDBY: `host (address)`, as Liquibase writes it. */
export function lockHolder(host: { readonly name: string; readonly address: string }): string {
  return `${host.name} (${host.address})`;
}

/** The table as it stands in the database. */
export function locateLockTable(database: Database): Promise<TrackingTable> {
  return findTrackingTable(database, database.lockTable, database.settings.databaseChangelogLockTableName);
}

/** Creates the table where it is missing. Another process may do the same at this moment: whoever comes second looks again. */
export async function ensureLockTable(database: Database, connection: Connection, located: TrackingTable): Promise<TrackingTable> {
  let lock = located;
  for (let attempt = 1; lock.found === undefined; attempt++) {
    try {
      await runAll(connection, createLockTable(database));
      await insertLockRow(database, connection, lock);
    } catch (error) {
      if (attempt >= 10) throw error;
      await sleep(50 * attempt * Math.random());
    }
    lock = await locateLockTable(database);
  }
  return lock;
}

/** Puts the row into a table that has none. Where another process does the same, one of the two is refused by the primary key. */
export async function insertLockRow(database: Database, connection: Connection, lock: TrackingTable): Promise<void> {
  try {
    await runAll(connection, initializeLockTable(lock).slice(-1));
  } catch (error) {
    if ((await readLockRow(database, connection, lock)) === 'absent') throw error;
  }
}

/** The locks that are held. */
export async function readLockRows(database: Database, connection: Connection, lock: TrackingTable): Promise<readonly HeldLock[]> {
  const inUtc = database.dialect.tracking.textIsUtc === true;
  const rows = await connection.query(`SELECT * FROM ${lock.sql.table(lock.table)}`);
  return rows.map((row) => readLock(row, inUtc)).filter((held) => held !== undefined);
}

/** The row that everybody takes: 'absent' where the table is empty, 'free' where nobody holds it. */
export async function readLockRow(database: Database, connection: Connection, lock: TrackingTable): Promise<HeldLock | 'free' | 'absent'> {
  const inUtc = database.dialect.tracking.textIsUtc === true;
  const [row] = await connection.query(`SELECT * FROM ${lock.sql.table(lock.table)} WHERE ${lock.sql.column('ID')} = 1`);
  return row === undefined ? 'absent' : (readLock(row, inUtc) ?? 'free');
}

/** Runs statements in order; the number of rows that the last one changed. */
export async function runAll(connection: Connection, statements: readonly Sql[]): Promise<number> {
  let rows = 0;
  for (const statement of statements) rows = (await connection.execute(statement)).rowsAffected;
  return rows;
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
