import { checkChangelogPreconditions, executePlan } from '../execute/execute.js';
import type { StepResult } from '../execute/step-report.js';
import type { Plan } from '../plan/plan.js';
import { planUpdate, type UpdateTarget } from '../plan/update.js';
import type { CommandContext } from './context.js';
import { booleanOption, type OptionsOf, type OptionSpecs } from './define.js';
import { updateOptions, updateSqlOptions } from './options.js';
import { scriptOf, type ScriptResult } from './script-result.js';
import { live, openChangelog, type ChangelogSession } from './session.js';
import { undoRun } from './undo-run.js';
import { underLock } from './under-lock.js';

/** Options of a command that runs changesets. */
export const runOptions = {
  ...updateOptions,
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
  options: OptionsOf<typeof runOptions>,
  target: UpdateTarget,
): Promise<UpdateResult> {
  await using session = await openChangelog(context, options);
  live(session.database);
  const plan = async (): Promise<Plan> => planUpdate({ ...session, ran: await session.history.list(), target });
  const first = await plan();
  await checkChangelogPreconditions(session.environment, false);
  // Nothing to do needs no lock and writes nothing: replicas that start together do not queue.
  const tableIsCurrent = (await session.history.ensure()).length === 0;
  if (first.steps.length === 0 && first.checksumUpdates.length === 0 && tableIsCurrent) return result(session, first, [], null);
  return await underLock(session, options, async (lock) => {
    const decided = await plan();
    context.emit({ type: 'run-started', direction: 'update', total: decided.steps.length });
    const done = await executePlan(decided, live(session.database), lock, session.environment).catch(async (error: unknown) => {
      throw options.rollbackOnError ? await undoRun(session, lock, error) : error;
    });
    return result(session, decided, done, session.deploymentId);
  });
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
  const left = plan.skipped.filter((skipped) => skipped.reason !== 'already-ran');
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
      previouslyRun: plan.skipped.length - left.length,
      filteredOut: left.length,
      total: plan.skipped.length + plan.steps.length,
      reasons,
    },
  };
}
