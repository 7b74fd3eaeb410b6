import { fail } from '../core/error.js';
import { checkChangelogPreconditions } from '../execute/execute.js';
import type { Step } from '../plan/plan.js';
import { planFutureRollback } from '../plan/rollback.js';
import { carriesTag } from '../plan/tag.js';
import { planUpdate } from '../plan/update.js';
import type { RanChangeset } from '../model/history.js';
import type { CommandContext } from './context.js';
import { defineCommand, integerOption, stringOption, type OptionsOf } from './define.js';
import { updateSqlOptions } from './options.js';
import { openChangelog } from './session.js';
import { scriptOf, type ScriptResult } from './script-result.js';

export const futureRollbackSql = defineCommand({
  name: 'future-rollback-sql',
  summary: 'Prints the SQL that would undo what has not run yet',
  example: 'changelog future-rollback-sql',
  options: updateSqlOptions,
  run: (context, options) => writeFutureRollback(context, options, (steps) => steps),
});

export const futureRollbackCountSql = defineCommand({
  name: 'future-rollback-count-sql',
  summary: 'Prints the SQL that would undo the next changesets',
  example: 'changelog future-rollback-count-sql --count=2',
  options: { ...updateSqlOptions, count: integerOption('How many of the next changesets to undo', { required: true, minimum: 0 }) },
  run: (context, options) => writeFutureRollback(context, options, (steps) => steps.slice(0, options.count ?? 0)),
});

export const futureRollbackFromTagSql = defineCommand({
  name: 'future-rollback-from-tag-sql',
  summary: 'Prints the SQL that would undo what has not run yet, up to a tag',
  example: 'changelog future-rollback-from-tag-sql --tag=v1.0',
  options: { ...updateSqlOptions, tag: stringOption('The tag that the last of those changesets sets', { required: true }) },
  run: (context, options) => writeFutureRollback(context, options, (steps, ran) => upToTag(steps, ran, options.tag ?? '')),
});

type Reach = (steps: readonly Step[], ran: readonly RanChangeset[]) => readonly Step[];

async function writeFutureRollback(
  context: CommandContext,
  options: OptionsOf<typeof updateSqlOptions>,
  reach: Reach,
): Promise<ScriptResult> {
  await using session = await openChangelog(context, options);
  await checkChangelogPreconditions(session.environment, true);
  const ran = await session.history.list();
  const plan = planFutureRollback(planUpdate({ ...session, ran, target: { kind: 'all' } }), (steps) => reach(steps, ran));
  return await scriptOf(session, plan, 'SQL to roll back currently unexecuted changes', options.changelogFile ?? '', { dryRun: true });
}

/** What would run up to and including the changeset of the tag, which must be one of them. Source: Liquibase `AbstractFutureRollbackCommandStep` (4.28.0). */
function upToTag(steps: readonly Step[], ran: readonly RanChangeset[], tag: string): readonly Step[] {
  const at = steps.findIndex(({ changeset }) => carriesTag(tag, ran)(changeset));
  if (at >= 0) return steps.slice(0, at + 1);
  return fail('PLAN_TAG_NOT_FOUND', {
    message: `no changeset that has yet to run sets the tag "${tag}"`,
    hint: 'where the database has the tag already, rollback-sql undoes what ran after it',
  });
}
