import { asChangelogError, ChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { Sql } from '../model/statement.js';
import type { Plan } from '../plan/plan.js';
import type { ChangelogLock } from '../state/lock-service.js';
import { rowsOf } from './entry.js';
import type { StepResult } from './step-report.js';
import { numberedFailure } from './numbered-failure.js';
import type { RunEnvironment } from './run-environment.js';

/**
 * The statements of a script that stands in for the rollback of changesets: a file of the search path, its properties expanded.
 * Source: Liquibase `AbstractRollbackCommandStep` (4.28.0).
 * @throws PARSE_FILE_NOT_FOUND, PARSE_SQL
 */
export function readRollbackScript(path: string, environment: RunEnvironment): readonly Sql[] {
  const { changelog, database, files } = environment;
  const text = changelog.properties.expand(files.text(path, {}), changelog.path);
  return database.dialect.split(text, { splitStatements: true, stripComments: true }).map(({ sql }) => ({ sql }));
}

/**
 * Runs a rollback script once and takes the history rows of the plan's changesets away, in one transaction where the database has one
 * for its DDL.
 * @throws SQL_FAILED with the statement and its number within the script; nothing is taken away then.
 */
export async function executeRollbackScript(
  plan: Plan,
  script: readonly Sql[],
  connection: Connection,
  lock: ChangelogLock,
  environment: RunEnvironment,
): Promise<readonly StepResult[]> {
  const { emit, history, signal } = environment;
  const total = plan.steps.length;
  const started = performance.now();
  if (total === 0) return [];
  for (const [at, { changeset }] of plan.steps.entries()) emit({ type: 'changeset-started', changeset, index: at + 1, total });
  await connection.begin();
  try {
    for (const [at, statement] of script.entries()) {
      if (signal?.aborted)
        throw new ChangelogError('INTERRUPTED', { message: 'the rollback script was interrupted', cause: signal.reason });
      emit({ type: 'statement', sql: statement.sql });
      await connection.execute(statement).catch((error: unknown) => {
        throw numberedFailure(error, statement.sql, at + 1, script.length);
      });
    }
    for (const row of plan.steps.flatMap(rowsOf)) for (const statement of history.remove(row)) await connection.execute(statement);
    await connection.execute(lock.guard).catch((error: unknown) => {
      throw lock.explain(asChangelogError(error));
    });
    if (connection.inTransaction) await connection.commit();
  } catch (error) {
    await connection.rollback().catch(() => {});
    throw error;
  }
  const milliseconds = (performance.now() - started) / total;
  return plan.steps.map((step, at): StepResult => {
    emit({ type: 'changeset-rolled-back', changeset: step.changeset, index: at + 1, total, milliseconds });
    return { step, execType: 'EXECUTED', milliseconds };
  });
}
