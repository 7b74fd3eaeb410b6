import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { asChangelogError } from '../../src/core/error.js';
import type { Connection } from '../../src/dialects/driver.js';
import { createDatabase, type Database } from '../../src/state/database.js';
import type { ChangelogLock } from '../../src/state/lock-service.js';
import * as engine from '../../src/index.js';
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

let cwd = '';
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'changelog-'));
  const changesets = ['CREATE TABLE one (n INT)', 'UPDATE DATABASECHANGELOGLOCK SET LOCKEDBY = NULL', 'CREATE TABLE three (n INT)'];
  const lines = changesets.map((sql, at) => `--changeset ann:${at + 1}\n${sql};\n`);
  writeFileSync(join(cwd, 'changelog.sql'), `--liquibase formatted sql\n${lines.join('')}`);
});
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

/** What a transaction that is guarded does to a row that it writes. @param value SQL for the number in the row */
async function writeUnder(lock: ChangelogLock, connection: Connection, value = '1'): Promise<string> {
  try {
    await connection.executeBatch(lock.guarded([{ sql: `INSERT INTO work VALUES (${value})` }]), { begin: true, commit: true });
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

  it('is part of a statement that writes a number, where the dialect can, and then needs no statement of its own', async () => {
    await using database = await open();
    await using connection = await database.connect();
    const here = databaseOf(database, connection);
    await connection.execute({ sql: 'CREATE TABLE work (n INT)' });
    const lock = await locksOf(here, connection).acquire({ waitMs: 0, pollMs: 10 });
    const { guardValue } = lock;
    if (guardValue === undefined) {
      await lock[Symbol.asyncDispose]();
      return;
    }
    const write = { sql: `INSERT INTO work VALUES (${guardValue} + 7)` };
    expect(lock.guarded([write])).toEqual([write]);
    expect(await writeUnder(lock, connection, `${guardValue} + 7`)).toBe('committed');
    await using other = await database.connect();
    for (const statement of unlockSql(here)) await other.execute(statement);
    expect(await writeUnder(lock, connection, `${guardValue} + 8`)).toBe('LOCK_LOST');
    expect(await other.query('SELECT n FROM work')).toEqual([{ n: 7 }]);
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

  it('keeps the changeset out in which the lock is lost, and all behind it, where the database can roll it back', async () => {
    await using database = await open();
    if (!database.dialect.traits.transactionalDdl) return;
    const update = engine.update({ url: database.url, changelogFile: 'changelog.sql' }, { cwd });
    await expect(update).rejects.toMatchObject({ code: 'LOCK_LOST', changeset: { id: '2' } });
    const { deployments } = await engine.history({ url: database.url }, { cwd });
    expect(deployments.flatMap(({ changesets }) => changesets.map(({ id }) => id))).toEqual(['1']);
    await using connection = await database.connect();
    await expect(connection.query('SELECT n FROM three')).rejects.toMatchObject({ code: 'SQL_FAILED' });
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
