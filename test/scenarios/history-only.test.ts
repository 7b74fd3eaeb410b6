import { describe, expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import { capture } from '../cli/capture.js';
import { useFolder } from './folder.js';
import { stepsChangelog } from './steps-changelog.js';

const folder = useFolder();
const options = { url: 'sqlite:test.db', changelogFile: 'changelog.yaml' } as const;
const run = () => ({ cwd: folder.path });
const ids = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join(' ');
const pending = async (): Promise<string> => ids((await engine.status(options, run())).pending);
const cli = (...argv: readonly string[]) =>
  capture([...argv, `--url=${options.url}`, '--changelog-file=changelog.yaml'], { cwd: folder.path });

describe('changelog-sync-to-tag and mark-next-changeset-ran', () => {
  it('record changesets without running them', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    expect(ids((await engine.changelogSyncToTag({ ...options, tag: 'half' }, run())).changesets)).toBe('1 2');
    expect(await pending()).toBe('3 4');
    expect(ids((await engine.markNextChangesetRan(options, run())).changesets)).toBe('3');
    expect(await pending()).toBe('4');
    expect((await engine.tagExists({ url: options.url, tag: 'half' }, run())).exists).toBe(true);
    expect((await cli('mark-next-changeset-ran')).err).toContain('Recorded 1 changeset as run');
    expect(ids((await engine.markNextChangesetRan(options, run())).changesets)).toBe('');
  });

  it('write the history rows as SQL, and nothing else', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    const { out } = await cli('changelog-sync-to-tag-sql', 'half');
    expect(out.match(/INSERT INTO DATABASECHANGELOG /g)).toHaveLength(2);
    expect(out).not.toContain('CREATE TABLE t1');
    expect((await cli('mark-next-changeset-ran-sql')).out.match(/INSERT INTO DATABASECHANGELOG /g)).toHaveLength(1);
    expect(await pending()).toBe('1 2 3 4');
  });

  it('refuse a tag that no changeset has', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await expect(engine.changelogSyncToTag({ ...options, tag: 'none' }, run())).rejects.toMatchObject({ code: 'PLAN_TAG_NOT_FOUND' });
    await expect(engine.updateToTag({ ...options, tag: 'none' }, run())).rejects.toMatchObject({ code: 'PLAN_TAG_NOT_FOUND' });
  });
});

describe('tag and clear-checksums', () => {
  it.for([
    ['tag', () => engine.tag({ url: options.url, tag: 'late' }, run())],
    ['clear-checksums', () => engine.clearChecksums({ url: options.url }, run())],
  ] as const)('%s changes nothing once somebody has taken the lock away', async ([, command]) => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.update(options, run());
    const free = 'UPDATE DATABASECHANGELOGLOCK SET LOCKED = 0, LOCKEDBY = NULL';
    const sql = `CREATE TRIGGER thief AFTER UPDATE ON DATABASECHANGELOG BEGIN ${free}; END`;
    await engine.executeSql({ url: options.url, sql }, run());
    const before = await engine.history({ url: options.url }, run());
    await expect(command()).rejects.toMatchObject({ code: 'LOCK_LOST' });
    expect(await engine.history({ url: options.url }, run())).toEqual(before);
    expect((await engine.tagExists({ url: options.url, tag: 'late' }, run())).exists).toBe(false);
  });
});

describe('future rollbacks', () => {
  it('cover the next changesets, last first', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.updateCount({ ...options, count: 1 }, run());
    expect(ids((await engine.futureRollbackSql(options, run())).changesets)).toBe('4 3 2');
    expect(ids((await engine.futureRollbackCountSql({ ...options, count: 2 }, run())).changesets)).toBe('3 2');
    expect(ids((await engine.futureRollbackFromTagSql({ ...options, tag: 'half' }, run())).changesets)).toBe('2');
    expect((await cli('future-rollback-count-sql', '1')).out).toMatch(/-- SQL to roll back currently unexecuted changes[^]*DROP TABLE t2;/);
  });

  it('up to a tag need one that is yet to come', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.update(options, run());
    const refused = engine.futureRollbackFromTagSql({ ...options, tag: 'half' }, run());
    await expect(refused).rejects.toMatchObject({ code: 'PLAN_TAG_NOT_FOUND' });
  });
});

describe('unexpected-changesets', () => {
  it('lists what ran and is not in the changelog', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.update(options, run());
    expect((await cli('unexpected-changesets')).out).toBe('sqlite:test.db contains no unexpected changes!\n');
    folder.write('changelog.yaml', ...stepsChangelog.slice(0, -10));
    expect((await cli('unexpected-changesets')).out).toBe('2 unexpected changes were found in sqlite:test.db\n');
    expect((await cli('unexpected-changesets', '--verbose')).out).toContain('\n     changelog.yaml::3::ann\n     changelog.yaml::4::ann\n');
  });
});

describe('--rollback-script', () => {
  it('runs once instead of the rollback of each changeset, with properties of the changelog', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    folder.write('undo.sql', '-- by hand', 'DROP TABLE ${name}4;', 'CREATE TABLE kept AS SELECT * FROM t3;', 'DROP TABLE ${name}3;');
    await engine.update(options, run());
    const script = { ...options, rollbackScript: 'undo.sql', parameters: { name: 't' } };
    const { changesets, rollbackScript, script: text } = await engine.rollbackCountSql({ ...script, count: 2 }, run());
    expect(ids(changesets)).toBe('4 3');
    expect(rollbackScript).toEqual(['DROP TABLE t4', 'CREATE TABLE kept AS SELECT * FROM t3', 'DROP TABLE t3']);
    expect(text.match(/DROP TABLE|DELETE FROM DATABASECHANGELOG /g)).toHaveLength(4);
    expect(ids((await engine.rollbackCount({ ...script, count: 2 }, run())).changesets)).toBe('4 3');
    expect(await pending()).toBe('3 4');
    const kept = await engine.executeSql({ url: options.url, sql: 'SELECT COUNT(*) FROM kept' }, run());
    expect(kept.statements[0]?.rows).toHaveLength(1);
  });

  it('takes no row away when it fails or is not there', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    folder.write('undo.sql', 'DROP TABLE t4;', 'DROP TABLE no_such;');
    await engine.update(options, run());
    const undo = (rollbackScript: string) => engine.rollbackCount({ ...options, count: 1, rollbackScript }, run());
    await expect(undo('undo.sql')).rejects.toMatchObject({ code: 'SQL_FAILED', statement: { index: 2, of: 2 } });
    await expect(undo('none.sql')).rejects.toMatchObject({ code: 'PARSE_FILE_NOT_FOUND' });
    expect(await pending()).toBe('');
    expect((await engine.executeSql({ url: options.url, sql: 'SELECT * FROM t4' }, run())).statements[0]?.rows).toEqual([]);
  });
});

const sqlCli = (...argv: readonly string[]) => capture(['execute-sql', ...argv, `--url=${options.url}`], { cwd: folder.path });

describe('execute-sql', () => {
  it('runs several statements, cut at the delimiter, all or none', async () => {
    const sql = 'CREATE TABLE a (x int)#INSERT INTO a VALUES (1)#SELECT x, NULL AS y FROM a';
    expect((await sqlCli(`--sql=${sql}`, '--delimiter=#')).out).toMatch(
      /Successfully Executed: CREATE[^]*Output of SELECT[^]*:\nx \| y \|\n1 \| null \|\n/,
    );
    const failed = await sqlCli('--sql=INSERT INTO a VALUES (2); SELECT * FROM b');
    expect(failed).toMatchObject({ code: 5, err: expect.stringContaining('statement 2 of 2') as unknown });
    expect((await sqlCli('--sql=SELECT x FROM a', '--format=tabular')).out).toBe('+---+\n| x |\n+---+\n| 1 |\n+---+\n');
  });
});

describe('status as a table', () => {
  it('lists what is pending and what would be done', async () => {
    folder.write('changelog.yaml', ...stepsChangelog.slice(0, 6));
    expect((await cli('status', '--format=tabular')).out).toMatch(
      /\| changelog\.yaml +\| ann +\| 1 +\| run +\| createTable tableName=t1 \|/,
    );
  });
});
