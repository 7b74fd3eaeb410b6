import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Connection } from '../../src/dialects/driver.js';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { smallChangelog } from '../scenarios/folder.js';
import { describeTargets, targets, type TestDatabase } from './targets.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changelog-'));
  writeFileSync(join(cwd, 'changelog.yaml'), smallChangelog.join('\n'));
  const broken = '  - changeSet: { id: 4, author: ann, changes: [{ sql: { sql: SELECT nothing FROM nowhere } }] }';
  writeFileSync(join(cwd, 'broken.yaml'), [...smallChangelog, broken].join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const on = (database: TestDatabase, changelogFile = 'changelog.yaml') => ({ url: database.url, changelogFile, contextFilter: 'test' });
const locks = async (database: TestDatabase) => (await engine.listLocks({ url: database.url }, { cwd })).locks;

/** Takes the lock as another process would, and holds it. */
async function hold(connection: Connection): Promise<void> {
  await connection.execute({ sql: "UPDATE DATABASECHANGELOGLOCK SET LOCKED = '1', LOCKEDBY = 'elsewhere (192.0.2.9)' WHERE ID = 1" });
}

describeTargets('the changelog lock', ({ open }) => {
  it('is given back when a changeset fails, and when the run is aborted', async () => {
    await using database = await open();
    await expect(engine.update(on(database, 'broken.yaml'), { cwd })).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect(await locks(database)).toEqual([]);
    const controller = new AbortController();
    const onEvent = (event: ChangelogEvent): void => {
      if (event.type === 'changeset-rolled-back') controller.abort();
    };
    const rollback = engine.rollbackCount({ ...on(database, 'broken.yaml'), count: 3 }, { cwd, signal: controller.signal, onEvent });
    await expect(rollback).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(await locks(database)).toEqual([]);
    expect((await engine.status(on(database, 'broken.yaml'), { cwd })).pending.map(({ id }) => id)).toEqual(['3', '4']);
  });

  it('held by another process is waited for, with its holder named, until somebody releases it', async () => {
    await using database = await open();
    await engine.updateCount({ ...on(database), count: 1 }, { cwd });
    await using connection = await database.connect();
    await hold(connection);
    const holders: (string | null)[] = [];
    const controller = new AbortController();
    const { signal } = controller;
    const onEvent = (event: ChangelogEvent): void => {
      if (event.type === 'lock-waiting' && holders.push(event.holder) > 2) controller.abort();
    };
    const impatient = { ...on(database), changelogLockWaitTimeInMinutes: 0 };
    await expect(engine.update(impatient, { cwd, onEvent })).rejects.toMatchObject({
      code: 'LOCK_HELD',
      message: expect.stringContaining('elsewhere (192.0.2.9)') as unknown,
    });
    await expect(engine.update(on(database), { cwd, signal, onEvent })).rejects.toMatchObject({ code: 'INTERRUPTED' });
    expect(holders.length).toBeGreaterThan(1);
    expect(new Set(holders)).toEqual(new Set(['elsewhere (192.0.2.9)']));
    expect(await locks(database)).toMatchObject([{ lockedBy: 'elsewhere (192.0.2.9)' }]);
    const { released, locks: left } = await engine.releaseLocks({ url: database.url }, { cwd });
    expect({ released: released.length, left }).toEqual({ released: 1, left: [] });
    expect((await engine.update(on(database), { cwd })).summary.run).toBe(2);
  });

  it('is waited for with a plan that is made anew once it is there: what another run has done meanwhile is not done again', async () => {
    await using database = await open();
    await engine.updateCount({ ...on(database), count: 1 }, { cwd });
    await using connection = await database.connect();
    await hold(connection);
    let done: Promise<unknown> | undefined;
    const onEvent = (event: ChangelogEvent): void => {
      if (event.type === 'lock-waiting') done ??= markTheSecondAndLetGo();
    };
    const { changesets } = await engine.update({ ...on(database), changelogLockPollRate: 1 }, { cwd, onEvent });
    await done;
    expect(changesets.map(({ id }) => id)).toEqual(['3']);

    async function markTheSecondAndLetGo(): Promise<void> {
      await connection.execute({
        sql: `INSERT INTO DATABASECHANGELOG (ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE)
              VALUES ('2', 'ann', 'changelog.yaml', CURRENT_TIMESTAMP, 2, 'EXECUTED')`,
      });
      await engine.releaseLocks({ url: database.url }, { cwd });
    }
  });

  it('is not asked for where nothing is to be done', async () => {
    await using database = await open();
    await engine.update(on(database), { cwd });
    await using connection = await database.connect();
    await hold(connection);
    const events: string[] = [];
    const { upToDate } = await engine.update(on(database), { cwd, onEvent: ({ type }) => events.push(type) });
    expect(upToDate).toBe(true);
    expect(events.filter((type) => type.startsWith('lock') || type === 'statement')).toEqual([]);
  });
});

describeTargets('the session lock', ({ open }) => {
  it('is refused to a second session as often as that asks, and belongs to one database', async () => {
    await using database = await open();
    await using elsewhere = await open();
    const take = async (connection: Connection) => {
      const names = { table: 'DATABASECHANGELOGLOCK', tableCatalog: undefined };
      const { schema, catalog } = connection.info;
      return database.dialect.lock.sessionLock(connection, { ...names, schema, catalog, server: connection.info });
    };
    await using holder = await database.connect();
    const held = await take(holder);
    if (held === undefined || 'unavailable' in held) return;
    expect(await held.tryAcquire()).toBe(true);
    await using second = await database.connect();
    const asked = await take(second);
    if (asked === undefined || 'unavailable' in asked) return;
    for (let times = 0; times < 12; times++) expect(await asked.tryAcquire()).toBe(false);
    await using other = await elsewhere.connect();
    const unrelated = await take(other);
    expect(unrelated !== undefined && 'tryAcquire' in unrelated && (await unrelated.tryAcquire())).toBe(true);
    expect(await held.release()).toBe(true);
    expect(await asked.tryAcquire()).toBe(true);
  });
});

describe('an update on a database that is up to date', () => {
  const find = (name: string) => targets.find((target) => target.name === name);

  it('leaves every byte of a SQLite file', async () => {
    await using database = await (find('sqlite') ?? targets[0]!).open();
    await engine.update(on(database), { cwd });
    const bytes = readFileSync(database.target.file ?? '');
    expect((await engine.update(on(database), { cwd })).upToDate).toBe(true);
    expect(readFileSync(database.target.file ?? '').equals(bytes)).toBe(true);
  });

  it.runIf(find('postgres') !== undefined)('writes no row of the tracking tables on PostgreSQL', async () => {
    await using database = await find('postgres')!.open();
    await engine.update(on(database), { cwd });
    await using connection = await database.connect();
    const look = async () =>
      connection.query(
        "SELECT (SELECT string_agg(xmin::text || ctid::text, ',' ORDER BY orderexecuted) FROM databasechangelog) AS history, (SELECT string_agg(xmin::text, ',') FROM databasechangeloglock) AS lock",
      );
    const before = await look();
    expect((await engine.update(on(database), { cwd })).upToDate).toBe(true);
    expect(await look()).toEqual(before);
  });
});
