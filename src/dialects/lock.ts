import type { ChangelogError } from '../core/error.js';
import type { ServerSession } from '../model/server-session.js';
import type { Connection, ServerInfo } from './driver.js';

/** What a dialect adds to the lock row that all databases share. */
export interface LockSql {
  /**
   * One statement that does nothing where the row is there, and fails in the server where it is not. It reads the row as it was last
   * committed, whatever the isolation level, and where the database can keeps others from changing it until the transaction ends.
   */
  guard(row: LockRow): string;
  /** The same as an expression, for a value of an INSERT: 0 where the row is there. Absent where no expression can do it. */
  readonly guardValue?: ((row: LockRow) => string) | undefined;
  /** Whether it was the missing row that made the guard fail, given an error of that very statement, or of one that holds its expression. */
  isGuardFailure(error: ChangelogError): boolean;
  /**
   * The lock that ends with the session which holds it. `unavailable` says why there is none to be trusted: several servers may be written
   * to and each has locks of its own, a privilege is missing … undefined: none is needed, for nobody else can open the database.
   */
  sessionLock(connection: Connection, place: LockPlace): Promise<SessionLock | { readonly unavailable: string } | undefined>;
  /** The other sessions of this database. Absent where the server keeps no list. */
  readonly sessions?: ((connection: Connection) => Promise<SessionList>) | undefined;
  /**
   * Seconds since 1970 by the server's clock, as an SQL expression. Absent where no lease can be kept: while one session writes, no other
   * could renew it.
   */
  readonly clock?: string | undefined;
  /** How the server numbers the session, as an SQL expression, where there are poolers that hand a session's transactions to several. */
  readonly sessionId?: string | undefined;
}

/** Where the lock row stands while it is ours. */
export interface LockRow {
  readonly table: string;
  readonly where: string;
}

/** What the changelog lock is about, as names that the key of a session lock is made of. */
export interface LockPlace {
  /** Name of the lock table as it is written in this dialect. */
  readonly table: string;
  /** The schema and catalog that unqualified names belong to. */
  readonly schema: string | undefined;
  readonly catalog: string | undefined;
  /** The catalog of the lock table. */
  readonly tableCatalog: string | undefined;
  readonly server: ServerInfo;
}

/**
 * A lock that the server (or the operating system) gives back when the session that holds it ends, however it ends. Keys are those of the
 * Liquibase extension `liquibase-sessionlock` (1.6.9), so that a Liquibase with it and this program exclude each other.
 */
export interface SessionLock {
  /** Equal keys exclude each other. */
  readonly key: string;
  /** Tries once; never waits in the server, where a waiting statement would keep a snapshot open. */
  tryAcquire(): Promise<boolean>;
  /** Whether this very session still holds it. */
  isHeld(): Promise<boolean>;
  /** False where it was not held any more. */
  release(): Promise<boolean>;
  /** Who holds it, as far as this login may see. */
  holder(): Promise<ServerSession | undefined>;
  /** Ends the session that holds it. Absent where the server cannot. */
  readonly terminate?: ((holder: ServerSession) => Promise<void>) | undefined;
}

export interface SessionList {
  readonly sessions: readonly ServerSession[];
  /** Whether this login sees all sessions there are. */
  readonly complete: boolean;
}

/** What a guard says when it fails, for databases that let a statement choose its words. */
export const LOCK_LOST_TEXT = 'changelog lock lost';

/** A row of a catalog query with the columns id, login, host, program, since and state, in any case; what is empty is left out. */
export function readSession(row: Readonly<Record<string, unknown>>): ServerSession {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toLowerCase(), value]));
  const text = (name: string): string | undefined => {
    const value = columns.get(name);
    return value === null || value === undefined || String(value).trim() === '' ? undefined : String(value).trim();
  };
  const since = columns.get('since');
  return {
    id: text('id') ?? '',
    user: text('login'),
    host: text('host'),
    program: text('program'),
    since: since instanceof Date ? since : undefined,
    state: text('state'),
  };
}
