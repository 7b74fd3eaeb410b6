import type { Changeset } from '../model/changelog.js';
import type { RanChangeset } from '../model/history.js';

/** Why a changeset is left out that has not run, or would run again. The words of `reason` are for people. */
export type SkipReason = 'dbms' | 'contexts' | 'labels' | 'ignored' | 'after-count' | 'after-tag' | 'not-in-range' | 'not-asked-for';

/** What is to be done with one changeset. */
export interface Step {
  readonly changeset: Changeset;
  /** `run`: for the first time; `rerun`: again (runAlways, runOnChange); `rollback`: undo. */
  readonly action: 'run' | 'rerun' | 'rollback';
  /** MD5SUM to store. */
  readonly checksum: string;
  /** The history row, where there is one; the newest where there are several. */
  readonly ran?: RanChangeset | undefined;
  /** The other rows of the changeset, which different spellings of its path left behind. */
  readonly olderRows?: readonly RanChangeset[] | undefined;
}

export interface Skipped {
  readonly changeset: Changeset;
  readonly reason: SkipReason;
  readonly detail: string;
}

/** A stored checksum that is to be replaced without running the changeset. */
export interface ChecksumUpdate {
  readonly changeset: Changeset;
  /** The row, which may spell the path in another way. */
  readonly ran: RanChangeset;
  readonly from: string | null;
  readonly to: string;
}

/** Everything a run will do, decided before it does anything. */
export interface Plan {
  readonly steps: readonly Step[];
  readonly skipped: readonly Skipped[];
  /** How many changesets ran before and need not run again: most of them, so that nothing else is kept of them. */
  readonly alreadyRan: number;
  readonly checksumUpdates: readonly ChecksumUpdate[];
}
