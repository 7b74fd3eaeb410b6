import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { baseline, diff, diffChangelog, generateChangelog, rollbackCount, status, tagExists, update } from '../../src/index.js';
import { loadDialect } from '../../src/dialects/registry.js';
import { describeTargets, targets, type TestDatabase } from '../db/targets.js';

const formats = ['xml', 'yaml', 'json', 'sql'] as const;

/** Systems whose schema can be read. */
const readable = new Set<string>();
for (const { name, dialect } of targets) if ((await loadDialect(dialect)).introspect !== undefined) readable.add(name);

const old = [
  'CREATE TABLE club (id integer NOT NULL PRIMARY KEY, name varchar(40) NOT NULL)',
  'CREATE TABLE member (id integer NOT NULL PRIMARY KEY, club integer, joined varchar(10), old_code varchar(7))',
  'CREATE INDEX member_club ON member (club)',
  'CREATE TABLE gone (id integer NOT NULL PRIMARY KEY)',
];
const next = [
  'CREATE TABLE club (id integer NOT NULL PRIMARY KEY, name varchar(80) NOT NULL, motto varchar(100))',
  'CREATE TABLE place (id integer NOT NULL PRIMARY KEY, name varchar(20) NOT NULL)',
  'CREATE TABLE member (id integer NOT NULL PRIMARY KEY, club integer, joined varchar(10), new_code varchar(7))',
  'CREATE INDEX member_club ON member (club, joined)',
  'CREATE VIEW clubs AS SELECT id, name FROM club',
];

async function databaseWith(open: () => Promise<TestDatabase>, statements: readonly string[]): Promise<TestDatabase> {
  const database = await open();
  await using connection = await database.connect();
  for (const sql of statements) await connection.execute({ sql });
  return database;
}

describeTargets(
  'the commands that compare',
  (target) => {
    let cwd = '';
    let reference: TestDatabase;
    let database: TestDatabase;
    beforeAll(async () => {
      cwd = await mkdtemp(join(tmpdir(), 'changelog-commands-'));
      [reference, database] = [await databaseWith(target.open, next), await databaseWith(target.open, old)];
    });
    afterAll(async () => {
      await reference[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await rm(cwd, { recursive: true });
    });

    it('tell what differs, from the reference to the database', async () => {
      const found = await diff({ referenceUrl: reference.url, url: database.url }, { cwd });
      const names = (list: typeof found.missing): readonly string[] =>
        list
          .map(({ kind, table, name }) => `${kind} ${table === undefined ? '' : `${table}.`}${name}`)
          .filter((name) => !name.startsWith('primaryKey'));
      expect(found.equal).toBe(false);
      expect(names(found.missing).toSorted()).toEqual(
        ['column club.motto', 'column member.new_code', 'column place.id', 'column place.name', 'table place', 'view clubs'].toSorted(),
      );
      expect(names(found.unexpected).toSorted()).toEqual(['column gone.id', 'column member.old_code', 'table gone']);
      expect(names(found.changed)).toEqual(['column club.name', 'index member.member_club']);
      expect(found.renames).toMatchObject([{ from: { name: 'old_code' }, to: { name: 'new_code' } }]);
      expect((await diff({ referenceUrl: database.url, url: database.url }, { cwd })).equal).toBe(true);
    });

    it('take only what the options let through', async () => {
      const kinds = async (options: Parameters<typeof diff>[0] extends infer O ? Partial<O> : never): Promise<readonly string[]> => {
        const { missing, unexpected, changed } = await diff({ referenceUrl: reference.url, url: database.url, ...options }, { cwd });
        return [...missing, ...unexpected, ...changed].map(({ kind, name }) => `${kind} ${name}`).toSorted();
      };
      expect(await kinds({ diffTypes: 'views, Indexes' })).toEqual(['index member_club', 'view clubs']);
      expect(await kinds({ includeObjects: 'club.*', excludeObjects: undefined })).toEqual(['column motto', 'column name', 'view clubs']);
      expect(await kinds({ diffTypes: 'tables,columns', excludeObjects: 'table:(place|gone|club), column:.*_code' })).toEqual([]);
      await expect(kinds({ diffTypes: 'tabels' })).rejects.toMatchObject({ code: 'CONFIG_INVALID_VALUE' });
      await expect(kinds({ includeObjects: '(' })).rejects.toMatchObject({ code: 'CONFIG_INVALID_VALUE' });
    });

    it.each(formats)('add to a changelog what makes the database like the reference, and rollback takes it back (%s)', async (format) => {
      await using changing = await databaseWith(target.open, old);
      const changelogFile = `changes.${format}`;
      const options = { referenceUrl: reference.url, url: changing.url, changelogFile } as const;
      const added = await diffChangelog(options, { cwd });
      expect(added.leftOut).toEqual([]);
      expect(added.renames).toMatchObject([{ kind: 'column', from: 'old_code', to: 'new_code' }]);
      const text = await readFile(join(cwd, changelogFile), 'utf8');
      expect(text).toContain('destructive');
      await update({ url: changing.url, changelogFile }, { cwd });
      expect((await diff({ referenceUrl: reference.url, url: changing.url }, { cwd })).equal).toBe(true);
      expect(await diffChangelog(options, { cwd })).toMatchObject({ changesets: 0 });
      expect(await readFile(join(cwd, changelogFile), 'utf8')).toBe(text);
      await rollbackCount({ url: changing.url, changelogFile, count: added.changesets }, { cwd });
      expect(await diff({ referenceUrl: database.url, url: changing.url }, { cwd })).toMatchObject({ equal: true });
    });

    it.each(['xml', 'sql'] as const)('generate the same bytes each time, which build the same schema (%s)', async (format) => {
      const [one, other] = [`one.${format}`, `other.${format}`];
      for (const changelogFile of [one, other]) await generateChangelog({ url: reference.url, changelogFile }, { cwd });
      const text = await readFile(join(cwd, one), 'utf8');
      expect(await readFile(join(cwd, other), 'utf8')).toBe(text);
      await expect(generateChangelog({ url: reference.url, changelogFile: one }, { cwd })).rejects.toMatchObject({
        code: 'CONFIG_FILE_EXISTS',
      });
      await using built = await target.open();
      await update({ url: built.url, changelogFile: one }, { cwd });
      expect((await diff({ referenceUrl: reference.url, url: built.url }, { cwd })).equal).toBe(true);
    });

    it('write rows as CSV or as inserts, and load them again', async () => {
      const rows = ["INSERT INTO club VALUES (1, 'it''s, \"quoted\"'), (2, 'NULL')", "INSERT INTO member VALUES (7, 1, NULL, '')"];
      await using source = await databaseWith(target.open, [...old, ...rows]);
      for (const dataOutputDirectory of ['data', undefined]) {
        await using copy = await target.open();
        const changelogFile = dataOutputDirectory === undefined ? 'inserts.yaml' : 'loads.yaml';
        const diffTypes = 'tables, columns, primarykeys, indexes, data';
        const made = await generateChangelog({ url: source.url, changelogFile, diffTypes, dataOutputDirectory }, { cwd });
        expect(made.dataFiles).toEqual(dataOutputDirectory === undefined ? [] : ['data/member.csv']);
        await update({ url: copy.url, changelogFile }, { cwd });
        await using connection = await copy.connect();
        const found = await connection.queryRows(
          'SELECT club.id, name, member.id, joined, old_code FROM club LEFT JOIN member ON club = club.id ORDER BY 1',
        );
        expect(found.rows.map((row) => [...row])).toEqual([
          ['1', 'it\'s, "quoted"', '7', null, ''],
          ['2', 'NULL', null, null, null],
        ]);
      }
    });

    it('start with a live database: its changelog is written, recorded and tagged', async () => {
      await using live = await databaseWith(target.open, next);
      const made = await baseline({ url: live.url, changelogFile: 'baseline.yaml', tag: 'start' }, { cwd });
      expect(made.recorded).toBe(made.changesets);
      expect((await status({ url: live.url, changelogFile: 'baseline.yaml' }, { cwd })).upToDate).toBe(true);
      expect((await tagExists({ url: live.url, tag: 'start' }, { cwd })).exists).toBe(true);
    });

    it('give the changesets what the options say', async () => {
      await writeFile(join(cwd, 'looks.json'), '');
      await generateChangelog(
        {
          url: reference.url,
          changelogFile: 'looks.json',
          overwriteOutputFile: true,
          author: 'ann',
          contextFilter: 'test',
          labelFilter: 'v1',
          useOrReplaceOption: true,
          runOnChangeTypes: 'createView',
          objectQuotingStrategy: 'QUOTE_ALL_OBJECTS',
          skipObjectSorting: true,
        },
        { cwd },
      );
      const { databaseChangeLog: list } = JSON.parse(await readFile(join(cwd, 'looks.json'), 'utf8')) as {
        databaseChangeLog: readonly { changeSet: Readonly<Record<string, unknown>> }[];
      };
      for (const { changeSet } of list)
        expect(changeSet).toMatchObject({ author: 'ann', contextFilter: 'test', labels: 'v1', objectQuotingStrategy: 'QUOTE_ALL_OBJECTS' });
      expect(list.at(-1)?.changeSet).toMatchObject({
        runOnChange: true,
        changes: [{ createView: { viewName: 'clubs', replaceIfExists: true } }],
      });
    });
  },
  ({ name }) => readable.has(name),
);
