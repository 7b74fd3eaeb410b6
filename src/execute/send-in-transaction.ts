import { asChangelogError, type ChangelogError } from '../core/error.js';
import type { Step } from '../plan/plan.js';
import type { ChangesetSql } from './changeset-sql.js';
import { changeConfirmer, statementFailure, throwIfInterrupted, type Sending } from './sending.js';
import type { TransactionQueue } from './transaction-queue.js';

/** Statements that are sent together are at most this many, and about this many characters: a large load never stands in memory. */
const batchStatements = 64;
const batchCharacters = 1 << 18;

/**
 * Sends a changeset's statements and its history row in one transaction. As long as it is small and looks at nothing live, it is handed to the
 * queue as a whole; returns when it is handed over, or committed.
 * @throws SQL_FAILED with the statement and its number within the changeset, of this changeset or of one that waited before it.
 */
export async function sendInTransaction({ changeset }: Step, sending: Sending, queue: TransactionQueue): Promise<void> {
  const { connection, environment, lock } = sending;
  // Nobody else may have taken the lock meanwhile: then the transaction fails, and with it what was done.
  const last = lock.guarded(sending.record);
  const confirm = changeConfirmer(changeset, environment);
  let waiting: ChangesetSql[] = [];
  let characters = 0;
  let sent = 0;
  let isOpen = false;
  try {
    for await (const statement of sending.statements(settle)) {
      if (statement.comment || statement.commentOnly) continue;
      waiting.push(statement);
      characters += statement.sql.length;
      if (waiting.length >= batchStatements || characters >= batchCharacters) await flush(false);
    }
    if (isOpen) {
      await flush(true);
      if (connection.inTransaction) await connection.commit();
      sending.onCommit();
    } else await handOver();
  } catch (error) {
    // The first error is the one to tell; a failing rollback only says once more that the session is gone.
    if (isOpen) await connection.rollback().catch(() => {});
    throw error;
  }

  /** The schema is about to be looked at: what comes before must be there. */
  async function settle(): Promise<void> {
    if (isOpen || waiting.length > 0) await flush(false);
    else await queue.drain();
  }

  function handOver(): Promise<void> {
    const statements = waiting;
    return queue.push({
      statements: [...statements, ...last],
      onStart() {
        sending.onStart();
        for (const { sql } of statements) environment.emit({ type: 'statement', changeset, sql });
      },
      onCommit() {
        confirm(statements);
        sending.onCommit();
      },
      failure: (thrown) => located(thrown, statements),
    });
  }

  /** Sends what waits inside a transaction that stays open. */
  async function flush(isLast: boolean): Promise<void> {
    if (!isOpen) {
      await queue.drain();
      sending.onStart();
      await connection.begin();
      isOpen = true;
    }
    const now = waiting;
    waiting = [];
    characters = 0;
    throwIfInterrupted(environment.signal);
    for (const { sql } of now) environment.emit({ type: 'statement', changeset, sql });
    try {
      await connection.executeBatch([...now, ...(isLast ? last : [])], { commit: isLast });
    } catch (thrown) {
      throw located(thrown, now);
    }
    sent += now.length;
    confirm(now);
  }

  function located(thrown: unknown, statements: readonly ChangesetSql[]): ChangelogError {
    const error = lock.explain(asChangelogError(thrown));
    const { index } = error.statement ?? {};
    const failed = index === undefined ? undefined : statements[index - 1];
    if (failed === undefined || index === undefined) return error.with({ changeset, source: changeset.source });
    return statementFailure(error, failed, changeset, sent + index);
  }
}
