import { checkChangelogPreconditions, executePlan } from '../execute/execute.js';
import type { PlannedSteps } from '../execute/as-planned.js';
import type { RunEnvironment } from '../execute/run-environment.js';
import { lookAhead } from '../execute/look-ahead.js';
import { rehearse } from '../execute/rehearsal.js';
import type { Connection } from '../dialects/driver.js';
import type { StepResult } from '../execute/step-report.js';
import type { Plan } from '../plan/plan.js';
import { planUpdate, type UpdateTarget } from '../plan/update.js';
import type { CommandContext } from './context.js';
import { booleanOption, type OptionsOf, type OptionSpecs } from './define.js';
import { summaryOptions, updateOptions, updateSqlOptions } from './options.js';
import { scriptOf, type ScriptResult } from './script-result.js';
import { live, openChangelog, type ChangelogSession } from './session.js';
import { undoRun } from './undo-run.js';
import { underLock } from './under-lock.js';

/** Options of a command that runs changesets. */
export const runOptions = {
  ...updateOptions,
  ...summaryOptions,
  rehearse: booleanOption('Run everything in one transaction and roll it back, where the database can', { default: false }),
  rollbackOnError: booleanOption('When a changeset fails, undo those that this run had run before it', { default: false }),
} satisfies OptionSpecs;

/** What an update did. */
export interface UpdateResult {
  readonly url: string;
  readonly deploymentId: string | null;
  readonly upToDate: boolean;
  readonly changesets: readonly {
    readonly id: string;
    readonly author: string;
    readonly path: string;
    readonly execType: string;
    readonly milliseconds: number;
    readonly message?: string;
  }[];
  /** Changesets that the filters of this run left out. */
  readonly leftOut: readonly {
    readonly id: string;
    readonly author: string;
    readonly path: string;
    readonly reason: string;
    readonly detail: string;
  }[];
  readonly summary: UpdateSummary;
  /** It was all rolled back. */
  readonly rehearsed?: true;
}

export interface UpdateSummary {
  readonly run: number;
  readonly previouslyRun: number;
  readonly filteredOut: number;
  readonly total: number;
  /** Why changesets were left out, each reason with its number. */
  readonly reasons: Readonly<Record<string, number>>;
}

/** Runs what the target covers of the changelog; takes no lock and writes nothing where that is nothing. */
export async function runUpdate(
  context: CommandContext,
  options: OptionsOf<typeof runOptions> & { readonly plan?: string | undefined },
  target: UpdateTarget,
): Promise<UpdateResult> {
  await using session = await openChangelog(context, options);
  live(session.database);
  const plan = async (): Promise<Plan> => planUpdate({ ...session, ran: await session.history.list(), target });
  const ran = await session.history.list();
  // The server looks while the plan is made.
  const leftover = ran.length === 0 ? undefined : session.lock(options).findLeftover();
  const first = await plan();
  await checkChangelogPreconditions(session.environment, false);
  // Nothing to do needs no lock and writes nothing: replicas that start together do not queue.
  const tableIsCurrent = (await session.history.ensure()).length === 0;
  if (options.plan === undefined && first.steps.length === 0 && first.checksumUpdates.length === 0 && tableIsCurrent) {
    const row = await leftover;
    if (row !== undefined) await session.lock(options).clearLeftover(row);
    return result(session, first, [], null);
  }
  const look = lookAhead(first.steps, session.environment);
  return await underLock(session, options, async (lock) => {
    const decided = await plan();
    context.emit({ type: 'run-started', direction: 'update', total: decided.steps.length });
    const planned = options.plan === undefined ? undefined : await fittingPlan(session, decided, options.plan);
    const environment: RunEnvironment = { ...session.environment, planned };
    const run = (on: Connection): Promise<readonly StepResult[]> => executePlan(decided, on, lock, environment, look);
    if (options.rehearse) {
      const done = await rehearse(decided, session.database.dialect, live(session.database), run);
      return { ...result(session, decided, done, null), rehearsed: true };
    }
    const done = await run(live(session.database)).catch(async (error: unknown) => {
      throw options.rollbackOnError ? await undoRun(session, lock, error) : error;
    });
    return result(session, decided, done, session.deploymentId);
  });
}

/** What a saved plan says, where it still fits. */
async function fittingPlan(session: ChangelogSession, decided: Plan, path: string): Promise<PlannedSteps> {
  const { assertNotMoved, readSavedPlan, savedPlan } = await import('./saved-plan.js');
  const { foresee } = await import('./plan.js');
  const saved = readSavedPlan(path, session.context);
  const now = await savedPlan(session, await foresee(session, decided));
  session.history.refresh();
  await session.history.list();
  return assertNotMoved(saved, now, decided);
}

/** Writes what such a run would send. */
export async function writeUpdate(
  context: CommandContext,
  options: OptionsOf<typeof updateSqlOptions>,
  target: UpdateTarget,
): Promise<ScriptResult> {
  await using session = await openChangelog(context, options);
  await checkChangelogPreconditions(session.environment, true);
  const plan = planUpdate({ ...session, ran: await session.history.list(), target });
  return await scriptOf(session, plan, 'Update Database Script', options.changelogFile ?? '');
}

function result(session: ChangelogSession, plan: Plan, done: readonly StepResult[], deploymentId: string | null): UpdateResult {
  const left = plan.skipped;
  const reasons: Record<string, number> = {};
  for (const { reason } of left) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return {
    url: session.database.url,
    deploymentId,
    upToDate: plan.steps.length === 0,
    changesets: done.map(({ step, execType, milliseconds, message }) => ({
      id: step.changeset.id,
      author: step.changeset.author,
      path: step.changeset.path,
      execType,
      milliseconds: Math.round(milliseconds * 10) / 10,
      ...(message !== undefined && { message }),
    })),
    leftOut: left.map(({ changeset: { id, author, path }, reason, detail }) => ({ id, author, path, reason, detail })),
    summary: {
      run: done.length,
      previouslyRun: plan.alreadyRan,
      filteredOut: left.length,
      total: plan.alreadyRan + plan.skipped.length + plan.steps.length,
      reasons,
    },
  };
}
