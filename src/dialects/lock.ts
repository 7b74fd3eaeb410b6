import type { ChangelogError } from '../core/error.js';

/** What a dialect adds to the lock row that all databases share. */
export interface LockSql {
  /**
   * One statement that does nothing where `row` finds a row, and fails in the server where it finds none. It reads the row as it was last
   * committed, whatever the isolation level, and where the database can keeps others from changing it until the transaction ends.
   * @param row the table and the condition, as SQL
   */
  guard(row: LockRow): string;
  /** Whether it was the missing row that made the guard fail, given an error of that very statement. */
  isGuardFailure(error: ChangelogError): boolean;
}

/** Where the lock row stands while it is ours. */
export interface LockRow {
  readonly table: string;
  readonly where: string;
}

/** What a guard says when it fails, for databases that let a statement choose its words. */
export const LOCK_LOST_TEXT = 'changelog lock lost';
