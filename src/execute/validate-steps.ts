import { changeDefinitions } from '../changes/index.js';
import { createDiagnostics } from '../core/diagnostics.js';
import { ChangelogError, asChangelogError } from '../core/error.js';
import type { ChangeNode } from '../model/change.js';
import { targetsDatabase } from '../plan/checksum.js';
import type { Step } from '../plan/plan.js';
import { compileStatement, offlineContext, rollbackChanges, type SqlEnvironment } from './changeset-sql.js';

/**
 * Looks at what all steps ask for before the first one runs, so that a change the database cannot do, or a rollback that nobody wrote,
 * stops the run while nothing is half done. All such problems are told together.
 * @returns changesets with onValidationFail=MARK_RAN that did not pass, and why; they are recorded and not run.
 */
export async function validateSteps(steps: readonly Step[], environment: SqlEnvironment): Promise<ReadonlyMap<Step, string>> {
  const diagnostics = createDiagnostics();
  const marked = new Map<Step, string>();
  for (const step of steps) {
    const { changeset } = step;
    try {
      const changes = step.action === 'rollback' ? rollbackChanges(changeset, environment) : changeset.changes;
      for (const change of changes) await validateChange(change, step, environment);
    } catch (thrown) {
      const error = asChangelogError(thrown);
      if (step.action !== 'rollback' && changeset.onValidationFail === 'MARK_RAN') marked.set(step, error.message);
      else diagnostics.add(error.with({ changeset, source: changeset.source }));
    }
  }
  diagnostics.throwIfAny();
  return marked;
}

async function validateChange(change: ChangeNode, step: Step, environment: SqlEnvironment): Promise<void> {
  const { database } = environment;
  const definition = changeDefinitions.get(change.name);
  if (definition === undefined || definition.stops || definition.streams) return;
  if (!targetsDatabase(change, (list) => database.matchesDbms(list))) return;
  const { dialect } = database;
  const sql = database.sql(step.changeset.objectQuotingStrategy);
  try {
    for await (const statement of definition.statements(change.props, offlineContext(step.changeset, environment))) {
      // What depends on the schema as it will be by then cannot be judged now; offline there is no later.
      if (environment.schema === undefined) await compileStatement(statement, sql, environment);
      else if (dialect.compileLive[statement.kind] === undefined) sql.render(statement);
    }
  } catch (error) {
    throw error instanceof ChangelogError ? error.with({ source: change.source, change: change.name, dialect: dialect.name }) : error;
  }
}
