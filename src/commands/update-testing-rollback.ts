import { createDiagnostics } from '../core/diagnostics.js';
import { asChangelogError } from '../core/error.js';
import { rollbackChanges } from '../execute/changeset-sql.js';
import { checkChangelogPreconditions, executePlan } from '../execute/execute.js';
import type { RunEnvironment } from '../execute/run-environment.js';
import type { StepResult } from '../execute/step-report.js';
import type { Plan } from '../plan/plan.js';
import { planRollback } from '../plan/rollback.js';
import { planUpdate, type UpdateTarget } from '../plan/update.js';
import { defineCommand, stringOption } from './define.js';
import { updateOptions } from './options.js';
import type { ChangelogLock } from '../state/lock-service.js';
import { live, openChangelog } from './session.js';
import { underLock } from './under-lock.js';

/** A changeset and how long one pass over it took. */
export interface TestedChangeset {
  readonly id: string;
  readonly author: string;
  readonly path: string;
  readonly milliseconds: number;
}

/** What the three passes did. */
export interface TestingRollbackResult {
  readonly url: string;
  readonly deploymentId: string | null;
  readonly updated: readonly TestedChangeset[];
  readonly rolledBack: readonly TestedChangeset[];
  readonly updatedAgain: readonly TestedChangeset[];
}

/** Update, rollback of as many changesets as that recorded, update; all of it under one lock. Source: Liquibase `UpdateTestingRollbackCommandStep` (4.28.0). */
export const updateTestingRollback = defineCommand({
  name: 'update-testing-rollback',
  summary: 'Runs what has not run yet, undoes it and runs it again',
  example: 'changelog update-testing-rollback',
  options: { ...updateOptions, tag: stringOption('Go no further than this tag') },
  async run(context, options): Promise<TestingRollbackResult> {
    await using session = await openChangelog(context, options);
    const { database, history, environment, deploymentId } = session;
    const connection = live(database);
    const target: UpdateTarget = options.tag === undefined ? { kind: 'all' } : { kind: 'tag', tag: options.tag };
    const pending = async (): Promise<Plan> => planUpdate({ ...session, ran: await history.list(), target });
    const first = await pending();
    assertWaysBack(first, environment);
    await checkChangelogPreconditions(environment, false);
    const nothing = { url: database.url, deploymentId: null, updated: [], rolledBack: [], updatedAgain: [] };
    if (first.steps.length === 0 && first.checksumUpdates.length === 0) return nothing;
    return await underLock(session, options, async (lock) => {
      const before = (await history.list()).length;
      const updated = await pass(lock, await pending(), 'update');
      const count = (await history.list()).length - before;
      const rolledBack = await pass(
        lock,
        planRollback({ ...session, ran: await history.list(), target: { kind: 'count', count } }),
        'rollback',
      );
      const updatedAgain = await pass(lock, await pending(), 'update');
      return { url: database.url, deploymentId, updated, rolledBack, updatedAgain };
    });

    async function pass(lock: ChangelogLock, plan: Plan, direction: 'update' | 'rollback'): Promise<readonly TestedChangeset[]> {
      context.emit({ type: 'run-started', direction, total: plan.steps.length });
      const done = await executePlan(plan, connection, lock, environment);
      history.refresh();
      return done.map(tested);
    }
  },
});

/**
 * Nothing is to run that the second pass cannot undo. What runs again is not undone, and what has preconditions may not run at all.
 * @throws PLAN_NO_ROLLBACK for every changeset without a way back
 */
function assertWaysBack({ steps }: Plan, environment: RunEnvironment): void {
  const diagnostics = createDiagnostics();
  for (const { action, changeset } of steps) {
    if (action !== 'run' || changeset.preconditions !== undefined) continue;
    try {
      rollbackChanges(changeset, environment);
    } catch (error) {
      diagnostics.add(asChangelogError(error));
    }
  }
  diagnostics.throwIfAny();
}

const tested = ({ step: { changeset }, milliseconds }: StepResult): TestedChangeset => ({
  id: changeset.id,
  author: changeset.author,
  path: changeset.path,
  milliseconds,
});
