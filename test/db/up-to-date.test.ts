import { expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { useFolder } from '../scenarios/folder.js';
import { fingerprint, trackingFingerprint } from './catalog-fingerprint.js';
import { describeTargets, type TestDatabase } from './targets.js';

const everything = async ({ connect, dialect: { name } }: TestDatabase): Promise<unknown> => {
  await using connection = await connect();
  return [await fingerprint(connection, name), await trackingFingerprint(connection, name)];
};

describeTargets('an update of a database that is up to date', ({ open }) => {
  const folder = useFolder();

  it('takes no lock and writes nothing, so that it needs neither a free lock nor leave to write', async () => {
    folder.write(
      'db.sql',
      '--liquibase formatted sql',
      '--changeset ann:1',
      'create table person (id int);',
      '--changeset ann:2 context:test',
      'create table pet (id int);',
    );
    await using database = await open();
    const options = { url: database.url, changelogFile: 'db.sql', contextFilter: 'test', changelogLockWaitTimeInMinutes: 0 };
    expect((await engine.update(options, { cwd: folder.path })).summary.run).toBe(2);
    await using connection = await database.connect();
    await connection.execute({ sql: "UPDATE DATABASECHANGELOGLOCK SET LOCKED = '1', LOCKEDBY = 'build7 (192.0.2.7)'" });
    if (database.dialect.name === 'postgresql')
      await connection.execute({ sql: `ALTER DATABASE "${database.target.database ?? ''}" SET default_transaction_read_only = on` });
    const before = await everything(database);
    const events: ChangelogEvent[] = [];
    const { summary } = await engine.update(options, { cwd: folder.path, onEvent: (event) => events.push(event) });
    expect(summary).toMatchObject({ run: 0, previouslyRun: 2 });
    expect(events.filter(({ type }) => type.startsWith('lock-'))).toEqual([]);
    expect(await everything(database)).toEqual(before);
  });
});
