import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangelogError } from '../../src/core/error.js';
import type { Connection } from '../../src/dialects/driver.js';
import { capture } from '../cli/capture.js';
import { pglite, type TestDatabase } from './targets.js';

describe('embedded PostgreSQL in a folder', () => {
  let database: TestDatabase;
  let connection: Connection;
  let folder: string;
  const refusal = (file: string): Promise<ChangelogError> =>
    database.dialect.driver().then(async (driver) =>
      driver.connect({ ...database.target, file }, {}).then(
        () => Promise.reject(new Error('it was opened')),
        (error: unknown) => error as ChangelogError,
      ),
    );

  beforeAll(async () => {
    database = await pglite.open();
    folder = database.target.file ?? '';
    connection = await database.connect();
  });
  afterAll(async () => {
    await connection.close();
    await database[Symbol.asyncDispose]();
  });

  it('says which PostgreSQL it is', () => {
    expect(connection.info).toMatchObject({ product: 'PostgreSQL', dialect: 'postgresql', user: 'postgres', schema: 'public' });
    expect(connection.info.versionText).toMatch(/^\d+\.\d+ \(PGlite\)$/);
  });
  it('hears a signal between two statements', async () => {
    let heard = false;
    setTimeout(() => (heard = true), 1);
    for (let at = 0; at < 200 && !heard; at++) await connection.execute({ sql: 'SELECT 1' });
    expect(heard).toBe(true);
  });
  it('binds dates, bytes, numbers and flags as pg does', async () => {
    const moment = new Date(2020, 0, 31, 13, 14, 15, 123);
    const [row] = await connection.query(
      'SELECT ?::timestamp AS a, ?::timestamptz AS b, ?::bytea AS c, ?::bigint AS d, ?::boolean AS e, ?::text AS f',
      [moment, moment, Buffer.from([0, 255]), 9007199254740993n, true, null],
    );
    expect(row).toEqual({ a: moment, b: moment, c: Buffer.from([0, 255]), d: 9007199254740993n, e: true, f: null });
  });
  it('refuses a second session with the process that has the first', async () => {
    expect(await refusal(folder)).toMatchObject({
      code: 'CONNECT_TOO_MANY',
      message: expect.stringContaining('another session of this process'),
    });
  });
  it('refuses a folder that another process has, and takes over from one that is gone', async () => {
    await connection.close();
    await writeFile(join(folder, 'changelog.pid'), String(process.ppid));
    expect(await refusal(folder)).toMatchObject({ code: 'CONNECT_TOO_MANY', message: expect.stringContaining(`process ${process.ppid}`) });
    await writeFile(join(folder, 'changelog.pid'), '4194305');
    connection = await database.connect();
    expect((await connection.queryRows('SELECT 1')).rows).toEqual([['1']]);
  });
  it('leaves a folder alone that holds something else', async () => {
    const other = join(folder, '..', 'other');
    await mkdir(other);
    await writeFile(join(other, 'precious.txt'), 'x');
    expect(await refusal(other)).toMatchObject({ code: 'CONNECT_URL', message: expect.stringContaining('holds other files') });
    expect(existsSync(join(other, 'PG_VERSION'))).toBe(false);
  });
  it('says that a file is no folder, and which setting of the URL does not exist', async () => {
    const file = join(folder, '..', 'file');
    await writeFile(file, 'x');
    for (const path of [file, join(file, 'below')])
      expect(await refusal(path)).toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringContaining('it is a file') });
    const driver = await database.dialect.driver();
    const wrong = driver.connect({ ...database.target, parameters: { extension: 'pgcrypto' } }, {});
    await expect(wrong).rejects.toMatchObject({ code: 'CONNECT_URL', hint: 'did you mean "extensions"?' });
  });
  it('says why the files of another server cannot be opened', async () => {
    const other = join(folder, '..', 'old');
    await mkdir(other);
    await writeFile(join(other, 'PG_VERSION'), '9.6\n');
    expect(await refusal(other)).toMatchObject({ code: 'CONNECT_FAILED', message: expect.stringMatching(/cannot open .*old: .*\w/) });
  });
  it('has the extensions that the URL names, and refuses unknown ones', async () => {
    const driver = await database.dialect.driver();
    const target = { ...database.target, file: join(folder, '..', 'unused') };
    const wrong = driver.connect({ ...target, parameters: { extensions: 'no_such' } }, {});
    await expect(wrong).rejects.toMatchObject({ code: 'CONNECT_URL', message: expect.stringContaining('no_such') });
    expect(existsSync(target.file)).toBe(false);
    await connection.close();
    connection = await driver.connect({ ...database.target, parameters: { extensions: 'uuid-ossp,pgcrypto' } }, {});
    await connection.execute({ sql: 'CREATE EXTENSION "uuid-ossp"' });
    expect((await connection.queryRows('SELECT uuid_generate_v4()')).rows[0]?.[0]).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('takes the example shop, and finds it there the next time', async () => {
    await connection.close();
    const run = async (command: string): Promise<string> => {
      const { code, out, err } = await capture(
        [command, `--url=${database.url}`, '--changelog-file=changelogs/shop/db.changelog-master.yaml', '--format=json'],
        { cwd: join(import.meta.dirname, '../..') },
      );
      expect(code, err).toBe(0);
      return out;
    };
    expect(JSON.parse(await run('update'))).toMatchObject({ summary: { run: 17, filteredOut: 0 } });
    expect(JSON.parse(await run('update'))).toMatchObject({ summary: { run: 0, previouslyRun: 17 } });
    connection = await database.connect();
    expect((await connection.queryRows('SELECT count(*) FROM databasechangelog')).rows).toEqual([['17']]);
  });

  it('loses with drop-all the tables of the schemas that are named, and no others', async () => {
    await connection.execute({
      sql: 'CREATE SCHEMA one; CREATE SCHEMA two; CREATE TABLE one.a (i int); CREATE TABLE two.a (i int); CREATE TABLE stays (i int)',
    });
    await connection.close();
    const { code, err } = await capture(['drop-all', '--force', '--schemas=one,two', `--url=${database.url}`]);
    expect(code, err).toBe(0);
    connection = await database.connect();
    const { rows } = await connection.queryRows(
      "SELECT count(*) FROM pg_tables WHERE schemaname IN ('one', 'two') UNION ALL SELECT count(*) FROM pg_tables WHERE tablename = 'stays'",
    );
    expect(rows).toEqual([['0'], ['1']]);
  });
});
