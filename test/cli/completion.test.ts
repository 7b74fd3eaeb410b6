import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.js';
import { capture } from './capture.js';
import { missingShells, shells } from './completed.js';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changelog-'));
  for (const shell of ['bash', 'zsh', 'fish']) {
    const { code, out } = await capture(['completion', shell]);
    expect(code).toBe(0);
    writeFileSync(join(folder, `completion.${shell}`), out);
  }
  writeFileSync(join(folder, 'my changelog.xml'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

if (missingShells.length > 0) console.warn(`NOT TESTED HERE: completion in ${missingShells.join(', ')}, which is not installed`);

describe.each(shells)('completion in $name', ({ offers }) => {
  it('offers commands', () => {
    expect(offers(folder, 'changelog ')).toEqual(expect.arrayContaining(Object.keys(commands)));
    expect(offers(folder, 'changelog rollback-one')).toEqual([
      'rollback-one-changeset',
      'rollback-one-changeset-sql',
      'rollback-one-update',
      'rollback-one-update-sql',
    ]);
    expect(offers(folder, 'changelog help tag')).toEqual(['tag', 'tag-exists']);
    expect(offers(folder, 'changelog completion ')).toEqual(['bash', 'fish', 'zsh']);
  });

  it.each([
    ['of the command', 'changelog rollback --tag', ['--tag', '--tag-version']],
    ['after a word that needs no name', 'changelog rollback v1 --tag', ['--tag', '--tag-version']],
    ['and no others', 'changelog tag --count', []],
    ['after an option before the command', 'changelog --url=sqlite:update rollback-count --cou', ['--count']],
    ['after one whose value is a word of its own', 'changelog --url update rollback-count --cou', ['--count']],
    ['after a property', 'changelog update -Dx=1 --strict-', ['--strict-contexts']],
  ])('offers options %s', (_, line, expected) => {
    expect(offers(folder, line)).toEqual(expected);
  });

  it.each([
    ['after a blank', 'changelog update --show-summary S', ['SUMMARY']],
    ['after an equals sign', 'changelog status --format=', ['json', 'tabular', 'text']],
    ['before the command', 'changelog --log-level fi', ['fine']],
    ['that are files', 'changelog update --changelog-file=my', ['my changelog.xml']],
    ['and none where nobody knows them', 'changelog update --username ', []],
  ])('offers values %s', (_, line, expected) => {
    expect(offers(folder, line)).toEqual(expected);
  });
});

describe('the command that writes completions', () => {
  it.each(['zsh', 'fish'])('names every command and its options for %s', async (shell) => {
    const { out } = await capture(['completion', shell]);
    expect(Object.keys(commands).filter((name) => !out.includes(name))).toEqual([]);
    expect(out).toMatch(/rollback-script/);
    // Every line is closed: an apostrophe in a description would end a quoted word.
    expect(
      out
        .replaceAll(String.raw`'\''`, '')
        .replaceAll(String.raw`\'`, '')
        .split("'").length % 2,
    ).toBe(1);
  });

  it('refuses a shell it does not know', async () => {
    expect(await capture(['completion', 'tcsh'])).toMatchObject({ code: 2, err: expect.stringContaining('bash|zsh|fish') as unknown });
    expect((await capture(['completion', '--help'])).out).toContain('source <(changelog completion bash)');
  });
});
