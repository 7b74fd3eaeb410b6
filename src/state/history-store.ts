import type { ChangesetRef } from '../core/error.js';
import type { ExecType, RanChangeset } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import type { ChangelogLock } from './lock-service.js';

/** What is recorded about a changeset that was dealt with. */
export interface HistoryEntry extends ChangesetRef {
  readonly execType: ExecType;
  readonly checksum: string;
  readonly description: string;
  readonly comments: string;
  readonly contexts: string | null;
  readonly labels: string | null;
  readonly tag: string | null;
}

/**
 * DATABASECHANGELOG. Reading goes to the database; every write is handed out as SQL, so that a script and a run send the same
 * text, in the same transaction as the changeset's own statements.
 */
export interface HistoryStore {
  /** Rows in the order they ran; none where the table does not exist. Cached until `refresh`. */
  list(): Promise<readonly RanChangeset[]>;
  refresh(): void;
  /** SQL that creates or upgrades the table; none where it is as it should be. */
  ensure(): Promise<readonly Sql[]>;
  /**
   * SQL that records an entry: INSERT, or UPDATE for RERAN; none for execution types that leave no row.
   * @param sent for one that is sent: where the dialect's driver gains by it, values then travel beside the text, and `guardValue` of the
   *   lock in it
   */
  record(entry: HistoryEntry, sent?: Pick<ChangelogLock, 'guardValue'>): readonly Sql[];
  /** Counts an entry as run from now on, for conditions of later changesets that ask what ran; `record` only says how the table is told. */
  note(entry: HistoryEntry): void;
  /** Frees the number that `record` gave an entry whose SQL failed: the next entry gets it, as no gap shows where Liquibase goes on. */
  unrecord(entry: HistoryEntry): void;
  remove(changeset: ChangesetRef): readonly Sql[];
  /** Tags the row that ran last. */
  tag(tag: string): readonly Sql[];
  setChecksum(changeset: ChangesetRef, checksum: string | null): readonly Sql[];
  clearChecksums(): readonly Sql[];
  /** Keeps what was recorded, where no database does: the history file of an offline URL. */
  save?(): void;
}
