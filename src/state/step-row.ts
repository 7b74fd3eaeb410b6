import type { ChangesetRef } from '../core/error.js';

/** Where in a changeset a statement stands. All numbers count what comes before it. */
export interface StepPosition {
  /** Changes that are done. */
  readonly changes: number;
  /** Statements of the change under way that are done. */
  readonly statements: number;
  /** SQL texts of the statement under way that are done; one statement may take several. */
  readonly parts: number;
  /** SQL texts of the changeset that are done. */
  readonly sent: number;
}

export const firstStep: StepPosition = { changes: 0, statements: 0, parts: 0, sent: 0 };

/**
 * How far a changeset came that no transaction covers. `INTENT`: the statement at `position` may have been sent, and its outcome was not
 * recorded; `FAILED`: the server refused it; `READY`: it was not sent.
 */
export interface StepRow extends ChangesetRef {
  readonly direction: 'update' | 'rollback';
  readonly state: 'READY' | 'INTENT' | 'FAILED';
  readonly position: StepPosition;
  /** SQL texts of the statement at the position that come after it. */
  readonly left: number;
  /** It is a program that is run, not a statement. */
  readonly program: boolean;
  /** The checksum of the changeset when it was sent. */
  readonly checksum: string;
  /** Digests of the changes that are done, of what is done of the change under way, and of that and the statement at the position. */
  readonly changesDigest: string;
  readonly doneDigest: string;
  readonly stepDigest: string;
  /** The statement at the position; cut off at `sqlLimit` characters. */
  readonly sql: string;
  /** What the catalog said of the statement's objects before it was sent; null where nothing was asked. */
  readonly fingerprint: string | null;
  readonly error: string | null;
  readonly deploymentId: string;
  readonly since: Date | null;
}

/** Long statements are kept by their beginning, which is enough for people. */
export const sqlLimit = 2000;
