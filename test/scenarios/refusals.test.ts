import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { capture, type Captured } from '../cli/capture.js';
import { useFolder } from './folder.js';

const folder = useFolder();

function run(command: string, ...more: readonly string[]): Promise<Captured> {
  return capture([command, ...more, '--changelog-file=changelog.xml', '--url=sqlite:test.db'], { cwd: folder.path });
}
const changelog = (...lines: readonly string[]): void =>
  folder.write('changelog.xml', '<databaseChangeLog>', ...lines, '</databaseChangeLog>');

describe('what is not run without being asked for', () => {
  const touch = '<changeSet id="1" author="a"><executeCommand executable="touch"><arg value="made"/></executeCommand></changeSet>';

  it('a program, and the option is named', async () => {
    changelog(touch);
    const { code, err } = await run('update');
    expect(code).not.toBe(0);
    expect(err).toContain('--allow-execute-command');
    expect(existsSync(join(folder.path, 'made'))).toBe(false);
  });

  it('a program runs when the option allows it', async () => {
    changelog(touch);
    const { code, err } = await run('update', '--allow-execute-command');
    expect(code, err).toBe(0);
    expect(existsSync(join(folder.path, 'made'))).toBe(true);
  });

  it('a program that fails ends the run, and its changeset is not recorded', async () => {
    changelog('<changeSet id="1" author="a"><executeCommand executable="false"/></changeSet>');
    const { code, err } = await run('update', '--allow-execute-command');
    expect(code).toBe(1);
    expect(err).toContain('error[PROGRAM_FAILED]');
    expect((await run('status', '--verbose')).out).toContain('changelog.xml::1::a');
  });

  it('a changeset that wants another program to send its SQL', async () => {
    changelog('<changeSet id="1" author="a" runWith="psql"><sql>select 1</sql></changeSet>');
    const { code, err } = await run('update');
    expect(code).toBe(3);
    expect(err).toMatch(/error\[PARSE_UNSUPPORTED\].*psql[^]*changelog\.xml:2/);
  });
});

describe('what is told before it hurts', () => {
  it('a name in dbms that no database goes by', async () => {
    changelog('<changeSet id="1" author="a" dbms="postgres"><sql>select 1</sql></changeSet>');
    const { code, err } = await run('update');
    expect(code).toBe(0);
    expect(err).toMatch(/"postgres", which is no database[^]*did you mean "postgresql"/);
  });

  it('an index without a name cannot be undone, and nothing is undone then', async () => {
    changelog(
      '<changeSet id="1" author="a"><createTable tableName="t"><column name="a" type="int"/></createTable></changeSet>',
      '<changeSet id="2" author="a"><createIndex tableName="t"><column name="a"/></createIndex></changeSet>',
    );
    const { code, err } = await capture(['future-rollback-sql', '--changelog-file=changelog.xml', '--url=offline:postgresql'], {
      cwd: folder.path,
    });
    expect(code).toBe(3);
    expect(err).toMatch(/error\[PLAN_NO_ROLLBACK\][^]*changelog\.xml:3/);
  });

  it('a change the database cannot do stops the run before the first changeset', async () => {
    changelog(
      '<changeSet id="1" author="a"><createTable tableName="t"><column name="a" type="int"/></createTable></changeSet>',
      '<changeSet id="2" author="a"><createTable tableName="u"><column name="a" type="int" autoIncrement="true"><constraints primaryKey="true"/></column><column name="b" type="int"><constraints primaryKey="true"/></column></createTable></changeSet>',
    );
    const { code, err } = await run('update');
    expect(code).toBe(3);
    expect(err).toMatch(/changelog\.xml:3/);
    expect((await run('history', '--format=json')).out).toContain('"deployments": []');
  });
});
