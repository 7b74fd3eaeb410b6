import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asChangelogError } from '../../src/core/error.js';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { smallChangelog } from '../scenarios/folder.js';
import { slowChangelog } from './program.js';
import { describeTargets, type TestDatabase } from './targets.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changelog-'));
  writeFileSync(join(cwd, 'changelog.yaml'), smallChangelog.join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const impatient = ({ url }: TestDatabase) => ({
  url,
  changelogFile: 'changelog.yaml',
  contextFilter: 'test',
  changelogLockWaitTimeInMinutes: 0,
});

/** The row as a Liquibase leaves it that was killed. */
async function leaveLiquibaseRow(database: TestDatabase): Promise<void> {
  await engine.updateCount({ ...impatient(database), count: 1 }, { cwd });
  await using connection = await database.connect();
  await connection.execute({ sql: "UPDATE DATABASECHANGELOGLOCK SET LOCKED = '1', LOCKEDBY = 'build7 (192.0.2.7)' WHERE ID = 1" });
}

const keepsSessions = ({ dialect }: { readonly dialect: string }): boolean => dialect !== 'sqlite';

describeTargets('the lock of a Liquibase that was killed', ({ dialect, open }) => {
  it('is cleared by unlock when that is confirmed, and not before', async () => {
    await using database = await open();
    await leaveLiquibaseRow(database);
    const held = { code: 'LOCK_HELD', message: expect.stringContaining('build7 (192.0.2.7)') as unknown };
    await expect(engine.update(impatient(database), { cwd })).rejects.toMatchObject(held);
    await expect(engine.unlock({ url: database.url }, { cwd })).rejects.toMatchObject(held);
    expect((await engine.unlock({ url: database.url, force: true }, { cwd })).cleared).toMatchObject({ lockedBy: 'build7 (192.0.2.7)' });
    expect(await engine.unlock({ url: database.url }, { cwd })).toMatchObject({ killed: null, cleared: null });
    expect((await engine.update(impatient(database), { cwd })).summary.run).toBe(2);
  });

  it.runIf(keepsSessions({ dialect }))('is taken over where that is asked for and no other session is there', async () => {
    await using database = await open();
    await leaveLiquibaseRow(database);
    const eager = { ...impatient(database), changelogLockTakeover: 'no-sessions' };
    const other = await database.connect();
    await expect(engine.update(eager, { cwd })).rejects.toMatchObject({
      code: 'LOCK_HELD',
      message: expect.stringContaining('session ') as unknown,
    });
    await other.close();
    const events: ChangelogEvent[] = [];
    // A server takes a moment to forget a session that was closed.
    const run = async () => engine.update({ ...eager, changelogLockWaitTimeInMinutes: 1 }, { cwd, onEvent: (event) => events.push(event) });
    expect((await run()).summary.run).toBe(2);
    expect(events).toContainEqual(expect.objectContaining({ type: 'lock-taken-over', reason: 'no other session uses the database' }));
  });
});

describeTargets(
  'the lock of a session that is alive',
  ({ dialect, open }) => {
    /** What liquibase-sessionlock 1.6.9 sends for the table DATABASECHANGELOGLOCK in the default schema, and how it is given back. */
    const extension: Readonly<Record<string, (database: string) => string>> = {
      postgresql: () => 'SELECT pg_try_advisory_lock(-1497367772, -977423767) AS answer',
      mariadb: (database) => `SELECT get_lock('${`${database}.DATABASECHANGELOGLOCK`.toUpperCase()}', 5) AS answer`,
      mysql: (database) => `SELECT get_lock('${`${database}.DATABASECHANGELOGLOCK`.toUpperCase()}', 5) AS answer`,
    };

    it.runIf(dialect in extension)('is that of a Liquibase with liquibase-sessionlock as well', async () => {
      await using database = await open();
      await using other = await database.connect();
      const [row] = await other.query<{ answer: unknown }>(extension[dialect]?.(database.target.database ?? '') ?? '');
      expect(Number(row?.answer)).toBe(1);
      await expect(engine.update(impatient(database), { cwd })).rejects.toMatchObject({
        code: 'LOCK_HELD',
        message: expect.stringContaining(`session ${other.info.session}`) as unknown,
      });
    });

    it('is not cleared by unlock, unless that is told to end the session', async () => {
      await using database = await open();
      writeFileSync(join(cwd, 'slow.json'), slowChangelog(dialect, 5));
      let begin: () => void = () => {};
      const slow = new Promise<void>((resolve) => (begin = resolve));
      const onEvent = (event: ChangelogEvent): void => void (event.type === 'changeset-started' && event.changeset.id === '2' && begin());
      const run = engine.update({ url: database.url, changelogFile: 'slow.json' }, { cwd, onEvent }).catch(asChangelogError);
      await slow;
      const { session } = await engine.listLocks({ url: database.url }, { cwd });
      await expect(engine.unlock({ url: database.url, force: true }, { cwd })).rejects.toMatchObject({ code: 'LOCK_HELD' });
      await expect(engine.unlock({ url: database.url, kill: true }, { cwd })).rejects.toMatchObject({ code: 'CONFIG_CONFIRM' });
      expect((await engine.unlock({ url: database.url, kill: true, force: true }, { cwd })).killed?.id).toBe(session?.id);
      expect(await run).toMatchObject({ code: 'CONNECT_LOST' });
      expect(await engine.listLocks({ url: database.url }, { cwd })).toMatchObject({ locks: [], session: null });
    });
  },
  keepsSessions,
);
