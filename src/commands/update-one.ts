import { formatChangeset } from '../plan/changeset-key.js';
import { changesetOptions, chosenChangeset } from './changeset-choice.js';
import { confirmed, force } from './confirm.js';
import { defineCommand } from './define.js';
import { updateSqlOptions } from './options.js';
import { runOptions, runUpdate, writeUpdate } from './run-update.js';

/** Of one changeset nothing is left to be undone when it fails. */
const { rollbackOnError: _, ...oneOptions } = runOptions;

export const updateOneChangeset = defineCommand({
  name: 'update-one-changeset',
  summary: 'Runs one changeset, whatever stands before it',
  example: 'changelog update-one-changeset --changeset-path=changelog.yaml --changeset-id=1 --changeset-author=example --force',
  options: { ...oneOptions, ...changesetOptions, force },
  async run(context, options) {
    const changeset = chosenChangeset(options);
    const name = formatChangeset(changeset);
    await confirmed(
      context,
      options.force,
      `Run ${name} although changesets before it may not have run?`,
      `update-one-changeset would run ${name} out of order and was not confirmed`,
    );
    return runUpdate(context, { ...options, rollbackOnError: false }, { kind: 'changeset', changeset });
  },
});

export const updateOneChangesetSql = defineCommand({
  name: 'update-one-changeset-sql',
  summary: 'Prints the SQL that update-one-changeset would run',
  example: 'changelog update-one-changeset-sql --changeset-path=changelog.yaml --changeset-id=1 --changeset-author=example',
  options: { ...updateSqlOptions, ...changesetOptions },
  run: async (context, options) => writeUpdate(context, options, { kind: 'changeset', changeset: chosenChangeset(options) }),
});
