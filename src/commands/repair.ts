import { fail } from '../core/error.js';
import { interruptedWithProspects, type InterruptedChangeset, type Prospect } from '../execute/interrupted.js';
import { repair as carryOut, type Repair } from '../execute/repair.js';
import { formatChangeset, looseChangesetKey } from '../plan/changeset-key.js';
import type { StepRow } from '../state/step-row.js';
import { changesetOptions, chosenChangeset } from './changeset-choice.js';
import { booleanOption, defineCommand } from './define.js';
import { changelogOptions, connectionOptions, globalOptions, lockOptions } from './options.js';
import { live, openChangelog } from './session.js';
import { underLock } from './under-lock.js';

/** What repair found, and what it did. */
export interface RepairResult {
  readonly url: string;
  readonly interrupted: readonly (InterruptedChangeset & { readonly prospect: Prospect })[];
  /** null: nothing was asked for. */
  readonly repaired: { readonly id: string; readonly author: string; readonly path: string; readonly outcome: string } | null;
}

export const repair = defineCommand({
  name: 'repair',
  summary: 'Explains changesets that were cut off half-way, and says how they go on',
  example: 'changelog repair',
  options: {
    ...globalOptions,
    ...connectionOptions,
    ...changelogOptions,
    ...lockOptions,
    ...changesetOptions,
    done: booleanOption('The statement that was under way is done: go on behind it', { default: false }),
    redo: booleanOption('The statement that was under way is not done: send it again', { default: false }),
    rollbackSteps: booleanOption('Undo the changes of the changeset that are done', { default: false }),
    forget: booleanOption('Forget how far the changeset came: the next update runs it from its first statement', { default: false }),
  },
  async run(context, options): Promise<RepairResult> {
    const actions = (['done', 'redo', 'rollbackSteps', 'forget'] as const).filter((name) => options[name]);
    const [action, ...others] = actions;
    if (others.length > 0)
      fail('CONFIG_INVALID_VALUE', { message: `${actions.join(' and ')} contradict each other`, hint: 'give one of them' });
    await using session = await openChangelog(context, options);
    const connection = live(session.database);
    const { environment, journal, database } = session;
    if (action === undefined) return { url: database.url, interrupted: await interruptedWithProspects(environment), repaired: null };
    return await underLock(session, options, async (lock) => {
      const row = chosenRow(await journal.list(), options);
      const outcome = await carryOut(row, action satisfies Repair, { environment, connection, lock });
      journal.refresh();
      const { id, author, path } = row;
      return { url: database.url, interrupted: await interruptedWithProspects(environment), repaired: { id, author, path, outcome } };
    });
  },
});

/** The row that is meant: the one that there is, or that of the changeset that the options name. */
function chosenRow(rows: readonly StepRow[], options: Parameters<typeof chosenChangeset>[0]): StepRow {
  const isNamed = Object.keys(changesetOptions).some((name) => options[name as keyof typeof changesetOptions] !== undefined);
  const wanted = isNamed ? chosenChangeset(options) : undefined;
  const matching = wanted === undefined ? rows : rows.filter((row) => looseChangesetKey(row) === looseChangesetKey(wanted));
  const [row] = matching;
  if (row === undefined)
    return fail('PLAN_CHANGESET_NOT_FOUND', {
      message: wanted === undefined ? 'no changeset was cut off half-way' : `${formatChangeset(wanted)} was not cut off half-way`,
    });
  if (matching.length > 1)
    fail('CONFIG_MISSING_OPTION', {
      message: `${matching.length} changesets were cut off half-way: ${matching.map(formatChangeset).join(', ')}`,
      hint: 'name one with --changeset-identifier=path::id::author',
    });
  return row;
}
