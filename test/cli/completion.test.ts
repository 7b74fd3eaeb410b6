import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/commands/index.js';
import { capture } from './capture.js';

let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'changelog-'));
  const { code, out } = await capture(['completion', 'bash']);
  expect(code).toBe(0);
  writeFileSync(join(folder, 'changelog.bash'), out);
  writeFileSync(join(folder, 'my changelog.xml'), '');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What bash offers after these words, the last one unfinished. */
function offered(...words: readonly string[]): readonly string[] {
  const quoted = ['changelog', ...words].map((word) => `'${word}'`).join(' ');
  const script = `source ./changelog.bash; COMP_WORDS=(${quoted}); COMP_CWORD=${words.length}; _changelog; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', script], { cwd: folder, encoding: 'utf8' }).split('\n').filter(Boolean);
}

describe('completion in bash', () => {
  it('offers commands', () => {
    expect(offered('')).toEqual(expect.arrayContaining(Object.keys(commands)));
    expect(offered('rollback-one')).toEqual([
      'rollback-one-changeset',
      'rollback-one-changeset-sql',
      'rollback-one-update',
      'rollback-one-update-sql',
    ]);
    expect(offered('help', 'tag')).toEqual(['tag-exists', 'tag']);
    expect(offered('completion', '')).toEqual(['bash', 'zsh', 'fish']);
  });

  it('offers the options of the command, also after options with values', () => {
    expect(offered('rollback', '--tag')).toEqual(['--tag=', '--tag-version=']);
    expect(offered('--url', 'sqlite:update', '--log-level', '=', 'fine', 'rollback-count', '--cou')).toEqual(['--count=']);
    expect(offered('tag', '--count')).toEqual([]);
  });

  it('offers the values of an option, with and without an equals sign', () => {
    expect(offered('update', '--show-summary', 'S')).toEqual(['SUMMARY']);
    expect(offered('status', '--format', '=', '')).toEqual(['text', 'json', 'tabular']);
    expect(offered('status', '--format', '=')).toEqual(['text', 'json', 'tabular']);
    expect(offered('update', '--changelog-file', '=', 'my')).toEqual(['my changelog.xml']);
    expect(offered('update', '--username', '=', '')).toEqual([]);
  });
});

describe('completion in other shells', () => {
  it.each(['zsh', 'fish'])('names every command and its options for %s', async (shell) => {
    const { code, out } = await capture(['completion', shell]);
    expect(code).toBe(0);
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
