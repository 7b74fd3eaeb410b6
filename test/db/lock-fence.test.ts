import { expect, it } from 'vitest';
import { asChangelogError } from '../../src/core/error.js';
import type { Connection } from '../../src/dialects/driver.js';
import { createDatabase, type Database } from '../../src/state/database.js';
import type { ChangelogLock } from '../../src/state/lock-service.js';
import { createLockService } from '../../src/state/changelog-lock.js';
import { lockSql, unlockSql } from '../../src/state/lock-row.js';
import { describeTargets, type TestDatabase } from './targets.js';

const settings = {
  databaseChangelogTableName: 'DATABASECHANGELOG',
  databaseChangelogLockTableName: 'DATABASECHANGELOGLOCK',
  outputDefaultSchema: true,
  outputDefaultCatalog: true,
};

function databaseOf({ dialect, url }: TestDatabase, connection: Connection): Database {
  const { version, user, catalog, schema } = connection.info;
  return createDatabase({ dialect, url, version, user, connection, settings, catalog, schema });
}

function locksOf(database: Database, connection: Connection) {
  const host = () => ({ name: 'build7', address: '192.0.2.7' });
  return createLockService({ database, connection, emit: () => {}, host, version: '1.2.3' });
}

/** What a transaction with the guard at its end does to a row that it writes. */
async function writeUnder(lock: ChangelogLock, connection: Connection): Promise<string> {
  try {
    await connection.executeBatch([{ sql: 'INSERT INTO work VALUES (1)' }, lock.guard], { begin: true, commit: true });
    return 'committed';
  } catch (error) {
    return lock.explain(asChangelogError(error)).code;
  }
}

describeTargets('the fence of the changelog lock', ({ open }) => {
  it('lets a transaction commit while the lock is held, and none after somebody released it', async () => {
    await using database = await open();
    await using connection = await database.connect();
    const here = databaseOf(database, connection);
    await connection.execute({ sql: 'CREATE TABLE work (n INT)' });
    const lock = await locksOf(here, connection).acquire({ waitMs: 0, pollMs: 10 });
    await lock.check();
    expect(await writeUnder(lock, connection)).toBe('committed');
    await using other = await database.connect();
    for (const statement of unlockSql(here)) await other.execute(statement);
    await expect(lock.check()).rejects.toMatchObject({ code: 'LOCK_LOST' });
    expect(await writeUnder(lock, connection)).toBe('LOCK_LOST');
    expect(Number(Object.values((await other.query('SELECT COUNT(*) AS n FROM work'))[0] ?? {})[0])).toBe(1);
  });

  it('does not take the lock of the next holder for its own, and does not release it', async () => {
    await using database = await open();
    await using connection = await database.connect();
    await using other = await database.connect();
    const here = databaseOf(database, connection);
    const lock = await locksOf(here, connection).acquire({ waitMs: 0, pollMs: 10 });
    for (const statement of unlockSql(here)) await other.execute(statement);
    for (const statement of lockSql(here, 'build8 (192.0.2.8)')) await other.execute(statement);
    await expect(lock.check()).rejects.toMatchObject({ code: 'LOCK_LOST', message: expect.stringContaining('build8') as unknown });
    await lock[Symbol.asyncDispose]();
    expect(await locksOf(here, connection).list()).toMatchObject([{ lockedBy: 'build8 (192.0.2.8)' }]);
  });

  it('leaves an error of another statement as it is', async () => {
    await using database = await open();
    await using connection = await database.connect();
    const lock = await locksOf(databaseOf(database, connection), connection).acquire({ waitMs: 0, pollMs: 10 });
    const error = await connection.execute({ sql: 'SELECT nothing FROM nowhere' }).catch(asChangelogError);
    expect(lock.explain(asChangelogError(error)).code).toBe('SQL_FAILED');
    await lock[Symbol.asyncDispose]();
  });
});
