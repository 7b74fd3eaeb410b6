import type { RanChangeset } from '../model/history.js';
import type { Snapshot } from '../model/schema.js';

/** A changeset that has not run. */
export interface PendingChangeset {
  readonly id: string;
  readonly author: string;
  readonly path: string;
  readonly description: string;
  readonly comments?: string | undefined;
}

/** What the database has otherwise than its changelog builds. */
export interface ReportDrift {
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly changed: readonly { readonly object: string; readonly fields: readonly string[] }[];
  /** Changesets that ran and that the changelog does not have. */
  readonly unknown: readonly string[];
}

/** All that a report shows. */
export interface ReportData {
  readonly title: string;
  /** Without secrets. */
  readonly url: string;
  readonly snapshot: Snapshot;
  /** ISO 8601. */
  readonly writtenAt: string;
  /** In the order they ran. */
  readonly ran: readonly RanChangeset[];
  /** Undefined where no changelog was given. */
  readonly pending?: readonly PendingChangeset[] | undefined;
  readonly drift?: ReportDrift | { readonly notCompared: string } | undefined;
}
