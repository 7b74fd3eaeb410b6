import { ChangelogError } from '../core/error.js';
import { shortDigest } from '../core/digest.js';
import type { Connection } from '../dialects/driver.js';
import type { ServerSession } from '../model/server-session.js';
import type { Database } from './database.js';
import { createLease } from './lease.js';

/**
 * What a run holds besides the lock row, so that a row it leaves behind when it dies is known to be nobody's: whoever acquires the same
 * keeper knows that the run is over and that the server does nothing more for it.
 */
export interface Keeper {
  /** Goes into the marker: only a row with the same mark is proved dead by this keeper. */
  readonly mark: string;
  /** Tries once, without waiting in the server. */
  tryAcquire(): Promise<boolean>;
  /** Whether it is still held. */
  isHeld(): Promise<boolean>;
  /** False where it was not held any more. */
  release(): Promise<boolean>;
  /** Who holds it, as far as that can be seen. */
  holder(): Promise<ServerSession | undefined>;
  /** Ends the session that holds it; absent where that cannot be done from here. */
  readonly terminate?: ((holder: ServerSession) => Promise<void>) | undefined;
  /** A further condition on the lock row, for the guard. */
  readonly fence?: (() => string) | undefined;
}

/** The mark of a run that holds the session lock which belongs to the place of its lock table. */
const OWN_PLACE = 'own';

/**
 * The session lock of the database where it has one that can be trusted, otherwise a lease; undefined where nobody else can open the database.
 * Takes nothing yet.
 * @param mode `lease` never takes the session lock
 */
export async function openKeeper(database: Database, connection: Connection, mode: 'auto' | 'lease'): Promise<Keeper | undefined> {
  if (mode === 'lease') return createLease(database, connection);
  const sql = database.sql('LEGACY');
  const { lockTable } = database;
  const place = {
    table: lockTable.name,
    schema: sql.defaultSchema,
    catalog: sql.defaultCatalog,
    tableCatalog: lockTable.catalog,
    server: connection.info,
  };
  const lock = await database.dialect.lock.sessionLock(connection, place);
  if (lock === undefined) return undefined;
  if ('unavailable' in lock) {
    if (database.dialect.lock.clock === undefined) throw new ChangelogError('LOCK_UNAVAILABLE', { message: lock.unavailable });
    return createLease(database, connection);
  }
  // The key is made of the default schema, the row may stand in another one: then two keys may stand for one row.
  const isOwnPlace = lockTable.schema === sql.defaultSchema && lockTable.catalog === sql.defaultCatalog;
  return { ...lock, mark: isOwnPlace ? OWN_PLACE : shortDigest(lock.key) };
}
