import type { RepairResult } from '../../commands/repair.js';
import type { StatusResult } from '../../commands/status.js';
import { visible } from './style.js';

type Interrupted = StatusResult['interrupted'][number];

/** `file::1::ann: 3 of 10 statements are done; the next is …` */
function interruptedLine({ id, author, path, direction, done, total, state, next, error }: Interrupted): string {
  const count = `${done} of ${total ?? `at least ${done + 1}`} statements ${direction === 'rollback' ? 'of its rollback are done' : 'are done'}`;
  const shown = next === null ? '' : `: ${shortened(next)}`;
  const tail = {
    stopped: `; the next is statement ${done + 1}${shown}`,
    failed: `; statement ${done + 1} failed${shown}${error === null ? '' : ` (${visible(error)})`}`,
    uncertain: `; statement ${done + 1} may be done as well${shown}`,
  }[state];
  return `${visible(`${path}::${id}::${author}`)}: ${count}${tail}`;
}

const shortened = (sql: string): string => {
  const line = visible(sql.replace(/\s+/g, ' ').trim());
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
};

/** What status adds where changesets are half done; nothing where none is. */
export function interruptedText(interrupted: readonly Interrupted[]): string {
  if (interrupted.length === 0) return '';
  const head = `${interrupted.length} changeset${interrupted.length === 1 ? ' is' : 's are'} half done; update goes on where it was cut off\n`;
  return head + interrupted.map((one) => `     ${interruptedLine(one)}\n`).join('');
}

/** What is half done, and how an update goes on with each. */
export const halfDoneLines = (interrupted: RepairResult['interrupted']): readonly string[] =>
  interrupted.flatMap((one) => [
    interruptedLine(one),
    ...(one.known ? [] : ['    the changelog does not have this changeset (any more)']),
    `    ${prospectLine(one)}`,
  ]);

/** What repair found, and what there is to decide. */
export function repairText({ interrupted, repaired }: RepairResult): string {
  if (interrupted.length === 0) return repaired === null ? 'No changeset is half done\n' : '';
  const lines = halfDoneLines(interrupted);
  const uncertain = interrupted.some((one) => one.prospect.done === null);
  const choices = [
    '--done            the statement that was under way is done: go on behind it',
    '--redo            it is not done: send it again',
    '--rollback-steps  undo the changes of the changeset that are done',
    '--forget          run the changeset from its first statement',
  ];
  return `${[...lines, ...(uncertain ? ['', 'Look at the database, then say what is the case:', ...choices.map((line) => `    ${line}`)] : [])].join('\n')}\n`;
}

function prospectLine({ done, prospect }: RepairResult['interrupted'][number]): string {
  if (prospect.done === null) return visible(prospect.why);
  return prospect.done
    ? `an update goes on behind statement ${done + 1}: ${visible(prospect.why)}`
    : `an update sends statement ${done + 1}: ${visible(prospect.why)}`;
}
