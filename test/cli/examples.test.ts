import { describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.js';
import { useFolder } from '../scenarios/folder.js';
import { capture } from './capture.js';

const folder = useFolder();

/** The words of a line, as a shell takes them. */
const wordsOf = (line: string): readonly string[] => (line.match(/(?:[^\s']|'[^']*')+/g) ?? []).map((word) => word.replaceAll("'", ''));

async function run(line: string) {
  const [program, ...argv] = wordsOf(line);
  expect(program).toBe('changelog');
  return capture(argv, { cwd: folder.path });
}

const project = 'changelog init project --changelog-format=yaml --url=sqlite:dev.db';

/** What has to be there besides the project; for all others: what its changelog makes. */
const before: Readonly<Record<string, readonly string[]>> = {
  'init-project': [],
  baseline: [project, "changelog execute-sql --sql='create table person (id int primary key)'"],
};
const isNext = /^(?:update|plan|changelog-sync|mark-next|future-rollback)/;

describe('the example in the help of a command', () => {
  it.each(Object.keys(commands))('works as it stands in the example project: %s', async (name) => {
    for (const line of before[name] ?? [project, ...(isNext.test(name) ? [] : ['changelog update'])])
      expect(await run(line)).toMatchObject({ code: 0 });
    const { out } = await capture([name, '--help']);
    const example =
      out
        .split('\n')
        .find((line) => line.startsWith('  changelog '))
        ?.trim() ?? '';
    expect(wordsOf(example).slice(1).join('-')).toMatch(new RegExp(`^${name}(?:-|$)`));
    const { code, err } = await run(example);
    expect({ code, err: err.match(/^(?:error|warning).*/gm) }).toEqual({ code: 0, err: null });
  });
});
