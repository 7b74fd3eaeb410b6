import { fail } from '../core/error.js';
import { checkChangelogPreconditions, executePlan } from '../execute/execute.js';
import type { Plan } from '../plan/plan.js';
import { planFutureRollback, planRollback, type RollbackTarget } from '../plan/rollback.js';
import { planUpdate } from '../plan/update.js';
import type { CommandContext } from './context.js';
import { defineCommand, integerOption, stringOption, type OptionsOf } from './define.js';
import { updateOptions, updateSqlOptions } from './options.js';
import { live, openChangelog, underLock } from './session.js';
import { scriptOf, type ScriptResult } from './script-result.js';

const tag = stringOption('The tag to go back to', { required: true });
const tagVersion = stringOption('Which changeset counts where several carry the tag: OLDEST or NEWEST', { default: 'OLDEST', values: ['OLDEST', 'NEWEST', 'oldest', 'newest'] });
const count = integerOption('How many changesets to undo', { required: true });
const date = stringOption('The moment to go back to, as 2026-01-31 or 2026-01-31T13:30:00', { required: true });

/** What a rollback did. */
export interface RollbackResult {
  readonly url: string;
  readonly changesets: readonly { readonly id: string; readonly author: string; readonly path: string; readonly milliseconds: number }[];
}

export const rollback = defineCommand({
  name: 'rollback',
  summary: 'Undoes everything that ran after a tag',
  example: 'changelog rollback --tag v1.0',
  options: { ...updateOptions, tag, tagVersion },
  run: (context, options) => runRollback(context, options, toTag(options.tag, options.tagVersion)),
});

export const rollbackCount = defineCommand({
  name: 'rollback-count',
  summary: 'Undoes the changesets that ran last',
  example: 'changelog rollback-count --count=1',
  options: { ...updateOptions, count },
  run: (context, options) => runRollback(context, options, { kind: 'count', count: options.count ?? 0 }),
});

export const rollbackToDate = defineCommand({
  name: 'rollback-to-date',
  summary: 'Undoes everything that ran after a date',
  example: 'changelog rollback-to-date --date=2026-01-31T13:30:00',
  options: { ...updateOptions, date },
  run: (context, options) => runRollback(context, options, toDate(options.date)),
});

export const rollbackSql = defineCommand({
  name: 'rollback-sql',
  summary: 'Prints the SQL that rollback would run',
  example: 'changelog rollback-sql --tag v1.0',
  options: { ...updateSqlOptions, tag, tagVersion },
  run: (context, options) => writeRollback(context, options, toTag(options.tag, options.tagVersion), `Rollback to '${options.tag ?? ''}' Script`),
});

export const rollbackCountSql = defineCommand({
  name: 'rollback-count-sql',
  summary: 'Prints the SQL that rollback-count would run',
  example: 'changelog rollback-count-sql --count=1',
  options: { ...updateSqlOptions, count },
  run: (context, options) => writeRollback(context, options, { kind: 'count', count: options.count ?? 0 }, `Rollback ${options.count ?? 0} Change(s) Script`),
});

export const rollbackToDateSql = defineCommand({
  name: 'rollback-to-date-sql',
  summary: 'Prints the SQL that rollback-to-date would run',
  example: 'changelog rollback-to-date-sql --date=2026-01-31',
  options: { ...updateSqlOptions, date },
  run: (context, options) => writeRollback(context, options, toDate(options.date), `Rollback to ${options.date ?? ''} Script`),
});

export const futureRollbackSql = defineCommand({
  name: 'future-rollback-sql',
  summary: 'Prints the SQL that would undo what has not run yet',
  example: 'changelog future-rollback-sql',
  options: updateSqlOptions,
  async run(context, options) {
    await using session = await openChangelog(context, options);
    await checkChangelogPreconditions(session.environment, true);
    const pending = planUpdate({ ...session, ran: await session.history.list(), target: { kind: 'all' } });
    return await scriptOf(session, planFutureRollback(pending), 'SQL to roll back currently unexecuted changes', options.changelogFile ?? '');
  },
});

const toTag = (name: string | undefined, version: string): RollbackTarget => ({
  kind: 'tag',
  tag: name ?? '',
  version: version.toLowerCase() === 'newest' ? 'newest' : 'oldest',
});

function toDate(text: string | undefined): RollbackTarget {
  const value = new Date((text ?? '').trim().replace(' ', 'T').replace(/^(\d{4}-\d{2}-\d{2})$/, '$1T00:00:00'));
  if (Number.isNaN(value.getTime())) fail('CONFIG_INVALID_VALUE', { message: `"${text ?? ''}" is no date`, hint: 'write it as 2026-01-31 or 2026-01-31T13:30:00' });
  return { kind: 'date', date: value };
}

async function runRollback(context: CommandContext, options: OptionsOf<typeof updateOptions>, target: RollbackTarget): Promise<RollbackResult> {
  await using session = await openChangelog(context, options);
  const connection = live(session.database);
  const plan = async (): Promise<Plan> => planRollback({ ...session, ran: await session.history.list(), target });
  await plan();
  return await underLock(session, options, async () => {
    const decided = await plan();
    context.emit({ type: 'run-started', direction: 'rollback', total: decided.steps.length });
    const done = await executePlan(decided, connection, session.environment);
    return {
      url: session.database.url,
      changesets: done.map(({ step: { changeset }, milliseconds }) => ({ id: changeset.id, author: changeset.author, path: changeset.path, milliseconds })),
    };
  });
}

async function writeRollback(context: CommandContext, options: OptionsOf<typeof updateSqlOptions>, target: RollbackTarget, title: string): Promise<ScriptResult> {
  await using session = await openChangelog(context, options);
  return await scriptOf(session, planRollback({ ...session, ran: await session.history.list(), target }), title, options.changelogFile ?? '');
}
