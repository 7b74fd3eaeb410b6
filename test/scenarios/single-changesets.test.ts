import { describe, expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { capture } from '../cli/capture.js';
import { useFolder } from './folder.js';
import { stepsChangelog } from './steps-changelog.js';

const folder = useFolder();
const options = { url: 'sqlite:test.db', changelogFile: 'changelog.yaml' } as const;
const named = (id: number) => ({ ...options, changesetPath: 'changelog.yaml', changesetId: String(id), changesetAuthor: 'ann' });
const one = (id: number) => ({ ...named(id), force: true });
const run = () => ({ cwd: folder.path });
const tables = async (): Promise<readonly unknown[]> => {
  const sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'DATABASE%' ORDER BY 1";
  return (await engine.executeSql({ url: options.url, sql }, run())).statements[0]?.rows.flat() ?? [];
};
const recorded = async (): Promise<readonly string[]> =>
  (await engine.history({ url: options.url }, run())).deployments.flatMap(({ changesets }) => changesets.map(({ id }) => id));
const cli = (line: string, answers?: readonly string[]) =>
  capture([...line.split(' '), `--url=${options.url}`, '--changelog-file=changelog.yaml'], {
    cwd: folder.path,
    ...(answers && { answers }),
  });

describe('update-one-changeset', () => {
  it('runs the changeset that is named and no other', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    const { changesets, summary } = await engine.updateOneChangeset(one(3), run());
    expect(changesets.map(({ id }) => id)).toEqual(['3']);
    expect(summary).toMatchObject({ run: 1, filteredOut: 3, total: 4, reasons: { 'not-asked-for': 3 } });
    expect(await tables()).toEqual(['t3']);
    expect((await engine.updateOneChangeset(one(3), run())).upToDate).toBe(true);
  });

  it('needs --force or a yes, and says which changeset it will not find', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    const line = 'update-one-changeset --changeset-identifier=changelog.yaml::1::ann';
    expect(await cli(line)).toMatchObject({ code: 2, err: expect.stringContaining('CONFIG_CONFIRM') as unknown });
    expect((await cli(line, ['n'])).code).toBe(2);
    expect((await cli(line, ['yes'])).code).toBe(0);
    await expect(engine.updateOneChangeset(one(9), run())).rejects.toMatchObject({ code: 'PLAN_CHANGESET_NOT_FOUND' });
    await expect(engine.updateOneChangeset({ ...options, force: true }, run())).rejects.toMatchObject({ code: 'CONFIG_MISSING_OPTION' });
  });

  it('can be read as SQL first', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    const { script, changesets } = await engine.updateOneChangesetSql(named(2), run());
    expect(changesets.map(({ id }) => id)).toEqual(['2']);
    expect(script).toMatch(/CREATE TABLE t2 /);
    expect(script).not.toMatch(/CREATE TABLE t1 /);
  });
});

describe('rollback-one-changeset', () => {
  it('undoes the changeset that is named, whatever ran after it', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.update(options, run());
    expect((await engine.rollbackOneChangesetSql(named(2), run())).script).toMatch(/DROP TABLE t2/);
    expect((await engine.rollbackOneChangeset(one(2), run())).changesets.map(({ id }) => id)).toEqual(['2']);
    expect(await tables()).toEqual(['t1', 't3', 't4']);
    expect(await recorded()).toEqual(['1', '3', '4']);
    await expect(engine.rollbackOneChangeset(one(2), run())).rejects.toMatchObject({ code: 'PLAN_CHANGESET_NOT_FOUND' });
  });

  it('refuses what the changelog no longer has, and asks before it does anything', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.update(options, run());
    folder.write('changelog.yaml', ...stepsChangelog.slice(0, -5));
    await expect(engine.rollbackOneChangeset(one(4), run())).rejects.toMatchObject({ code: 'PLAN_CHANGESET_NOT_FOUND' });
    await expect(engine.rollbackOneChangeset({ ...one(1), force: false }, run())).rejects.toMatchObject({ code: 'CONFIG_CONFIRM' });
    expect(await tables()).toHaveLength(4);
  });
});

describe('rollback-one-update', () => {
  it('undoes the last deployment, or the one that is named', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    const first = await engine.updateCount({ ...options, count: 1 }, run());
    await new Promise((done) => setTimeout(done, 5));
    await engine.updateCount({ ...options, count: 2 }, run());
    await new Promise((done) => setTimeout(done, 5));
    await engine.update(options, run());
    const force = { ...options, force: true };
    expect((await engine.rollbackOneUpdate(force, run())).changesets.map(({ id }) => id)).toEqual(['4']);
    const deploymentId = first.deploymentId ?? '';
    expect((await engine.rollbackOneUpdateSql({ ...options, deploymentId }, run())).changesets.map(({ id }) => id)).toEqual(['1']);
    expect((await engine.rollbackOneUpdate({ ...force, deploymentId }, run())).changesets.map(({ id }) => id)).toEqual(['1']);
    expect(await recorded()).toEqual(['2', '3']);
    await expect(engine.rollbackOneUpdate({ ...force, deploymentId }, run())).rejects.toMatchObject({ code: 'PLAN_DEPLOYMENT_NOT_FOUND' });
  });
});

const noWayBack = (id: number): string => `  - changeSet: { id: ${id}, author: ann, changes: [{ sql: { sql: select ${id} } }] }`;

describe('update-testing-rollback', () => {
  it('runs, undoes and runs again what was pending, and leaves the rest', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.updateCount({ ...options, count: 1 }, run());
    const events: ChangelogEvent[] = [];
    const result = await engine.updateTestingRollback(options, { ...run(), onEvent: (event) => events.push(event) });
    const ids = (list: readonly { readonly id: string }[]): string => list.map(({ id }) => id).join(' ');
    expect([ids(result.updated), ids(result.rolledBack), ids(result.updatedAgain)]).toEqual(['2 3 4', '4 3 2', '2 3 4']);
    expect(events.flatMap((event) => (event.type === 'run-started' ? [event.direction] : []))).toEqual(['update', 'rollback', 'update']);
    expect(await tables()).toEqual(['t1', 't2', 't3', 't4']);
    expect(await recorded()).toEqual(['1', '2', '3', '4']);
    expect((await cli('update-testing-rollback')).err).toContain('up to date');
  });

  it('runs nothing where a changeset has no way back, and names every such one', async () => {
    folder.write('changelog.yaml', ...stepsChangelog, ...[5, 6].map(noWayBack));
    await expect(engine.updateTestingRollback(options, run())).rejects.toMatchObject({
      problems: [5, 6].map((id) => ({ code: 'PLAN_NO_ROLLBACK', changeset: { id: String(id) } })),
    });
    expect(await tables()).toEqual([]);
    expect((await engine.listLocks({ url: options.url }, run())).locks).toEqual([]);
  });
});

describe('--rollback-on-error', () => {
  const broken = ['  - changeSet: { id: 5, author: ann, changes: [{ sql: { sql: select nothing from nowhere } }] }'];

  it('undoes what the run had done, and only that', async () => {
    folder.write('changelog.yaml', ...stepsChangelog);
    await engine.updateCount({ ...options, count: 1 }, run());
    await new Promise((done) => setTimeout(done, 5));
    folder.write('changelog.yaml', ...stepsChangelog, ...broken);
    const { code, err } = await cli('update --rollback-on-error');
    expect(code).toBe(5);
    expect(err).toContain('was undone (3 changesets)');
    expect(err).not.toContain('stayed done');
    expect(await tables()).toEqual(['t1']);
    expect(await recorded()).toEqual(['1']);
  });

  it('undoes nothing where a part of it has no way back, and tells both', async () => {
    const oneWay = '  - changeSet: { id: 4b, author: ann, changes: [{ sql: { sql: create table t5 (id int) } }] }';
    folder.write('changelog.yaml', ...stepsChangelog, oneWay, ...broken);
    const error = await engine.update({ ...options, rollbackOnError: true }, run()).catch((thrown: unknown) => thrown);
    expect((error as engine.ChangelogError).problems.map(({ code }) => code)).toEqual(['SQL_FAILED', 'PLAN_NO_ROLLBACK']);
    expect(await tables()).toHaveLength(5);
  });
});
