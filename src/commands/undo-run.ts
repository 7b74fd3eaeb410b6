import { createDiagnostics } from '../core/diagnostics.js';
import { asChangelogError, ChangelogError } from '../core/error.js';
import { rollbackChanges } from '../execute/changeset-sql.js';
import { executePlan } from '../execute/execute.js';
import type { Plan } from '../plan/plan.js';
import { planRollback } from '../plan/rollback.js';
import type { ChangelogLock } from '../state/lock-service.js';
import { live, type ChangelogSession } from './session.js';

/**
 * Undoes what this session has run so far, newest first, because of a failure: all of it, or nothing where some of it has no way back.
 * Changesets that ran again stay, for undoing them would undo their earlier run as well.
 * @returns the error to throw: the failure, with what came of undoing. An interruption undoes nothing.
 */
export async function undoRun(session: ChangelogSession, lock: ChangelogLock, thrown: unknown): Promise<ChangelogError> {
  const failure = asChangelogError(thrown);
  if (failure.code === 'INTERRUPTED') return failure;
  const diagnostics = createDiagnostics();
  diagnostics.add(failure);
  try {
    const plan = await planUndo(session);
    if (plan.steps.length === 0) return failure;
    for (const { changeset } of plan.steps) {
      try {
        rollbackChanges(changeset, session.environment);
      } catch (error) {
        diagnostics.add(asChangelogError(error));
      }
    }
    if (diagnostics.errors.length === failure.problems.length) {
      session.context.emit({ type: 'run-started', direction: 'rollback', total: plan.steps.length });
      await executePlan(plan, live(session.database), lock, session.environment);
      const undone = `what this run had done before was undone (${plan.steps.length} ${plan.steps.length === 1 ? 'changeset' : 'changesets'})`;
      return new ChangelogError(failure.code, {
        ...failure.fields,
        hint: failure.hint === undefined ? undone : `${failure.hint}; ${undone}`,
      });
    }
  } catch (error) {
    diagnostics.add(asChangelogError(error));
  }
  return new ChangelogError(
    failure.code,
    { ...failure.fields, message: `${failure.message} (and what this run had done before could not be undone)` },
    diagnostics.errors,
  );
}

async function planUndo(session: ChangelogSession): Promise<Plan> {
  const { history, deploymentId } = session;
  history.refresh();
  const ran = (await history.list()).filter((row) => row.deploymentId === deploymentId && row.execType !== 'RERAN');
  if (ran.length === 0) return { steps: [], skipped: [], alreadyRan: 0, checksumUpdates: [] };
  return planRollback({ ...session, ran, target: { kind: 'deployment', deploymentId } });
}
