import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateChangelog, update } from '../../src/index.js';
import { targets } from '../db/targets.js';

const postgres = targets.find(({ name }) => name === 'postgres');

describe.skipIf(postgres === undefined)('rows that are generated from a live PostgreSQL', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'changelog-rows-'));
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  it.each([undefined, 'data'])(
    'go into a table that numbers them itself, and into ones without a key (folder: %s)',
    async (dataOutputDirectory) => {
      if (postgres === undefined) return;
      await using source = await postgres.open();
      {
        await using connection = await source.connect();
        await connection.execute({ sql: 'CREATE TABLE "Club" (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text)' });
        await connection.execute({ sql: "INSERT INTO \"Club\" (name) VALUES ('one'), ('two')" });
        await connection.execute({ sql: 'CREATE TABLE file (name text, size int, body bytea, thumb bytea)' });
        await connection.execute({ sql: "INSERT INTO file VALUES ('b', 1, '\\x02', NULL), ('a', 2, '\\x01', '\\x03')" });
        await connection.execute({ sql: 'CREATE TABLE note (body json)' });
        await connection.execute({ sql: `INSERT INTO note VALUES ('{"a": 1}')` });
      }
      await using copy = await postgres.open();
      const changelogFile = dataOutputDirectory === undefined ? 'inserts.xml' : 'loads.xml';
      await generateChangelog(
        { url: source.url, changelogFile, diffTypes: 'tables, columns, primarykeys, data', dataOutputDirectory },
        { cwd },
      );
      await update({ url: copy.url, changelogFile }, { cwd });
      await using connection = await copy.connect();
      expect(await connection.query('SELECT id, name, body FROM "Club", note ORDER BY id')).toEqual([
        { id: 1, name: 'one', body: '{"a": 1}' },
        { id: 2, name: 'two', body: '{"a": 1}' },
      ]);
      expect(
        (await connection.queryRows("SELECT name, size, encode(body, 'hex'), encode(thumb, 'hex') FROM file ORDER BY 1")).rows,
      ).toEqual([
        ['a', '2', '01', '03'],
        ['b', '1', '02', null],
      ]);
      await expect(connection.execute({ sql: 'INSERT INTO "Club" (id) VALUES (7)' })).rejects.toMatchObject({ serverCode: '428C9' });
    },
  );
});
