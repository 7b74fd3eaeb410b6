import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangelogEvent } from '../../src/core/events.js';
import { dropAll, history, repair, status, update } from '../../src/index.js';
import { capture } from '../cli/capture.js';
import { useFolder } from '../scenarios/folder.js';
import { fingerprint, type Fingerprint } from '../db/catalog-fingerprint.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';

/** Statements of which none can be repeated: each fails, or leaves more behind, when it is sent twice. */
const statements = [
  'CREATE TABLE item (id INT PRIMARY KEY, name VARCHAR(20), price INT)',
  "INSERT INTO item VALUES (1, 'cup', 3)",
  'ALTER TABLE item ADD COLUMN stock INT DEFAULT 0',
  'UPDATE item SET stock = stock + 5',
  'CREATE INDEX item_name ON item (name)',
  'ALTER TABLE item CHANGE name title VARCHAR(40)',
  "INSERT INTO item VALUES (2, 'plate', 7, 1)",
  'UPDATE item SET price = price * 2',
  'CREATE VIEW cheap AS SELECT title FROM item WHERE price < 10',
  'RENAME TABLE item TO article',
];

const asSql = (list: readonly string[]): string => `--liquibase formatted sql\n--changeset ann:1\n${list.join(';\n')};\n`;
const asYaml = (list: readonly string[]): string =>
  `databaseChangeLog:\n  - changeSet:\n      id: 1\n      author: ann\n      changes:\n${list.map((sql) => `        - sql: { sql: ${JSON.stringify(sql)} }\n`).join('')}`;

const formats = [
  ['in one sql change', 'changelog.sql', asSql, [...statements.keys()]],
  ['in a change each', 'changelog.yaml', asYaml, [2, 5, 8]],
] as const;

/** How many statements stay where one fails: rows that were written just before it go with its transaction. */
function kept(failing: number): number {
  let count = failing;
  while (/^(?:INSERT|UPDATE)/.test(statements[count - 1] ?? '')) count -= 1;
  return count;
}

describeTargets(
  'a changeset whose statement fails',
  ({ open }) => {
    let cwd: string;
    beforeAll(async () => {
      cwd = await mkdtemp(join(tmpdir(), 'changelog-resume-'));
    });
    afterAll(() => rm(cwd, { recursive: true }));

    async function run(database: TestDatabase, changelogFile: string): Promise<readonly ChangelogEvent[]> {
      const events: ChangelogEvent[] = [];
      await update({ url: database.url, changelogFile }, { cwd, onEvent: (event) => events.push(event) });
      return events;
    }

    async function look({ connect, dialect }: TestDatabase): Promise<Fingerprint> {
      await using connection = await connect();
      return await fingerprint(connection, dialect.name);
    }

    async function journal({ connect }: TestDatabase): Promise<readonly object[]> {
      await using connection = await connect();
      // A run that ends well drops the table.
      return await connection.query('SELECT * FROM DATABASECHANGELOGSTEP').catch((error: { serverCode?: string }) => {
        if (/^(?:1146|42P01)/.test(error.serverCode ?? '')) return [];
        throw error;
      });
    }

    describe.each(formats)('%s', (_, file, write, places) => {
      it('goes on at that statement once it is corrected, wherever that was', { timeout: 120_000 }, async () => {
        await using whole = await open();
        await writeFile(join(cwd, file), write(statements));
        await run(whole, file);
        const wanted = await look(whole);
        for (const failing of places) {
          await using database = await open();
          await writeFile(join(cwd, file), write(statements.with(failing, 'UPDATE nowhere SET id = 1')));
          await expect(run(database, file)).rejects.toMatchObject({ code: 'SQL_FAILED', statement: { index: failing + 1 } });
          await writeFile(join(cwd, file), write(statements));
          const events = await run(database, file);
          expect(await look(database), `statement ${failing + 1} failed`).toEqual(wanted);
          const resumed = events.find((event) => event.type === 'changeset-resumed')?.done ?? 0;
          expect(resumed, `statement ${failing + 1} failed`).toBe(kept(failing));
          expect(await journal(database)).toEqual([]);
        }
      });
    });

    it('does not go on where a statement that is done was edited, and leaves the rest as it is', async () => {
      await using database = await open();
      await writeFile(join(cwd, 'changelog.sql'), asSql(statements.with(5, 'ALTER TABLE nowhere DROP x')));
      await expect(run(database, 'changelog.sql')).rejects.toMatchObject({
        code: 'SQL_FAILED',
        hint: expect.stringContaining('statement 6') as unknown,
      });
      const before = await look(database);
      await writeFile(join(cwd, 'changelog.sql'), asSql(statements.with(2, 'ALTER TABLE item ADD COLUMN supply INT DEFAULT 0')));
      await expect(run(database, 'changelog.sql')).rejects.toMatchObject({ code: 'RESUME_CHANGED', changeset: { id: '1' } });
      expect(await look(database)).toEqual(before);
      await writeFile(join(cwd, 'changelog.sql'), asSql(statements));
      await run(database, 'changelog.sql');
      const { deployments } = await history({ url: database.url }, { cwd });
      expect(deployments.flatMap(({ changesets }) => changesets)).toHaveLength(1);
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);

describeTargets(
  'a changeset that is half done',
  ({ open }) => {
    const folder = useFolder();
    const half = ['CREATE TABLE a (n INT)', 'CREATE TABLE b (n INT)', 'UPDATE nowhere SET n = 1', 'CREATE TABLE c (n INT)'];
    const calls = ['CREATE TABLE a (n INT)', "CREATE PROCEDURE p() SIGNAL SQLSTATE '45000'", 'CALL p()', 'CREATE TABLE c (n INT)'];

    async function tables({ connect }: TestDatabase): Promise<readonly string[]> {
      await using connection = await connect();
      const { rows } = await connection.queryRows(
        'SHOW TABLES WHERE Tables_in_' + connection.info.catalog + " NOT LIKE 'DATABASECHANGELOG%'",
      );
      return rows.flat().map(String);
    }

    it('shows in status, with how far it came and what comes next', async () => {
      await using database = await open();
      folder.write('changelog.sql', asSql(half));
      const options = { url: database.url, changelogFile: 'changelog.sql' };
      await expect(update(options, { cwd: folder.path })).rejects.toMatchObject({ code: 'SQL_FAILED' });
      const found = await status(options, { cwd: folder.path });
      expect(found.interrupted).toMatchObject([
        {
          id: '1',
          author: 'ann',
          done: 2,
          total: 4,
          state: 'failed',
          next: half[2],
          error: expect.stringContaining('nowhere') as unknown,
          known: true,
        },
      ]);
      const { out } = await capture(['status', `--url=${database.url}`, '--changelog-file=changelog.sql'], { cwd: folder.path });
      expect(out).toContain('changelog.sql::1::ann: 2 of 4 statements are done; statement 3 failed: UPDATE nowhere SET n = 1');
      const { out: explained } = await capture(['repair', `--url=${database.url}`, '--changelog-file=changelog.sql'], { cwd: folder.path });
      expect(explained).toContain('an update sends statement 3: the database had refused it');
    });

    it('goes on behind the statement, at it, or from the beginning, as repair is told', async () => {
      await using database = await open();
      folder.write('changelog.sql', asSql(half));
      const options = { url: database.url, changelogFile: 'changelog.sql' };
      const run = { cwd: folder.path };
      await expect(update(options, run)).rejects.toMatchObject({ code: 'SQL_FAILED' });
      await expect(repair({ ...options, redo: true, done: true }, run)).rejects.toMatchObject({ code: 'CONFIG_INVALID_VALUE' });
      expect((await repair({ ...options, redo: true }, run)).interrupted).toMatchObject([{ state: 'stopped', done: 2 }]);
      await expect(update(options, run)).rejects.toMatchObject({ code: 'SQL_FAILED', statement: { index: 3 } });
      expect((await repair({ ...options, done: true }, run)).interrupted).toMatchObject([{ state: 'stopped', done: 3, total: 4 }]);
      await update(options, run);
      expect(await tables(database)).toEqual(['a', 'b', 'c']);
      await expect(repair({ ...options, done: true }, run)).rejects.toMatchObject({ code: 'PLAN_CHANGESET_NOT_FOUND' });
    });

    it('is undone change by change, and runs again from its beginning', async () => {
      await using database = await open();
      const table = (name: string): string =>
        `        - createTable: { tableName: ${name}, columns: [{ column: { name: n, type: int } }] }\n`;
      folder.write('changelog.yaml', asYaml([]) + table('a') + table('b') + '        - sql: UPDATE nowhere SET n = 1');
      const options = { url: database.url, changelogFile: 'changelog.yaml' };
      await expect(update(options, { cwd: folder.path })).rejects.toMatchObject({ code: 'SQL_FAILED' });
      expect(await tables(database)).toEqual(['a', 'b']);
      expect((await repair({ ...options, rollbackSteps: true }, { cwd: folder.path })).interrupted).toEqual([]);
      expect(await tables(database)).toEqual([]);
      folder.write('changelog.yaml', asYaml([]) + table('b') + table('a'));
      await update(options, { cwd: folder.path });
      expect(await tables(database)).toEqual(['a', 'b']);
    });

    it('is forgotten with everything else by drop-all', async () => {
      await using database = await open();
      folder.write('changelog.sql', asSql(half));
      const options = { url: database.url, changelogFile: 'changelog.sql' };
      await expect(update(options, { cwd: folder.path })).rejects.toMatchObject({ code: 'SQL_FAILED' });
      await dropAll({ url: database.url, force: true });
      folder.write('changelog.sql', asSql(half.with(2, 'CREATE TABLE d (n INT)')));
      await update(options, { cwd: folder.path });
      expect(await tables(database)).toEqual(['a', 'b', 'c', 'd']);
    });

    it('may be forgotten', async () => {
      await using database = await open();
      folder.write('changelog.sql', asSql(calls));
      const options = { url: database.url, changelogFile: 'changelog.sql' };
      await expect(update(options, { cwd: folder.path })).rejects.toMatchObject({ code: 'SQL_FAILED' });
      expect((await repair({ ...options, forget: true }, { cwd: folder.path })).interrupted).toEqual([]);
      await expect(update(options, { cwd: folder.path })).rejects.toMatchObject({ code: 'SQL_FAILED', statement: { index: 1 } });
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);

describeTargets(
  'a changeset outside a transaction',
  ({ open }) => {
    const folder = useFolder();
    const index = 'CREATE UNIQUE INDEX CONCURRENTLY item_n ON item (n)';
    const options = { changelogFile: 'changelog.sql' };
    const write = (...sql: readonly string[]): void =>
      folder.write(
        'changelog.sql',
        '--liquibase formatted sql',
        '--changeset ann:1 runInTransaction:false',
        ...sql.map((one) => `${one};`),
      );

    it('drops the invalid index that a failed CREATE INDEX CONCURRENTLY left, and goes on', async () => {
      await using database = await open();
      await using connection = await database.connect();
      await connection.execute({ sql: 'CREATE TABLE item (n INT)' });
      await connection.execute({ sql: 'INSERT INTO item VALUES (1), (1)' });
      write(index, 'INSERT INTO item VALUES (2)');
      await expect(update({ url: database.url, ...options }, { cwd: folder.path })).rejects.toMatchObject({ code: 'SQL_FAILED' });
      expect((await connection.queryRows("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'item_n'::regclass")).rows).toEqual([
        ['false'],
      ]);
      await connection.execute({ sql: 'DELETE FROM item' });
      await update({ url: database.url, ...options }, { cwd: folder.path });
      expect((await connection.queryRows("SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'item_n'::regclass")).rows).toEqual([
        ['true'],
      ]);
      expect((await connection.queryRows('SELECT n FROM item')).rows).toEqual([['2']]);
    });

    it('sends no statement twice that was done before another failed', async () => {
      await using database = await open();
      write('CREATE TABLE item (n INT)', 'INSERT INTO item VALUES (1)', 'INSERT INTO item VALUES (1 / 0)', index);
      await expect(update({ url: database.url, ...options }, { cwd: folder.path })).rejects.toMatchObject({ statement: { index: 3 } });
      write('CREATE TABLE item (n INT)', 'INSERT INTO item VALUES (1)', 'INSERT INTO item VALUES (2)', index);
      await update({ url: database.url, ...options }, { cwd: folder.path });
      await using connection = await database.connect();
      expect((await connection.queryRows('SELECT n FROM item ORDER BY n')).rows).toEqual([['1'], ['2']]);
      expect((await connection.queryRows("SELECT to_regclass('databasechangelogstep')")).rows).toEqual([[null]]);
    });
  },
  ({ dialect }) => dialect === 'postgresql',
);
