import { changeDefinitions } from '../changes/index.js';
import { ChangelogError, asChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { ChangeNode } from '../model/change.js';
import type { Sql } from '../model/statement.js';
import type { Step } from '../plan/plan.js';
import type { ChangesetSql } from './changeset-sql.js';
import type { RunEnvironment } from './run-environment.js';

/** Statements that wait to be sent together are at most this many, and about this many characters: a large load never stands in memory. */
const batchStatements = 64;
const batchCharacters = 1 << 18;

export interface Sending {
  readonly connection: Connection;
  readonly environment: RunEnvironment;
  /** The changeset's statements; `settle` sends what waits, for statements that depend on the schema as it is by then. */
  statements(settle: () => Promise<void>): AsyncIterable<ChangesetSql>;
  /** What the history table is told, after the last statement and in its transaction. */
  readonly record: readonly Sql[];
}

/**
 * Sends a changeset's statements and its history row. With runInTransaction they share a transaction, and as few round trips as the driver
 * can; without, each is sent by itself, since some (CREATE INDEX CONCURRENTLY, VACUUM …) can run no other way.
 * @throws SQL_FAILED with the statement and its number within the changeset.
 */
export async function sendChangeset({ changeset }: Step, sending: Sending): Promise<void> {
  const { connection, environment, record } = sending;
  let waiting: ChangesetSql[] = [];
  let characters = 0;
  let sent = 0;
  const confirmed = new Set<ChangeNode>();
  const transaction = changeset.runInTransaction;
  if (transaction) await connection.begin();
  try {
    for await (const statement of sending.statements(() => flush([]))) {
      if (statement.comment || statement.commentOnly) continue;
      waiting.push(statement);
      characters += statement.sql.length;
      if (!transaction || waiting.length >= batchStatements || characters >= batchCharacters) await flush([]);
    }
    await flush(record);
    if (transaction && connection.inTransaction) await connection.commit();
  } catch (error) {
    // The first error is the one to tell; a failing rollback only says once more that the session is gone.
    await connection.rollback().catch(() => {});
    throw error;
  }

  async function flush(last: readonly Sql[]): Promise<void> {
    const now = waiting;
    waiting = [];
    characters = 0;
    if (now.length + last.length === 0) return;
    if (environment.signal?.aborted)
      throw new ChangelogError('INTERRUPTED', { message: 'the run was interrupted', cause: environment.signal.reason });
    for (const { sql } of now) environment.emit({ type: 'statement', changeset, sql });
    const final = last.length > 0;
    try {
      if (transaction) await connection.executeBatch([...now, ...last], { commit: final });
      else for (const statement of [...now, ...last]) await connection.execute(statement);
    } catch (thrown) {
      const error = asChangelogError(thrown);
      const failed = now[transaction ? (error.statement?.index ?? 1) - 1 : 0];
      if (failed === undefined) throw error;
      throw located(error, failed, sent + now.indexOf(failed) + 1);
    }
    sent += now.length;
    for (const { change } of now) confirm(change);
  }

  function confirm(change: ChangeNode): void {
    if (confirmed.has(change)) return;
    confirmed.add(change);
    const message = changeDefinitions.get(change.name)?.confirm(change.props);
    if (message !== undefined) environment.emit({ type: 'change-done', changeset, message });
  }

  function located(error: ChangelogError, failed: ChangesetSql, index: number): ChangelogError {
    const { offset } = error.statement ?? {};
    return new ChangelogError(error.code, {
      ...error.fields,
      source: failed.change.source,
      changeset,
      change: failed.change.name,
      statement: { sql: failed.sql, index, ...(offset !== undefined && { offset }) },
    });
  }
}
