import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { commandArguments, sampleChangelog } from '../command-arguments.js';
import { startPostgresStandIn } from '../postgres-stand-in.js';
import { onPostgres, type Calls, type Situation } from './calls.js';
import { differs, instead, says, tellsPostgres, tellsSqlserver, type Checks } from './checks.js';
import { held } from './lock-effects.js';

const withoutDemo = sampleChangelog.replace(/  - changeSet:\n.*id: demo.*\n/, '');
/** Without the changeset `demo`, and with another table in `last`. */
const edited = withoutDemo.replace('tableName: b', 'tableName: edited');
/** The changeset `demo` is not as it was when it ran. */
const driftInDemo: Situation = { files: { 'changelog.yaml': sampleChangelog.replace('"${greeting}"', 'edited') } };
const script = { 'undo.sql': "UPDATE a SET note = 'by script';" };
/** Programs in what is run, and in how it is undone, which is no part of a checksum. */
const echo = '[{ executeCommand: { executable: echo, args: [{ arg: { value: hello } }] } }]';
const program = sampleChangelog
  .replace('[{ createTable: { tableName: c, columns: [{ column: { name: id, type: int } }] } }]', `${echo}, rollback: ${echo}`)
  .replace('tableName: b, columns: [{ column: { name: id, type: int } }] } }]', `$&, rollback: ${echo}`)
  .replaceAll('rollback: DELETE FROM a', `rollback: ${echo}`);
const one = (command: string): readonly string[] => [
  '--changeset-path=changelog.yaml',
  `--changeset-id=${command.startsWith('rollback') ? 'demo' : 'next'}`,
  '--changeset-author=ann',
  ...(/-sql$|^calculate/.test(command) ? [] : ['--force']),
];
const offline =
  (query: string, argument: string) =>
  ({ offlineHistory }: { readonly offlineHistory: string }): Situation => ({
    url: `offline:${query}outputLiquibaseSql=all&changeLogFile=history.csv`,
    always: [argument],
    files: { 'history.csv': offlineHistory },
  });
const twoOfThem = (command: string): Situation => (command === 'update-count' ? { needs: ['--count=2'] } : {});

/** What the option says reaches a server that has a history with the changesets to undo, or the script for it. */
async function tellsAfterRun(command: string, calls: Calls, option: string, value: string): Promise<void> {
  const row = {
    author: 'ann',
    filename: 'changelog.yaml',
    dateexecuted: '2026-01-31 10:00:00',
    exectype: 'EXECUTED',
    deployment_id: '1234567890',
  };
  const rows = [
    { ...row, id: 'tag', orderexecuted: '1', tag: 'v1' },
    { ...row, id: 'demo', orderexecuted: '2', tag: '' },
  ];
  await using server = await startPostgresStandIn({
    tables: [{ name: 'databasechangelog', columns: Object.keys(rows[0] ?? {}) }],
    reply(sql) {
      if (!/^SELECT .*json_agg.* FROM \S*DATABASECHANGELOG\b/i.test(sql)) return undefined;
      const columns = [...sql.matchAll(/json_agg\((\w+)\)/g)].map(([, column = '']) => column.toLowerCase());
      const values = (column: string): unknown[] => rows.map((one) => Object.entries(one).find(([name]) => name === column)?.[1]);
      return [Object.fromEntries(columns.map((column) => [column, JSON.stringify(values(column))]))];
    },
  });
  const url = `postgres://ann@127.0.0.1:${server.port}/shop?sslmode=disable`;
  const { out } = await calls.run(command, [`--${option}=${value}`], { url, fresh: true });
  expect(server.heard() + out).toContain(value);
}

/** By option: how one sees that a command heeds it, but for those of the commands that compare. */
export const effects: Checks = {
  searchPath: (command, calls) =>
    command === 'execute-sql'
      ? instead(['--sql-file=x.sql'], ['--search-path=nowhere'], { files: { 'x.sql': 'SELECT 1' } })(command, calls)
      : says(['--search-path=nowhere'], 'nowhere')(command, calls),
  classpath: (command, calls) =>
    command === 'execute-sql'
      ? instead(['--sql-file=x.sql'], ['--classpath=sub'], { files: { 'sub/x.sql': 'SELECT 1' } })(command, calls)
      : differs(['--classpath=elsewhere'], { changelogFile: 'elsewhere.yaml', files: { 'elsewhere/elsewhere.yaml': sampleChangelog } })(
          command,
          calls,
        ),
  logLevel: says(['--log-level=fine'], /INFO|FINE/, { files: { 'changelog.properties': '' } }),
  strict: says(['--strict'], 'error[CONFIG_UNKNOWN_OPTION', { files: { 'changelog.properties': 'contexs=demo\n' } }),
  url: says(['--url=oops:x'], 'CONNECT_URL'),
  username: (command, calls) =>
    command === 'init-project' ? differs(['--username=bob'])(command, calls) : tellsPostgres('username', 'bob_by_option')(command, calls),
  password: async (command, calls) => {
    await calls.run(command, ['--password=by-option'], { url: onPostgres(calls), fresh: true });
    expect(calls.postgres.passwords.at(-1)).toBe('by-option');
  },
  defaultSchemaName: tellsPostgres('default-schema-name', 'schema_by_option'),
  defaultCatalogName: tellsSqlserver('default-catalog-name', 'catalog_by_option'),
  liquibaseSchemaName: tellsPostgres('liquibase-schema-name', 'schema_by_option'),
  liquibaseCatalogName: tellsSqlserver('liquibase-catalog-name', 'catalog_by_option'),
  liquibaseTablespaceName: (command, calls) =>
    /^rollback(?:-one-.*)?$/.test(command)
      ? tellsAfterRun(command, calls, 'liquibase-tablespace-name', 'space_by_option')
      : tellsPostgres(
          'liquibase-tablespace-name',
          'space_by_option',
          command === 'unlock' ? { always: ['--changelog-lock-mode=lease'] } : {},
        )(command, calls),
  databaseChangelogTableName: (command, calls) =>
    differs(
      ['--database-changelog-table-name=OTHER'],
      command === 'calculate-checksum'
        ? { before: ["UPDATE DATABASECHANGELOG SET MD5SUM = '8:0'"] }
        : { files: { 'changelog.yaml': edited } },
    )(command, calls),
  sqlShowSqlWarnings: async (command, calls) => {
    const told = async (...args: readonly string[]): Promise<boolean> => {
      const url = onPostgres(calls);
      const server = command === 'snapshot-reference' ? { needs: [`--reference-url=${url}`] } : { url };
      const situation = { ...server, fresh: true, always: ['--log-level=warning'] };
      return (await calls.run(command, args, situation)).err.includes('take care');
    };
    expect([await told(), await told('--sql-show-sql-warnings=false')]).toEqual([true, false]);
  },
  kill: async (command, calls) => {
    await using server = await startPostgresStandIn({
      reply(sql) {
        if (sql.includes('pg_try_advisory_lock')) return [{ yes: server.heard().includes('pg_terminate_backend') }];
        return sql.includes('pg_stat_activity') && !sql.includes('<> pg_backend_pid()') ? [{ id: '4711', login: 'bea' }] : undefined;
      },
    });
    const situation = {
      url: `postgres://ann@127.0.0.1:${server.port}/shop?sslmode=disable`,
      always: ['--changelog-lock-mode=auto', '--force'],
    };
    expect((await calls.run(command, [], situation)).err).toContain('LOCK_HELD');
    expect(server.heard()).not.toContain('pg_terminate_backend');
    const killed = await calls.run(command, ['--kill'], situation);
    expect(killed.out + killed.err).toContain('4711');
    expect(server.heard()).toContain('pg_terminate_backend');
  },
  rehearse: differs(['--rehearse']),
  save: async (command, calls) =>
    expect(existsSync(join((await calls.run(command, ['--save=saved.json'])).folder, 'saved.json'))).toBe(true),
  showSql: differs(['--show-sql=false']),
  plan: says(['--plan=missing.json'], 'missing.json'),
  driver: says(['--driver=com.acme.Driver'], 'CONFIG_UNSUPPORTED_OPTION'),
  changelogFile: (command, calls) =>
    command === 'init-project'
      ? differs(['--changelog-file=own.yaml'])(command, calls)
      : says(['--changelog-file=missing.yaml'], /missing\.yaml/, { changelogFile: null })(command, calls),
  contextFilter: (command, calls) => differs(['--context-filter=production'], command === 'validate' ? driftInDemo : {})(command, calls),
  labelFilter: (command, calls) => differs(['--label-filter=!extra'], command === 'validate' ? driftInDemo : {})(command, calls),
  strictContexts: says(['--strict-contexts'], 'error[PLAN_NO_CONTEXTS]'),
  parameters: differs(['-Dgreeting=good morning']),
  showSummary: differs(['--show-summary=off']),
  showSummaryOutput: differs(['--show-summary-output=log'], { always: ['--log-level=info', '--log-file=run.log'] }),
  allowExecuteCommand: (command, calls) =>
    differs(['--allow-execute-command'], {
      files: { 'changelog.yaml': program },
      ...(command === 'update-one-changeset' && { needs: ['--changeset-identifier=changelog.yaml::then::ann', '--force'] }),
      ...twoOfThem(command),
    })(command, calls),
  rollbackOnError: (command, calls) =>
    differs(['--rollback-on-error'], {
      files: { 'changelog.yaml': sampleChangelog.replace('tableName: c', 'tableName: b') },
      ...twoOfThem(command),
    })(command, calls),
  outputDefaultSchema: differs(['--output-default-schema=false'], offline('postgresql?version=15&', '--default-schema-name=abc')),
  outputDefaultCatalog: differs(['--output-default-catalog=false'], offline('mysql?', '--default-catalog-name=abc')),
  count: differs(['--count=3']),
  tag: (command, calls) => differs([`--tag=${/^tag|future|^rollback|^baseline/.test(command) ? 'other' : 'v1'}`])(command, calls),
  tagVersion: differs(['--tag-version=newest'], { before: ["UPDATE DATABASECHANGELOG SET TAG = 'v1' WHERE ID = 'demo'"] }),
  date: differs(['--date=2120-01-01']),
  changesetIdentifier: (command, calls) =>
    differs([`--changeset-identifier=changelog.yaml::${command.startsWith('rollback') ? 'last' : 'then'}::ann`])(command, calls),
  changesetPath: (command, calls) => instead(one(command), ['--changeset-path=other.yaml'])(command, calls),
  changesetId: (command, calls) =>
    instead(one(command), [`--changeset-id=${command.startsWith('rollback') ? 'last' : 'then'}`])(command, calls),
  changesetAuthor: (command, calls) => instead(one(command), ['--changeset-author=bea'])(command, calls),
  force: (command, calls) =>
    differs(['--force'], {
      needs: (commandArguments[command] ?? []).filter((argument) => argument !== '--force'),
      ...(command === 'unlock' && { before: [held] }),
    })(command, calls),
  requireForce: instead([], ['--require-force'], { answers: ['y'] }),
  // Where there are schemas: test/db/pglite.test.ts.
  schemas: says(['--schemas=nowhere'], 'CONFIG_UNSUPPORTED_OPTION'),
  rollbackScript: differs(['--rollback-script=undo.sql'], { files: script }),
  deploymentId: differs(['--deployment-id=1234567890']),
  verbose: (command, calls) =>
    command === 'status'
      ? differs(['--verbose=false'])(command, calls)
      : differs(['--verbose'], { files: { 'changelog.yaml': withoutDemo } })(command, calls),
  explain: differs(['--explain']),
  sql: instead(['--sql=SELECT 1'], ['--sql=SELECT 2']),
  sqlFile: instead([], ['--sql-file=x.sql'], { files: { 'x.sql': 'SELECT 7' } }),
  delimiter: instead(['--sql=SELECT 1 //\nSELECT 2'], ['--delimiter=//']),
  projectDefaultsFile: differs(['--project-defaults-file=own.properties']),
  projectDir: differs(['--project-dir=sub']),
  changelogFormat: differs(['--changelog-format=xml']),
};
