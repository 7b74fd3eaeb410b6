import { changeDefinitions } from '../changes/index.js';
import { createDiagnostics } from '../core/diagnostics.js';
import { ChangelogError, asChangelogError } from '../core/error.js';
import { timeSlices } from '../core/time-slices.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import type { Sql } from '../model/statement.js';
import { targetsDatabase } from '../plan/checksum.js';
import type { Step } from '../plan/plan.js';
import { compileStatement, rollbackChanges, type RenderedChanges, type SqlEnvironment } from './changeset-sql.js';
import { offlineLooks, type OfflineLook } from './offline-look.js';

/** SQL that is kept from the look to the run, in characters: more is rendered again, so that memory stays bounded. */
const mostKept = 1 << 25;

export interface ValidatedSteps {
  /** Changesets with onValidationFail=MARK_RAN that did not pass, and why; they are recorded and not run. */
  readonly marked: ReadonlyMap<Changeset, string>;
  /** The SQL that was rendered on the way and that a run would only render again. */
  readonly rendered: RenderedChanges;
}

/**
 * Looks at what all steps ask for before the first one runs, so that a change the database cannot do, or a rollback that nobody wrote,
 * stops the run while nothing is half done. All such problems are told together.
 */
export async function validateSteps(steps: readonly Step[], environment: SqlEnvironment): Promise<ValidatedSteps> {
  const diagnostics = createDiagnostics();
  const marked = new Map<Changeset, string>();
  const rendered = new Map<Changeset, Map<ChangeNode, readonly Sql[]>>();
  const lookAt = offlineLooks(environment);
  const sliceEnds = timeSlices();
  let kept = 0;
  for (const step of steps) {
    await sliceEnds();
    const { changeset } = step;
    if (changeset.invalid !== undefined) {
      if (step.action !== 'rollback') marked.set(changeset, changeset.invalid);
      continue;
    }
    try {
      const changes = step.action === 'rollback' ? rollbackChanges(changeset, environment) : changeset.changes;
      const found = new Map<ChangeNode, readonly Sql[]>();
      for (const change of changes) {
        const sql = await validateChange(change, lookAt(changeset), environment);
        for (const one of sql ?? []) kept += one.sql.length;
        if (sql !== undefined && kept <= mostKept) found.set(change, sql);
      }
      rendered.set(changeset, found);
    } catch (thrown) {
      const error = asChangelogError(thrown);
      if (step.action !== 'rollback' && changeset.onValidationFail === 'MARK_RAN') marked.set(changeset, error.message);
      else diagnostics.add(error.with({ changeset, source: changeset.source }));
    }
  }
  diagnostics.throwIfAny();
  return { marked, rendered };
}

/** @returns its SQL, where that can be said for good. */
async function validateChange(
  change: ChangeNode,
  { sql, context, isFinal }: OfflineLook,
  environment: SqlEnvironment,
): Promise<readonly Sql[] | undefined> {
  const { database } = environment;
  const definition = changeDefinitions.get(change.name);
  if (definition === undefined || definition.stops || definition.streams) return;
  if (!targetsDatabase(change, (list) => database.matchesDbms(list))) return;
  const { dialect } = database;
  const rendered: Sql[] = [];
  let isStatic = definition.needsOption === undefined && !change.undo;
  try {
    for await (const statement of definition.statements(change.props, context)) {
      const dependsOnSchema = dialect.compileLive[statement.kind] !== undefined;
      isStatic &&= !dependsOnSchema;
      // What depends on the schema as it will be by then cannot be judged now; offline there is no later.
      if (!dependsOnSchema) rendered.push(...sql.render(statement));
      else if (environment.schema === undefined) await compileStatement(statement, sql, environment);
    }
    return isStatic && isFinal() ? rendered : undefined;
  } catch (error) {
    throw error instanceof ChangelogError ? error.with({ source: change.source, change: change.name, dialect: dialect.name }) : error;
  }
}
