import { readFileSync } from 'node:fs';
import { join } from 'node:path';
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

/** Makes the example project, up to where the command is of use. */
async function prepare(name: string): Promise<void> {
  for (const line of before[name] ?? [project, ...(isNext.test(name) ? [] : ['changelog update'])])
    expect(await run(line)).toMatchObject({ code: 0 });
}

describe('the example in the help of a command', () => {
  it.each(Object.keys(commands))('works as it stands in the example project: %s', async (name) => {
    await prepare(name);
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

/** The keys of each command's JSON, as the table in the documentation has them. */
function documentedKeys(): ReadonlyMap<string, readonly string[]> {
  const text = readFileSync(join(import.meta.dirname, '../../docs/command-line.md'), 'utf8');
  const [table = ''] = /\| command \| JSON \|\n[^]*?\n\n/.exec(text) ?? [];
  const keys = new Map<string, readonly string[]>();
  let before: readonly string[] = [];
  for (const [, names = '', cell = ''] of table.matchAll(/^\| ([^|]+) \| (.*) \|$/gm)) {
    const own = [...cell.replace(/\([^)]*\)|;.*|, with .*|, see .*/g, '').matchAll(/`(\w+)`/g)].map(([, key = '']) => key);
    before = cell.startsWith('the same') ? [...before, ...own] : own;
    for (const name of /ends in -sql/.test(names) ? Object.keys(commands).filter(isScript) : names.split(', ')) keys.set(name, before);
  }
  return keys;
}
const isScript = (name: string): boolean => name.endsWith('-sql') && name !== 'execute-sql';

describe('the JSON of a command', () => {
  const documented = documentedKeys();
  it.each(Object.keys(commands))('has the keys that the documentation names: %s', async (name) => {
    await prepare(name);
    const { example } = (await commands[name]?.load()) ?? { example: '' };
    const { out } = await run(example.replace(/--output-file=\S+|--format=\S+/, '').concat(' --format=json'));
    expect(Object.keys(JSON.parse(out) as object).toSorted()).toEqual(documented.get(name)?.toSorted());
  });
});
