import { asChangelogError } from '../core/error.js';
import type { Step } from '../plan/plan.js';
import { changeConfirmer, statementFailure, throwIfInterrupted, type Sending } from './sending.js';

/**
 * Sends a changeset's statements one by one, and its history row after the last: no transaction can cover them, either because some
 * (CREATE INDEX CONCURRENTLY, VACUUM …) run in none, or because the database ends it with each DDL statement.
 * Where runInTransaction asks for a transaction, statements between two DDL statements still share one.
 * @throws SQL_FAILED with the statement and its number within the changeset.
 */
export async function sendInSteps({ changeset }: Step, sending: Sending): Promise<void> {
  const { connection, environment, record } = sending;
  const confirm = changeConfirmer(changeset, environment);
  const transaction = changeset.runInTransaction;
  let sent = 0;
  if (transaction) await connection.begin();
  try {
    for await (const statement of sending.statements(async () => {})) {
      if (statement.comment || statement.commentOnly) continue;
      throwIfInterrupted(environment.signal);
      environment.emit({ type: 'statement', changeset, sql: statement.sql });
      sent += 1;
      await connection.execute(statement).catch((thrown: unknown) => {
        throw statementFailure(asChangelogError(thrown), statement, changeset, sent);
      });
      confirm([statement]);
    }
    for (const statement of record) await connection.execute(statement);
    if (transaction && connection.inTransaction) await connection.commit();
  } catch (error) {
    // The first error is the one to tell; a failing rollback only says once more that the session is gone.
    await connection.rollback().catch(() => {});
    throw error;
  }
}
