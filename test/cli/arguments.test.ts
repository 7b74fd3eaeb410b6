import { describe, expect, it } from 'vitest';
import { parseArguments, splitArguments } from '../../src/cli/arguments.js';
import { createOptionTable } from '../../src/cli/config/option-table.js';
import { cliOptions } from '../../src/cli/cli-options.js';
import { isFlag } from '../../src/cli/config/liquibase-surface.js';
import { booleanOption, integerOption, stringOption, type OptionSpec } from '../../src/commands/define.js';
import { commands } from '../../src/commands/index.js';

const table = createOptionTable({
  url: stringOption('URL'),
  password: stringOption('Password', { secret: true }),
  changelogFile: stringOption('File', { aliases: ['changeLogFile'] }),
  contextFilter: stringOption('Contexts', { aliases: ['contexts'] }),
  count: integerOption('Count'),
  verbose: booleanOption('Verbose'),
  parameters: { kind: 'properties', summary: 'Parameters' },
});
const parse = (...rest: string[]) => parseArguments({ rest, before: 0 }, 'demo', table, table.find('count'));
const values = (...rest: string[]) => {
  const { given, problems } = parse(...rest);
  expect(problems.map((problem) => problem.message)).toEqual([]);
  return Object.fromEntries([...given].map(([name, { text }]) => [name, text]));
};
const firstProblem = (...rest: string[]) => parse(...rest).problems[0];

const split = (...argv: string[]) => splitArguments(argv, (word) => word === 'update' || word === 'status');

describe('finding the command', () => {
  it('takes global options before and after it', () => {
    expect(split('--url=x', 'update', '--log-level', 'info')).toMatchObject({
      command: 'update',
      rest: ['--url=x', '--log-level', 'info'],
    });
    expect(split('--url', 'x', 'update')).toMatchObject({ command: 'update', rest: ['--url', 'x'] });
    expect(split('-D', 'a=b', 'update')).toMatchObject({ command: 'update', rest: ['-D', 'a=b'] });
  });

  it('does not take a flag for the owner of the word behind it', () => {
    expect(split('--headless', 'update')).toMatchObject({ command: 'update', rest: ['--headless'] });
    expect(split('--strict', 'true', 'update')).toMatchObject({ command: 'update', rest: ['--strict', 'true'] });
    expect(split('--no-strict', 'update')).toMatchObject({ command: 'update', rest: ['--no-strict'] });
  });

  it('knows the flags of all commands', async () => {
    const definitions = await Promise.all(Object.values(commands).map(({ load }) => load()));
    const specs = [cliOptions, ...definitions.map(({ options }) => options)].flatMap((options) => Object.entries<OptionSpec>(options));
    const flags = specs.flatMap(([name, { kind, aliases = [] }]) => (kind === 'boolean' ? [name, ...aliases] : []));
    expect([...new Set(flags)].filter((name) => !isFlag(name))).toEqual([]);
  });

  it('takes the only command for the command, whatever option stands before it', () => {
    expect(split('--tag', 'update')).toMatchObject({ command: 'update', rest: ['--tag'] });
    expect(split('--tag', 'update', 'update')).toMatchObject({ command: 'update', rest: ['--tag', 'update'] });
    expect(split('--nonsense', 'update', '--url', 'x')).toMatchObject({ command: 'update', rest: ['--nonsense', '--url', 'x'] });
  });

  it('sees help anywhere and version only before the command', () => {
    expect(split('update', '--help')).toMatchObject({ help: true, command: 'update' });
    expect(split('-h')).toMatchObject({ help: true, command: undefined });
    expect(split('--version').version).toBe(true);
    expect(split('update', '-v').version).toBe(false);
  });
});

describe('reading options', () => {
  it('takes kebab-case, camelCase, aliases and any case, with = or a blank', () => {
    const expected = { changelogFile: 'a.yaml', contextFilter: 'prod' };
    expect(values('--changelog-file=a.yaml', '--contexts', 'prod')).toEqual(expected);
    expect(values('--changeLogFile', 'a.yaml', '--context-filter=prod')).toEqual(expected);
    expect(values('--CHANGELOGFILE=a.yaml', '--contextFilter=prod')).toEqual(expected);
  });

  it('keeps everything behind the first = and lets a value start with a dash', () => {
    expect(values('--password=a=b', '--url', '-x')).toEqual({ password: 'a=b', url: '-x' });
  });

  it('reads booleans with and without a value', () => {
    expect(values('--verbose')).toEqual({ verbose: 'true' });
    expect(values('--verbose=false')).toEqual({ verbose: 'false' });
    expect(values('--verbose', 'FALSE')).toEqual({ verbose: 'FALSE' });
    expect(values('--no-verbose')).toEqual({ verbose: 'false' });
    expect(values('--verbose', '7')).toEqual({ verbose: 'true', count: '7' });
  });

  it('collects -D properties in both forms', () => {
    expect(parse('-Da.b=1=2', '-D', 'c=x y', '-Dempty').parameters).toEqual({ 'a.b': '1=2', c: 'x y', empty: '' });
    expect(firstProblem('-D')?.code).toBe('CONFIG_INVALID_VALUE');
  });

  it('gives words without a name to the main option of the command', () => {
    expect(values('3')).toEqual({ count: '3' });
    expect(firstProblem('--count=1', '2')?.message).toContain('one argument too many');
  });

  it('suggests the option that was meant, in the style that was typed', () => {
    expect(firstProblem('--chnagelog-file=x')).toMatchObject({ code: 'CONFIG_UNKNOWN_OPTION', hint: 'did you mean "--changelog-file"?' });
    expect(firstProblem('--changelogFiel', 'x')).toMatchObject({ hint: 'did you mean "--changelogFile"?' });
    expect(firstProblem('--zzzzzz')?.hint).toContain('--help');
  });

  it('refuses by name what Liquibase has and this program does not', () => {
    expect(firstProblem('--change-exec-listener-class=a.B')).toMatchObject({ code: 'CONFIG_UNSUPPORTED_OPTION' });
    expect(firstProblem('--duplicateFileMode=WARN')?.message).toMatch(/--duplicateFileMode is not supported: /);
    expect(values('--duplicate-file-mode=error', '--secure-parsing')).toEqual({});
  });

  it('leaves open whether an unknown option before the command is one of another command', () => {
    const { general, problems } = parseArguments({ rest: ['--tag', 'v1', '--url=u', '--tga=x'], before: 3 }, 'demo', table, undefined);
    expect(general.map(({ name }) => name)).toEqual(['tag']);
    expect(problems).toHaveLength(1);
  });

  it('reports all problems and prints no value in them', () => {
    const { problems } = parse('--pasword=hunter22', '--nope=hunter22', '--url');
    expect(problems).toHaveLength(3);
    expect(JSON.stringify(problems.map(({ message, hint }) => [message, hint]))).not.toContain('hunter22');
  });
});
