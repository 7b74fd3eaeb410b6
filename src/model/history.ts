import type { ChangesetRef } from '../core/error.js';

/** What DATABASECHANGELOG.EXECTYPE says. */
export type ExecType = 'EXECUTED' | 'RERAN' | 'MARK_RAN' | 'FAILED' | 'SKIPPED';

/** One row of DATABASECHANGELOG. `path` is FILENAME as stored. It may look its values up, so that it is no data to print: `plainRow` is. */
export interface RanChangeset extends ChangesetRef {
  readonly dateExecuted: Date;
  readonly orderExecuted: number;
  readonly execType: ExecType;
  readonly md5sum: string | null;
  readonly description: string | null;
  readonly comments: string | null;
  readonly tag: string | null;
  readonly liquibase: string | null;
  readonly contexts: string | null;
  readonly labels: string | null;
  readonly deploymentId: string | null;
}

export function plainRow(row: RanChangeset): RanChangeset {
  const { id, author, path, dateExecuted, orderExecuted, execType, md5sum } = row;
  const { description, comments, tag, liquibase, contexts, labels, deploymentId } = row;
  const texts = { md5sum, description, comments, tag, liquibase, contexts, labels, deploymentId };
  return { id, author, path, dateExecuted, orderExecuted, execType, ...texts };
}

/** One row of DATABASECHANGELOGLOCK that is held. */
export interface HeldLock {
  readonly id: number;
  readonly lockGranted: Date | null;
  readonly lockedBy: string | null;
}
