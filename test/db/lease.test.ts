import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asChangelogError } from '../../src/core/error.js';
import type { ChangelogEvent } from '../../src/core/events.js';
import * as engine from '../../src/index.js';
import { smallChangelog } from '../scenarios/folder.js';
import { slowChangelog } from './program.js';
import { describeTargets, targets, type TestDatabase } from './targets.js';

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changelog-'));
  writeFileSync(join(cwd, 'changelog.yaml'), smallChangelog.join('\n'));
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const leased = (database: TestDatabase) => ({
  url: database.url,
  changelogFile: 'changelog.yaml',
  contextFilter: 'test',
  changelogLockMode: 'lease',
});
const isServer = ({ dialect }: { readonly dialect: string }): boolean => dialect !== 'sqlite';

/** Leaves the locks as a run leaves them that is killed after its first changeset. */
async function dieInTheMiddle(database: TestDatabase): Promise<void> {
  await engine.updateCount({ ...leased(database), count: 1 }, { cwd });
  await using connection = await database.connect();
  await connection.execute({
    sql: "UPDATE DATABASECHANGELOGLOCK SET LOCKED = '1', LOCKEDBY = 'build7#changelog/1.2.3;u=dead;s=1;k=lease (192.0.2.7)' WHERE ID = 1",
  });
  const { clock } = database.dialect.lock;
  await connection.execute({
    sql: `UPDATE DATABASECHANGELOGLEASE SET OWNER = 'dead', EPOCH = EPOCH + 1, EXPIRES_AT = ${clock} + 60 WHERE ID = 1`,
  });
}

/** Lets time pass for a lease. */
async function expire(database: TestDatabase, seconds: number): Promise<void> {
  await using connection = await database.connect();
  await connection.execute({ sql: `UPDATE DATABASECHANGELOGLEASE SET EXPIRES_AT = EXPIRES_AT - ${seconds} WHERE ID = 1` });
}

describeTargets(
  'a lease in place of a session lock',
  ({ open }) => {
    it('is taken with the row, and given back with it', async () => {
      await using database = await open();
      const { summary } = await engine.update(leased(database), { cwd });
      expect(summary.run).toBe(3);
      const { locks, session } = await engine.listLocks({ url: database.url, changelogLockMode: 'lease' }, { cwd });
      expect({ locks, session }).toEqual({ locks: [], session: null });
    });

    it('is respected until two minutes after it was renewed last, and taken over then', async () => {
      await using database = await open();
      await dieInTheMiddle(database);
      const impatient = { ...leased(database), changelogLockWaitTimeInMinutes: 0 };
      const held = { code: 'LOCK_HELD', message: expect.stringContaining('lease of run dead') as unknown };
      await expect(engine.update(impatient, { cwd })).rejects.toMatchObject(held);
      await expire(database, 100);
      await expect(engine.update(impatient, { cwd })).rejects.toMatchObject(held);
      await expire(database, 30);
      const events: ChangelogEvent[] = [];
      expect((await engine.update(impatient, { cwd, onEvent: (event) => events.push(event) })).summary.run).toBe(2);
      expect(events).toContainEqual(expect.objectContaining({ type: 'lock-taken-over', reason: 'its lease has run out' }));
    });

    it('that has run out is no lock for a run that holds a session lock', async () => {
      await using database = await open();
      await dieInTheMiddle(database);
      const options = { ...leased(database), changelogLockMode: 'auto', changelogLockWaitTimeInMinutes: 0 };
      await expect(engine.update(options, { cwd })).rejects.toMatchObject({ code: 'LOCK_HELD' });
      await expire(database, 130);
      expect((await engine.update(options, { cwd })).summary.run).toBe(2);
    });

    it('that another run has taken since keeps a run from writing', async () => {
      await using database = await open();
      await using other = await database.connect();
      writeFileSync(join(cwd, 'slow.json'), slowChangelog(database.dialect.name, 1));
      let stolen: Promise<unknown> | undefined;
      const onEvent = (event: ChangelogEvent): void => {
        if (event.type === 'lock-acquired')
          stolen ??= other.execute({ sql: "UPDATE DATABASECHANGELOGLEASE SET OWNER = 'quick', EPOCH = EPOCH + 1 WHERE ID = 1" });
      };
      const run = engine.update({ ...leased(database), changelogFile: 'slow.json' }, { cwd, onEvent });
      expect(asChangelogError(await run.catch((error: unknown) => error)).code).toBe('LOCK_LOST');
      await stolen;
    });
  },
  isServer,
);

describe('a lease on SQLite', () => {
  it('is refused: its file lock ends with the process', async () => {
    await using database = await targets[0]!.open();
    await expect(engine.update(leased(database), { cwd })).rejects.toMatchObject({ code: 'CONFIG_INVALID_VALUE' });
  });
});
