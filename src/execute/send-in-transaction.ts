import { asChangelogError } from '../core/error.js';
import type { Sql } from '../model/statement.js';
import type { Step } from '../plan/plan.js';
import type { ChangesetSql } from './changeset-sql.js';
import { changeConfirmer, statementFailure, throwIfInterrupted, type Sending } from './sending.js';

/** Statements that wait to be sent together are at most this many, and about this many characters: a large load never stands in memory. */
const batchStatements = 64;
const batchCharacters = 1 << 18;

/**
 * Sends a changeset's statements and its history row in one transaction, with as few round trips as the driver can.
 * @throws SQL_FAILED with the statement and its number within the changeset.
 */
export async function sendInTransaction({ changeset }: Step, sending: Sending): Promise<void> {
  const { connection, environment, record } = sending;
  const confirm = changeConfirmer(changeset, environment);
  let waiting: ChangesetSql[] = [];
  let characters = 0;
  let sent = 0;
  await connection.begin();
  try {
    for await (const statement of sending.statements(() => flush([]))) {
      if (statement.comment || statement.commentOnly) continue;
      waiting.push(statement);
      characters += statement.sql.length;
      if (waiting.length >= batchStatements || characters >= batchCharacters) await flush([]);
    }
    await flush(record);
    if (connection.inTransaction) await connection.commit();
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
    throwIfInterrupted(environment.signal);
    for (const { sql } of now) environment.emit({ type: 'statement', changeset, sql });
    try {
      await connection.executeBatch([...now, ...last], { commit: last.length > 0 });
    } catch (thrown) {
      const index = (asChangelogError(thrown).statement?.index ?? 1) - 1;
      const failed = now[index];
      throw failed === undefined ? thrown : statementFailure(thrown, failed, changeset, sent + index + 1);
    }
    sent += now.length;
    confirm(now);
  }
}
