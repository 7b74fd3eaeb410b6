import type { PlanResult } from '../../commands/plan.js';
import { visible } from './style.js';

const words: Readonly<Record<PlanResult['changesets'][number]['action'], string>> = {
  run: 'run',
  rerun: 'run again',
  'mark-ran': 'mark as run',
  skip: 'skip',
  undecided: 'undecided',
  halt: 'STOP HERE',
  'not-reached': 'not reached',
};

/** A plan for people: one paragraph a changeset, then what is left out, then the numbers. */
export function planText({ changesets, leftOut, previouslyRun, saved }: PlanResult): string {
  const width = Math.max(...changesets.map(({ action }) => words[action].length), 0);
  const paragraphs = changesets.map(({ id, author, path, action, why, doubt, sql }) =>
    [
      `${words[action].padEnd(width)}  ${visible(`${path}::${id}::${author}`)}  (${visible(why)})\n`,
      doubt === undefined ? '' : `  may come otherwise: ${visible(doubt)}\n`,
      ...sql.map((one) => `${indented(one)}\n`),
    ].join(''),
  );
  const left = leftOut.map(({ id, author, path, detail }) => `left out  ${visible(`${path}::${id}::${author}`)}  (${visible(detail)})\n`);
  const counts = Object.entries(words)
    .map(([action, word]) => ({ word, count: changesets.filter((one) => one.action === action).length }))
    .filter(({ count }) => count > 0)
    .map(({ word, count }) => `${count} ${word.toLowerCase()}`);
  const summary = [...counts, `${leftOut.length} left out`, `${previouslyRun} ran before`].join(', ');
  return [...paragraphs, ...left, `${summary}\n`, saved === undefined ? '' : `Saved in ${visible(saved)}\n`].join('');
}

const indented = (sql: string): string =>
  visible(sql)
    .split('\n')
    .map((line) => `    ${line}`)
    .join('\n');
