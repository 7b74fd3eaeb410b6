import { defineCommand, stringOption } from './define.js';
import { recordOptions, updateSqlOptions } from './options.js';
import { recordAsRun, writeAsRun } from './record-as-run.js';

const tag = stringOption('The tag to record up to', { required: true });

export const changelogSync = defineCommand({
  name: 'changelog-sync',
  summary: 'Records all changesets as run without running them',
  example: 'changelog changelog-sync',
  options: recordOptions,
  run: (context, options) => recordAsRun(context, options, {}),
});

export const changelogSyncToTag = defineCommand({
  name: 'changelog-sync-to-tag',
  summary: 'Records changesets as run, up to and including the one that sets a tag',
  example: 'changelog changelog-sync-to-tag --tag=v1.0',
  options: { ...recordOptions, tag },
  run: (context, options) => recordAsRun(context, options, { tag: options.tag }),
});

export const markNextChangesetRan = defineCommand({
  name: 'mark-next-changeset-ran',
  summary: 'Records the next changeset as run without running it',
  example: 'changelog mark-next-changeset-ran',
  options: recordOptions,
  run: (context, options) => recordAsRun(context, options, { count: 1 }),
});

export const changelogSyncSql = defineCommand({
  name: 'changelog-sync-sql',
  summary: 'Prints the SQL that changelog-sync would run',
  example: "changelog changelog-sync-sql --url='offline:postgresql?version=15.0'",
  options: updateSqlOptions,
  run: (context, options) => writeAsRun(context, options, {}),
});

export const changelogSyncToTagSql = defineCommand({
  name: 'changelog-sync-to-tag-sql',
  summary: 'Prints the SQL that changelog-sync-to-tag would run',
  example: 'changelog changelog-sync-to-tag-sql --tag=v1.0',
  options: { ...updateSqlOptions, tag },
  run: (context, options) => writeAsRun(context, options, { tag: options.tag }),
});

export const markNextChangesetRanSql = defineCommand({
  name: 'mark-next-changeset-ran-sql',
  summary: 'Prints the SQL that mark-next-changeset-ran would run',
  example: 'changelog mark-next-changeset-ran-sql',
  options: updateSqlOptions,
  run: (context, options) => writeAsRun(context, options, { count: 1 }),
});
