import { fail } from '../core/error.js';
import { momentOf } from '../core/moment.js';
import type { RollbackTarget } from '../plan/rollback.js';
import { defineCommand, integerOption, stringOption } from './define.js';
import { rollbackOptions, rollbackSqlOptions, runRollback, writeRollback } from './run-rollback.js';

const tag = stringOption('The tag to go back to', { required: true });
const tagVersion = stringOption('Which changeset counts where several carry the tag: OLDEST or NEWEST', {
  default: 'OLDEST',
  values: ['OLDEST', 'NEWEST', 'oldest', 'newest'],
});
const count = integerOption('How many changesets to undo', { required: true, minimum: 0 });
const date = stringOption('The moment to go back to, as 2026-01-31 or 2026-01-31T13:30:00', { required: true });

export const rollback = defineCommand({
  name: 'rollback',
  summary: 'Undoes everything that ran after a tag',
  example: 'changelog rollback --tag v1.0',
  options: { ...rollbackOptions, tag, tagVersion },
  run: (context, options) => runRollback(context, options, toTag(options.tag, options.tagVersion)),
});

export const rollbackCount = defineCommand({
  name: 'rollback-count',
  summary: 'Undoes the changesets that ran last',
  example: 'changelog rollback-count --count=1',
  options: { ...rollbackOptions, count },
  run: (context, options) => runRollback(context, options, { kind: 'count', count: options.count ?? 0 }),
});

export const rollbackToDate = defineCommand({
  name: 'rollback-to-date',
  summary: 'Undoes everything that ran after a date',
  example: 'changelog rollback-to-date --date=2026-01-31T13:30:00',
  options: { ...rollbackOptions, date },
  run: (context, options) => runRollback(context, options, toDate(options.date)),
});

export const rollbackSql = defineCommand({
  name: 'rollback-sql',
  summary: 'Prints the SQL that rollback would run',
  example: 'changelog rollback-sql --tag v1.0',
  options: { ...rollbackSqlOptions, tag, tagVersion },
  run: (context, options) =>
    writeRollback(context, options, toTag(options.tag, options.tagVersion), `Rollback to '${options.tag ?? ''}' Script`),
});

export const rollbackCountSql = defineCommand({
  name: 'rollback-count-sql',
  summary: 'Prints the SQL that rollback-count would run',
  example: 'changelog rollback-count-sql --count=1',
  options: { ...rollbackSqlOptions, count },
  run: (context, options) =>
    writeRollback(context, options, { kind: 'count', count: options.count ?? 0 }, `Rollback ${options.count ?? 0} Change(s) Script`),
});

export const rollbackToDateSql = defineCommand({
  name: 'rollback-to-date-sql',
  summary: 'Prints the SQL that rollback-to-date would run',
  example: 'changelog rollback-to-date-sql --date=2026-01-31',
  options: { ...rollbackSqlOptions, date },
  run: (context, options) => writeRollback(context, options, toDate(options.date), `Rollback to ${options.date ?? ''} Script`),
});

const toTag = (name: string | undefined, version: string): RollbackTarget => ({
  kind: 'tag',
  tag: name ?? '',
  version: version.toLowerCase() === 'newest' ? 'newest' : 'oldest',
});

function toDate(text = ''): RollbackTarget {
  const date = momentOf(text);
  if (date === undefined)
    fail('CONFIG_INVALID_VALUE', { message: `"${text}" is no date`, hint: 'write it as 2026-01-31 or 2026-01-31T13:30:00' });
  return { kind: 'date', date };
}
