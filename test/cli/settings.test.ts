import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { splitArguments } from '../../src/cli/arguments.js';
import { configure, type Configuration } from '../../src/cli/config/configure.js';
import { booleanOption, integerOption, stringOption, type CommandDefinition } from '../../src/commands/define.js';
import type { CommandEntry } from '../../src/commands/index.js';
import type { ChangelogError } from '../../src/core/error.js';
import { createRedactor } from '../../src/core/redact.js';

const command: CommandDefinition = {
  name: 'update',
  summary: 'Demo',
  example: 'changelog update',
  options: {
    url: stringOption('URL', { required: true }),
    username: stringOption('Login'),
    password: stringOption('Password', { secret: true }),
    driver: stringOption('Driver'),
    changelogFile: stringOption('File', { required: true, aliases: ['changeLogFile'] }),
    contextFilter: stringOption('Contexts', { aliases: ['contexts'] }),
    searchPath: stringOption('Search path'),
    strict: booleanOption('Strict', { default: false }),
    logLevel: stringOption('Level', { default: 'off', values: ['off', 'severe', 'warning', 'info', 'fine'] }),
    changelogLockPollRate: integerOption('Seconds', { default: 10 }),
    liquibaseSchemaName: stringOption('Schema', { aliases: ['schemaName'] }),
    parameters: { kind: 'properties', summary: 'Parameters' },
  },
  run: async () => undefined,
};
const other: CommandDefinition = { ...command, name: 'rollback', options: { tag: stringOption('Tag'), force: booleanOption('Force') } };
const comparing: CommandDefinition = {
  ...command,
  name: 'diff',
  options: { referenceUrl: stringOption('URL'), diffTypes: stringOption('Kinds') },
};
const entry = (definition: CommandDefinition): CommandEntry => ({ summary: '', group: 'update', load: async () => definition });
const commands = { update: entry(command), rollback: entry(other), 'rollback-count': entry(other), diff: entry(comparing) };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'settings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const warnings: ChangelogError[] = [];
async function settle(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  redactor = createRedactor(),
): Promise<Configuration> {
  warnings.length = 0;
  const split = splitArguments(argv, (word) => word === 'update');
  return configure({ command, split, io: { cwd: folder, environment }, redactor, commands, warn: (warning) => warnings.push(warning) });
}
const file = (name: string, ...lines: string[]): void => writeFileSync(join(folder, name), lines.join('\n'));
const required = ['update', '--url=u', '--changelog-file=c'];
async function problemsOf(argv: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<readonly ChangelogError[]> {
  return settle(argv, environment).then(
    () => [],
    (error: ChangelogError) => error.problems,
  );
}

describe('precedence', () => {
  it('is option, CHANGELOG_…, LIQUIBASE_…, local file, file, default', async () => {
    const environment = { CHANGELOG_URL: 'own', LIQUIBASE_COMMAND_URL: 'liquibase' };
    file('liquibase.properties', 'url=file', 'changelogFile=c', 'username=file', 'contexts=file');
    file('liquibase.local.properties', 'username=local');
    expect((await settle(['update', '--url=option'], environment)).values).toMatchObject({
      url: 'option',
      username: 'local',
      contextFilter: 'file',
    });
    expect((await settle(['update'], environment)).values['url']).toBe('own');
    expect((await settle(['update'], { LIQUIBASE_COMMAND_URL: 'liquibase' })).values['url']).toBe('liquibase');
    expect((await settle(['update'])).values).toMatchObject({ url: 'file', changelogLockPollRate: 10, strict: false });
  });

  it('prefers the setting of the command to the general one', async () => {
    file(
      'liquibase.properties',
      'liquibase.command.contexts=any',
      'liquibase.command.update.contexts=mine',
      'liquibase.command.rollback.contexts=theirs',
    );
    expect((await settle(required)).values['contextFilter']).toBe('mine');
    const environment = { LIQUIBASE_COMMAND_CONTEXT_FILTER: 'any', LIQUIBASE_COMMAND_UPDATE_CONTEXT_FILTER: 'mine' };
    expect((await settle(required, environment)).values['contextFilter']).toBe('mine');
    expect((await settle(required, { CHANGELOG_CONTEXTS: 'any', CHANGELOG_UPDATE_CONTEXTS: 'mine' })).values['contextFilter']).toBe('mine');
  });

  it('takes an empty value for none', async () => {
    file('liquibase.properties', 'username=file');
    expect((await settle([...required, '--username='], { CHANGELOG_USERNAME: '' })).values['username']).toBe('file');
  });

  it('reads the local file of either name, also where there is no other', async () => {
    file('changelog.local.properties', 'username=ann');
    expect((await settle(required)).values['username']).toBe('ann');
    file('liquibase.properties', 'username=bob', 'contexts=a');
    expect((await settle(required)).values).toMatchObject({ username: 'ann', contextFilter: 'a' });
    file('other.properties', 'contexts=b');
    expect((await settle([...required, '--defaults-file=other.properties'])).values['username']).toBeUndefined();
  });

  it('takes changelog.properties before liquibase.properties, and neither when another file is named', async () => {
    file('liquibase.properties', 'username=liquibase');
    file('changelog.properties', 'username=changelog');
    file('mine.properties', 'changelog-file: c');
    expect((await settle(required)).values['username']).toBe('changelog');
    expect((await settle(['update', '--url=u', '--defaults-file=mine.properties'])).values).toEqual(
      expect.not.objectContaining({ username: expect.anything() }),
    );
    expect((await settle(['update', '--url=u'], { LIQUIBASE_DEFAULTS_FILE: 'mine.properties' })).values['changelogFile']).toBe('c');
    expect((await problemsOf(['update', '--defaults-file=none.properties']))[0]).toMatchObject({ code: 'CONFIG_FILE' });
  });
});

describe('names', () => {
  it.each([
    'changelog-file',
    'changeLogFile',
    'changelogFile',
    'CHANGELOGFILE',
    'liquibase.command.changelogFile',
    'liquibase.command.update.changelog-file',
    'liquibase-command-changelog-file',
  ])('knows %s in a file', async (key) => {
    file('liquibase.properties', `${key}=c`);
    expect((await settle(['update', '--url=u'])).values['changelogFile']).toBe('c');
    expect(warnings).toEqual([]);
  });

  it.each([
    'LIQUIBASE_COMMAND_CHANGELOG_FILE',
    'LIQUIBASE_COMMAND_CHANGELOGFILE',
    'liquibase.command.changelogFile',
    'LIQUIBASE_COMMAND_UPDATE_CHANGELOG_FILE',
    'CHANGELOG_CHANGELOG_FILE',
    'CHANGELOG_FILE',
  ])('knows %s in the environment', async (key) => {
    expect((await settle(['update', '--url=u'], { [key]: 'c' })).values['changelogFile']).toBe('c');
    expect(warnings).toEqual([]);
  });

  it('finds global settings below liquibase. and command settings only below liquibase.command.', async () => {
    const { values } = await settle(required, {
      LIQUIBASE_SEARCH_PATH: 'a,b',
      LIQUIBASE_LIQUIBASE_SCHEMA_NAME: 's',
      LIQUIBASE_USERNAME: 'nobody',
      LIQUIBASE_HOME: '/opt/liquibase',
    });
    expect(values).toMatchObject({ searchPath: 'a,b', liquibaseSchemaName: 's' });
    expect(values).not.toHaveProperty('username');
    expect(warnings.map(({ message }) => message)).toEqual([
      'unknown setting LIQUIBASE_USERNAME (environment variable LIQUIBASE_USERNAME)',
    ]);
    file('liquibase.properties', 'liquibase.contexts=dev', 'liquibase.schema-name=s', 'liquibase-schema-name=s', 'liquibase.tag=v1');
    expect((await settle(required)).values).not.toHaveProperty('contextFilter');
    expect(warnings.map(({ hint }) => hint)).toEqual([
      'Liquibase and this program read liquibase.command.contexts',
      'Liquibase and this program read liquibase.command.tag',
    ]);
  });

  it('takes -Dliquibase.… for a setting, weaker than an option and stronger than the environment', async () => {
    const argv = ['-Dliquibase.command.contexts=a', '-Dliquibase.searchPath=b', '-Dx=1', '-Dliquibase.command.update.username=ann'];
    const environment = { LIQUIBASE_COMMAND_CONTEXTS: 'c', LIQUIBASE_SEARCH_PATH: 'c' };
    const { values } = await settle([...required, ...argv], environment);
    expect(values).toMatchObject({ contextFilter: 'a', searchPath: 'b', username: 'ann', parameters: { x: '1' } });
    expect((await settle([...required, ...argv, '--search-path=d'])).values).toMatchObject({ searchPath: 'd' });
    expect(await problemsOf([...required, '-Dliquibase.duplicateFileMode=WARN'])).toMatchObject([{ code: 'CONFIG_UNSUPPORTED_OPTION' }]);
    await settle([...required, '-Dliquibase.nonsense=1', '-Dliquibase.url=x']);
    expect(warnings.map(({ message }) => message)).toEqual([
      'unknown setting liquibase.nonsense (-Dliquibase.nonsense)',
      'unknown setting liquibase.url (-Dliquibase.url)',
    ]);
  });
});

describe('checks', () => {
  it('reports every problem of a call together, with the place in the file', async () => {
    file('liquibase.properties', 'url=u', 'changelogLockPollRate=soon', '  logLevel = lowd');
    const problems = await problemsOf(['update']);
    expect(problems.map(({ code, source }) => `${code} ${source?.line ?? ''}`.trim()).sort()).toEqual([
      'CONFIG_INVALID_VALUE 2',
      'CONFIG_INVALID_VALUE 3',
      'CONFIG_MISSING_OPTION',
    ]);
  });

  it('warns of a setting that nobody knows and suggests one; with strict it is an error', async () => {
    file('liquibase.properties', 'usrname=ann');
    await settle(required, { LIQUIBASE_COMMAND_PASWORD: 'hunter22' });
    expect(warnings.map(({ message, hint }) => [message, hint])).toEqual([
      ['unknown setting LIQUIBASE_COMMAND_PASWORD (environment variable LIQUIBASE_COMMAND_PASWORD)', 'did you mean "password"?'],
      ['unknown setting usrname (liquibase.properties)', 'did you mean "username"?'],
    ]);
    expect(await problemsOf([...required, '--strict'])).toMatchObject([
      { code: 'CONFIG_UNKNOWN_OPTION', source: { file: 'liquibase.properties', line: 1 } },
    ]);
  });

  it('is silent about settings of other commands, of Liquibase and of other programs', async () => {
    file(
      'liquibase.properties',
      'tag=v1',
      'liquibase.command.rollback.tag=v1',
      'liquibase.command.rollbackCount.tag=1',
      'referenceUrl=x',
      'liquibase.hub.mode=off',
      'diffTypes=tables',
      'parameter.x=1',
      'liquibaseProLicenseKey=abc',
      'liquibase.analytics.enabled=false',
      'liquibase.reports.path=out',
    );
    await settle(required, { CHANGELOG_GITHUB_TOKEN: 'abcdef', LIQUIBASE_LAUNCHER_PARENT_CLASSLOADER: 'x', LIQUIBASE_VERSION: '5.0.1' });
    expect(warnings).toEqual([]);
  });

  it('refuses what Liquibase would do and this program does not, unless it asks for nothing', async () => {
    file('liquibase.properties', 'liquibase.duplicateFileMode=ERROR', 'secureParsing=true', 'driver=org.postgresql.Driver');
    expect(await problemsOf(required)).toEqual([]);
    file('liquibase.properties', 'liquibase.duplicateFileMode=WARN', 'missing-property-mode=EMPTY', 'driver=com.example.Driver');
    expect((await problemsOf(required)).map(({ code, source }) => [code, source?.line])).toEqual([
      ['CONFIG_UNSUPPORTED_OPTION', 1],
      ['CONFIG_UNSUPPORTED_OPTION', 2],
      ['CONFIG_UNSUPPORTED_OPTION', 3],
    ]);
    file('liquibase.properties');
    expect(await problemsOf(required, { LIQUIBASE_PROPERTY_PROVIDER_CLASS: 'a.B' })).toMatchObject([{ code: 'CONFIG_UNSUPPORTED_OPTION' }]);
  });
});

describe('options before the command', () => {
  it('may be those of another command, options behind it may not', async () => {
    expect(await problemsOf(['--tag=v1', ...required])).toEqual([]);
    expect(await problemsOf([...required, '--tag=v1'])).toMatchObject([{ code: 'CONFIG_UNKNOWN_OPTION' }]);
    expect(await problemsOf(['--tgg=v1', ...required])).toMatchObject([{ code: 'CONFIG_UNKNOWN_OPTION' }]);
    expect(await problemsOf(['--tag', ...required])).toMatchObject([{ code: 'CONFIG_INVALID_VALUE', message: '--tag needs a value' }]);
  });
  it('may be flags of another command, in any form', async () => {
    for (const flags of [['--force'], ['--no-force'], ['--force', 'false'], ['--force=true']])
      expect(await problemsOf([...flags, ...required])).toEqual([]);
  });
});

describe('special settings', () => {
  it('expands environment variables in a file and leaves unknown ones', async () => {
    file('liquibase.properties', 'url=${DB_URL}', 'username=${NOBODY_SET_THIS}', 'changelogFile=c');
    expect((await settle(['update'], { DB_URL: 'postgres://db/x' })).values).toMatchObject({
      url: 'postgres://db/x',
      username: '${NOBODY_SET_THIS}',
    });
  });

  it('hands out changelog parameters by strength: -D, environment, file', async () => {
    file('liquibase.properties', 'parameter.table.name=person', 'parameter.x=1');
    const configuration = await settle([...required, '-Dx=3'], { x: '2' });
    expect(configuration.values['parameters']).toEqual({ x: '3' });
    expect(configuration.parameters).toEqual([{ x: '2' }, { 'table.name': 'person', x: '1' }]);
  });

  it('turns a class path into a search path without the archives', async () => {
    expect((await settle([...required, '--classpath=lib/postgresql.jar:db:conf'])).values['searchPath']).toBe('.,db,conf');
    expect((await settle([...required, '--classpath=db', '--search-path=only'])).values['searchPath']).toBe('only');
  });

  it('reads the password from a file, and learns every secret before anything is printed', async () => {
    file('secret.txt', 'hunter22', '');
    const redactor = createRedactor();
    const { values } = await settle(
      [...required, '--password-file=secret.txt', '-Dapp.password=open-sesame'],
      { CHANGELOG_URL: 'postgres://ann:swordfish@db/x', DB_TOKEN: 'tok-12345' },
      redactor,
    );
    expect(values['password']).toBe('hunter22');
    expect(redactor.redact('hunter22 open-sesame tok-12345')).toBe('*** *** ***');
    const other = createRedactor();
    await settle(['update', '--changelog-file=c'], { CHANGELOG_URL: 'postgres://ann:swordfish@db/x' }, other);
    expect(other.redact('login swordfish failed')).toBe('login *** failed');
  });
});
