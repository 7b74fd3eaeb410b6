import { changeDefinitions } from '../changes/index.js';
import { ChangelogError, asChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import type { Sql } from '../model/statement.js';
import type { ChangelogLock } from '../state/lock-service.js';
import type { ChangesetSql, Direction } from './changeset-sql.js';
import type { RunEnvironment } from './run-environment.js';

/** A changeset on its way to the database. */
export interface Sending {
  readonly connection: Connection;
  readonly lock: ChangelogLock;
  readonly environment: RunEnvironment;
  /** What is done, in order, and which way. */
  readonly changes: readonly ChangeNode[];
  readonly direction: Direction;
  /** The changeset's checksum. */
  readonly checksum: string;
  /** The changeset's statements; `settle` sends what waits, for statements that depend on the schema as it is by then. */
  statements(settle: () => Promise<void>): AsyncIterable<ChangesetSql>;
  /** What the history table is told, after the last statement and in its transaction. */
  readonly record: readonly Sql[];
  /** Everything before it is committed. */
  onStart(): void;
  /** It is committed, with what was recorded. */
  onCommit(): void;
}

/** Throws INTERRUPTED where the run is to end. */
export function throwIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new ChangelogError('INTERRUPTED', { message: 'the run was interrupted; what had been committed stays', cause: signal.reason });
}

/** The error of a statement with its place in the changelog. @param index counts from 1 within the changeset */
export function statementFailure(thrown: unknown, failed: ChangesetSql, changeset: Changeset, index: number): ChangelogError {
  const error = asChangelogError(thrown);
  const { offset } = error.statement ?? {};
  return new ChangelogError(error.code, {
    ...error.fields,
    source: failed.change.source,
    changeset,
    change: failed.change.name,
    statement: { sql: failed.sql, index, ...(offset !== undefined && { offset }) },
  });
}

/** Tells each change of a changeset once that it was done. */
export function changeConfirmer(changeset: Changeset, { emit }: RunEnvironment): (statements: readonly ChangesetSql[]) => void {
  const confirmed = new Set<ChangeNode>();
  return (statements) => {
    for (const { change } of statements) {
      if (confirmed.has(change)) continue;
      confirmed.add(change);
      const message = changeDefinitions.get(change.name)?.confirm(change.props);
      if (message !== undefined) emit({ type: 'change-done', changeset, message });
    }
  };
}
