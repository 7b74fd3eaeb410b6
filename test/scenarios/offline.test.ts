import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture } from '../cli/capture.js';
import { smallChangelog, useFolder } from './folder.js';

const folder = useFolder();

async function script(command: string, url: string, ...more: readonly string[]): Promise<string> {
  const result = await capture([command, ...more, '--changelog-file=changelog.yaml', `--url=${url}`], { cwd: folder.path });
  expect(result.code, result.err).toBe(0);
  return result.out;
}

describe('a script for a database that is not there', () => {
  it('holds the statements of the changelog and touches no file', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const sql = await script('update-sql', 'offline:mariadb?version=10.11');
    expect(sql).toContain('CREATE TABLE person (id INT NOT NULL, name VARCHAR(40) NULL, CONSTRAINT PK_PERSON PRIMARY KEY (id));');
    expect(sql).not.toContain('CHANGELOG (');
    expect(existsSync(join(folder.path, 'databasechangelog.csv'))).toBe(false);
  });

  it('holds the tracking statements when the URL asks for them', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    expect(await script('update-sql', 'offline:postgresql?outputLiquibaseSql=data_only')).toMatch(
      /INSERT INTO databasechangelog .*'1', 'ann'/,
    );
    const all = await script('update-sql', 'offline:postgresql?outputLiquibaseSql=all');
    expect(all.indexOf('CREATE TABLE databasechangelog')).toBeLessThan(all.indexOf('CREATE TABLE person'));
    expect(all).toContain('CREATE TABLE databasechangelog');
  });

  it('goes on from the history file that the URL names', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const url = 'offline:postgresql?version=15.0&changeLogFile=history.csv';
    expect(await script('update-count-sql', url, '--count=1')).toContain('CREATE TABLE person');
    const second = await script('update-sql', url);
    expect(second).not.toContain('CREATE TABLE person');
    expect(second).toContain('INSERT INTO person');
    expect(
      readFileSync(join(folder.path, 'history.csv'), 'utf8')
        .split('\n')
        .filter((line) => line.startsWith('"')),
    ).toHaveLength(4);
    expect(await script('update-sql', url)).not.toContain('Changeset changelog.yaml');
    expect(await script('future-rollback-sql', url)).not.toContain('DROP TABLE');
    expect(await script('rollback-count-sql', url, '--count=3')).toContain('DROP TABLE person;');
    expect(await script('update-sql', url)).toContain('CREATE TABLE person');
  });

  it('rolls back to a tag of the history file', async () => {
    folder.write(
      'changelog.yaml',
      ...smallChangelog,
      '  - changeSet:',
      '      id: 4',
      '      author: ann',
      '      changes:',
      '        - dropTable: { tableName: old }',
      '      rollback: CREATE TABLE old (id INT)',
    );
    const url = 'offline:postgresql?version=15.0&changeLogFile=history.csv';
    await script('update-sql', url);
    const back = await script('rollback-sql', url, '--tag=v1.0');
    expect(back).toContain('CREATE TABLE old (id INT);');
    expect(back).not.toContain('DROP TABLE person');
  });

  const written = async (dialect: string, ...changes: readonly string[]): Promise<readonly string[]> => {
    folder.write(
      'changelog.yaml',
      'databaseChangeLog:',
      '  - changeSet:',
      '      id: 1',
      '      author: ann',
      '      changes:',
      ...changes.map((change) => `        - ${change}`),
    );
    const sql = await script('update-sql', `offline:${dialect}`);
    return sql
      .split('\n\n')
      .filter((part) => part !== '' && !part.startsWith('-- ***'))
      .map((part) => part.replace(/^-- Changeset .*\n/, ''));
  };

  it('ends blocks for Oracle with one slash on a line of its own, whether the changelog has it or not', async () => {
    expect(
      await written(
        'oracle',
        'sql: { sql: "begin null; end;\\n/", splitStatements: false }',
        'sql: { sql: "begin null; end;\\n/\\n/\\n", splitStatements: false, stripComments: true }',
        'sql: { sql: "begin null; end;\\n/\\nselect 4/2 from dual\\n/", endDelimiter: "/" }',
        'sql: { sql: "begin null; end;\\n/\\n@@", endDelimiter: "@@" }',
        'createView: { viewName: v, selectQuery: "select 1 from dual\\n/" }',
        'sql: { sql: "select 1 from dual /* all */" }',
      ),
    ).toEqual([
      'begin null; end;\n/',
      'begin null; end;\n/',
      'begin null; end;\n/',
      'select 4/2 from dual\n/',
      'begin null; end;@@',
      'CREATE VIEW v AS select 1 from dual\n/',
      'select 1 from dual /* all */;',
    ]);
  });

  it('ends statements with the delimiter of the changelog, or with a semicolon where that is an expression', async () => {
    const ends = ['//', '@@', 'GO', '\\\\nGO', '|', '$$', '\\\\n/\\\\s*$'].map((end) => `sql: { sql: "select 1", endDelimiter: "${end}" }`);
    expect(await written('postgresql', ...ends)).toEqual(['//', '@@', 'GO', '\nGO', ';', ';', ';'].map((end) => `select 1${end}`));
  });

  it('refuses by name what must look at the live schema', async () => {
    folder.write(
      'changelog.xml',
      '<databaseChangeLog>',
      '<changeSet id="1" author="a">',
      '<dropPrimaryKey tableName="t"/>',
      '</changeSet>',
      '</databaseChangeLog>',
    );
    const { code, err } = await capture(['update-sql', '--changelog-file=changelog.xml', '--url=offline:sqlite'], { cwd: folder.path });
    expect(code).toBe(3);
    expect(err).toMatch(/error\[PLAN_NEEDS_DATABASE\][^]*--> changelog\.xml:3/);
  });

  it('cannot be run', async () => {
    folder.write('changelog.yaml', ...smallChangelog);
    const { code, err } = await capture(['update', '--changelog-file=changelog.yaml', '--url=offline:postgresql'], { cwd: folder.path });
    expect(code).toBe(2);
    expect(err).toContain('error[CONNECT_OFFLINE]');
  });
});
