import { checkChangelogPreconditions, executePlan, type StepResult } from '../execute/execute.js';
import type { Plan } from '../plan/plan.js';
import { planUpdate, type UpdateTarget } from '../plan/update.js';
import type { CommandContext } from './context.js';
import { defineCommand, integerOption, stringOption, type OptionsOf } from './define.js';
import { updateOptions, updateSqlOptions } from './options.js';
import { live, openChangelog, underLock, type ChangelogSession } from './session.js';
import { scriptOf, type ScriptResult } from './script-result.js';

const count = integerOption('How many changesets to run at most', { required: true });
const tag = stringOption('The tag to run up to', { required: true });

/** What an update did. */
export interface UpdateResult {
  readonly url: string;
  readonly deploymentId: string | null;
  readonly upToDate: boolean;
  readonly changesets: readonly { readonly id: string; readonly author: string; readonly path: string; readonly execType: string; readonly milliseconds: number; readonly message?: string }[];
  /** Changesets that the filters of this run left out. */
  readonly leftOut: readonly { readonly id: string; readonly author: string; readonly path: string; readonly reason: string; readonly detail: string }[];
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

export const update = defineCommand({
  name: 'update',
  summary: 'Runs all changesets that have not run yet',
  example: 'changelog update --contexts=prod',
  options: updateOptions,
  run: (context, options) => runUpdate(context, options, { kind: 'all' }),
});

export const updateCount = defineCommand({
  name: 'update-count',
  summary: 'Runs the next changesets, at most as many as given',
  example: 'changelog update-count --count=2',
  options: { ...updateOptions, count },
  run: (context, options) => runUpdate(context, options, { kind: 'count', count: options.count ?? 0 }),
});

export const updateToTag = defineCommand({
  name: 'update-to-tag',
  summary: 'Runs changesets up to and including the one that sets a tag',
  example: 'changelog update-to-tag --tag=v1.0',
  options: { ...updateOptions, tag },
  run: (context, options) => runUpdate(context, options, { kind: 'tag', tag: options.tag ?? '' }),
});

export const updateSql = defineCommand({
  name: 'update-sql',
  summary: 'Prints the SQL that update would run',
  example: 'changelog update-sql --url=offline:postgresql?version=15.0',
  options: updateSqlOptions,
  run: (context, options) => writeUpdate(context, options, { kind: 'all' }),
});

export const updateCountSql = defineCommand({
  name: 'update-count-sql',
  summary: 'Prints the SQL that update-count would run',
  example: 'changelog update-count-sql --count=2',
  options: { ...updateSqlOptions, count },
  run: (context, options) => writeUpdate(context, options, { kind: 'count', count: options.count ?? 0 }),
});

export const updateToTagSql = defineCommand({
  name: 'update-to-tag-sql',
  summary: 'Prints the SQL that update-to-tag would run',
  example: 'changelog update-to-tag-sql --tag=v1.0',
  options: { ...updateSqlOptions, tag },
  run: (context, options) => writeUpdate(context, options, { kind: 'tag', tag: options.tag ?? '' }),
});

async function runUpdate(context: CommandContext, options: OptionsOf<typeof updateOptions>, target: UpdateTarget): Promise<UpdateResult> {
  await using session = await openChangelog(context, options);
  live(session.database);
  const plan = async (): Promise<Plan> => planUpdate({ ...session, ran: await session.history.list(), target });
  const first = await plan();
  await checkChangelogPreconditions(session.environment, false);
  // Nothing to do needs no lock and writes nothing: replicas that start together do not queue.
  if (first.steps.length === 0 && first.checksumUpdates.length === 0) return result(session, first, [], null);
  return await underLock(session, options, async () => {
    const decided = await plan();
    context.emit({ type: 'run-started', direction: 'update', total: decided.steps.length });
    const done = await executePlan(decided, live(session.database), session.environment);
    return result(session, decided, done, session.deploymentId);
  });
}

async function writeUpdate(context: CommandContext, options: OptionsOf<typeof updateSqlOptions>, target: UpdateTarget): Promise<ScriptResult> {
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
