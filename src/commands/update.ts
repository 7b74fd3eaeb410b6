import { defineCommand, integerOption, stringOption } from './define.js';
import { updateSqlOptions } from './options.js';
import { runOptions, runUpdate, writeUpdate } from './run-update.js';

const count = integerOption('How many changesets to run at most', { required: true, minimum: 0 });
const tag = stringOption('The tag to run up to', { required: true });

export const update = defineCommand({
  name: 'update',
  summary: 'Runs all changesets that have not run yet',
  example: 'changelog update --contexts=prod',
  options: {
    ...runOptions,
    plan: stringOption('Execute just the plan in this file (of plan --save), and nothing where database or changelog have moved since'),
  },
  run: (context, options) => runUpdate(context, options, { kind: 'all' }),
});

export const updateCount = defineCommand({
  name: 'update-count',
  summary: 'Runs the next changesets, at most as many as given',
  example: 'changelog update-count --count=2',
  options: { ...runOptions, count },
  run: (context, options) => runUpdate(context, options, { kind: 'count', count: options.count ?? 0 }),
});

export const updateToTag = defineCommand({
  name: 'update-to-tag',
  summary: 'Runs changesets up to and including the one that sets a tag',
  example: 'changelog update-to-tag --tag=v1.0',
  options: { ...runOptions, tag },
  run: (context, options) => runUpdate(context, options, { kind: 'tag', tag: options.tag ?? '' }),
});

export const updateSql = defineCommand({
  name: 'update-sql',
  summary: 'Prints the SQL that update would run',
  example: "changelog update-sql --url='offline:postgresql?version=15.0'",
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
