import type { CommandContext } from './context.js';
import { changesetOptions, chosenChangeset } from './changeset-choice.js';
import { confirmed, force } from './confirm.js';
import { defineCommand, stringOption } from './define.js';
import { rollbackOptions, rollbackSqlOptions, runRollback, writeRollback } from './run-rollback.js';
import type { Plan } from '../plan/plan.js';
import { formatChangeset } from '../plan/changeset-key.js';

const deploymentId = stringOption('The deployment, as history lists it; default: the last one');

export const rollbackOneChangeset = defineCommand({
  name: 'rollback-one-changeset',
  summary: 'Undoes one changeset, whatever ran after it',
  example: 'changelog rollback-one-changeset --changeset-path=changelog.yaml --changeset-id=3 --changeset-author=example --force',
  options: { ...rollbackOptions, ...changesetOptions, force },
  async run(context, options) {
    const changeset = chosenChangeset(options);
    return runRollback(context, options, { kind: 'changeset', changeset }, asker(context, 'rollback-one-changeset', options.force));
  },
});

export const rollbackOneChangesetSql = defineCommand({
  name: 'rollback-one-changeset-sql',
  summary: 'Prints the SQL that rollback-one-changeset would run',
  example: 'changelog rollback-one-changeset-sql --changeset-path=changelog.yaml --changeset-id=3 --changeset-author=example',
  options: { ...rollbackSqlOptions, ...changesetOptions },
  async run(context, options) {
    const changeset = chosenChangeset(options);
    return writeRollback(context, options, { kind: 'changeset', changeset }, `Rollback of ${formatChangeset(changeset)} Script`);
  },
});

export const rollbackOneUpdate = defineCommand({
  name: 'rollback-one-update',
  summary: 'Undoes what one run did, whatever ran after it',
  example: 'changelog rollback-one-update --force',
  options: { ...rollbackOptions, deploymentId, force },
  run: (context, options) =>
    runRollback(
      context,
      options,
      { kind: 'deployment', deploymentId: options.deploymentId },
      asker(context, 'rollback-one-update', options.force),
    ),
});

export const rollbackOneUpdateSql = defineCommand({
  name: 'rollback-one-update-sql',
  summary: 'Prints the SQL that rollback-one-update would run',
  example: 'changelog rollback-one-update-sql',
  options: { ...rollbackSqlOptions, deploymentId },
  run: (context, options) =>
    writeRollback(
      context,
      options,
      { kind: 'deployment', deploymentId: options.deploymentId },
      `Rollback of deployment ${options.deploymentId ?? '(the last one)'} Script`,
    ),
});

/** Later changesets may need what is undone out of order, so it must be meant. */
function asker(context: CommandContext, command: string, forced: boolean): (plan: Plan) => Promise<void> {
  return ({ steps }) => {
    const what = steps.length === 1 && steps[0] !== undefined ? formatChangeset(steps[0].changeset) : `${steps.length} changesets`;
    return confirmed(
      context,
      forced,
      `Undo ${what} although others may have come to need it?`,
      `${command} would undo ${what} out of order and was not confirmed`,
    );
  };
}
