import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diff, diffChangelog, generateChangelog, update } from '../../src/index.js';
import { describeTargets, type TestDatabase } from '../db/targets.js';

async function databaseWith(open: () => Promise<TestDatabase>, statements: readonly string[]): Promise<TestDatabase> {
  const database = await open();
  await using connection = await database.connect();
  for (const sql of statements) await connection.execute({ sql });
  return database;
}

interface Written {
  readonly id: string;
  readonly created?: string;
  readonly runOnChange?: boolean;
  readonly changes: readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[];
}

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'changelog-diff-options-'));
});
afterAll(async () => {
  await rm(cwd, { recursive: true });
});

const changesetsIn = async (file: string): Promise<readonly Written[]> =>
  (JSON.parse(await readFile(join(cwd, file), 'utf8')) as { databaseChangeLog: readonly { changeSet: Written }[] }).databaseChangeLog.map(
    ({ changeSet }) => changeSet,
  );

describeTargets(
  'an option of the commands that generate',
  (target) => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await databaseWith(target.open, [
        'CREATE TABLE club (id integer NOT NULL PRIMARY KEY)',
        'CREATE VIEW clubs AS SELECT id FROM club',
      ]);
    });
    afterAll(() => database[Symbol.asyncDispose]());
    const generated = async (options: Omit<Parameters<typeof generateChangelog>[0], 'url'>): Promise<readonly Written[]> => {
      await generateChangelog({ url: database.url, changelogFile: 'made.json', overwriteOutputFile: true, ...options }, { cwd });
      return changesetsIn('made.json');
    };

    it('writes when changesets were made, and only where it is asked to', async () => {
      expect((await generated({})).some((changeset) => 'created' in changeset)).toBe(false);
      for (const { created } of await generated({ generateChangesetCreatedValues: true }))
        expect(created).toMatch(/^20\d\d-\d\d-\d\d \d\d:\d\d\+0000$/);
    });

    it('writes replaceIfExists and runOnChange for the named change types', async () => {
      const options = { replaceIfExistsTypes: 'createView', runOnChangeTypes: 'createView' };
      const view = (await generated(options)).find(({ changes }) => changes.some((change) => 'createView' in change));
      expect(view).toMatchObject({ runOnChange: true, changes: [{ createView: { replaceIfExists: true } }] });
    });
  },
  ({ dialect }) => dialect === 'postgresql' || dialect === 'mariadb' || dialect === 'sqlite',
);

describeTargets(
  'the order of columns',
  (target) => {
    it('is compared and changed, unless it is not to count', async () => {
      await using reference = await databaseWith(target.open, ['CREATE TABLE t (a int, b int, c int)']);
      await using changing = await databaseWith(target.open, ['CREATE TABLE t (c int, a int, b int)']);
      const urls = { referenceUrl: reference.url, url: changing.url };
      expect((await diff(urls, { cwd })).equal).toBe(false);
      expect((await diff({ ...urls, diffColumnOrder: false }, { cwd })).equal).toBe(true);
      expect(await diffChangelog({ ...urls, diffColumnOrder: false, changelogFile: 'none.yaml' }, { cwd })).toMatchObject({
        changesets: 0,
      });
      await diffChangelog({ ...urls, changelogFile: 'order.yaml' }, { cwd });
      await update({ url: changing.url, changelogFile: 'order.yaml' }, { cwd });
      expect((await diff(urls, { cwd })).equal).toBe(true);
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);

const twoSchemas = (one: string, other: string): readonly string[] => [
  `CREATE SCHEMA ${one}`,
  `CREATE SCHEMA ${other}`,
  `CREATE TYPE ${other}.mood AS ENUM ('sad', 'ok')`,
  `CREATE SEQUENCE ${other}.numbers`,
  `CREATE TABLE ${one}.club (id integer PRIMARY KEY, mood ${other}.mood DEFAULT 'ok', number integer DEFAULT nextval('${other}.numbers'))`,
  `CREATE TABLE ${other}.event (id serial PRIMARY KEY, club integer REFERENCES ${one}.club, CHECK (club > 0))`,
  `CREATE INDEX event_club ON ${other}.event (club)`,
  `CREATE VIEW ${one}.happy AS SELECT e.id FROM ${other}.event e JOIN ${one}.club c ON c.id = e.club WHERE c.mood = 'ok'`,
  `COMMENT ON TABLE ${other}.event IS 'what happens'`,
];

describeTargets(
  'several schemas',
  (target) => {
    it.each(['xml', 'sql'])('are generated into one changelog in %s, each object in its own', async (format) => {
      await using source = await databaseWith(target.open, twoSchemas('app', 'audit'));
      await using copy = await target.open();
      const changelogFile = `schemas.${format}`;
      const made = await generateChangelog({ url: source.url, schemas: 'app,audit', changelogFile }, { cwd });
      expect(made.leftOut).toEqual([]);
      await update({ url: copy.url, changelogFile }, { cwd });
      const compared = { referenceUrl: source.url, url: copy.url, schemas: 'app,audit' };
      expect(await diff(compared, { cwd })).toMatchObject({ equal: true, reference: { schemas: ['app', 'audit'] } });
      expect(await diffChangelog({ ...compared, changelogFile: `more.${format}` }, { cwd })).toMatchObject({ changesets: 0 });
    });

    it('are compared with those of other names', async () => {
      await using reference = await databaseWith(target.open, twoSchemas('app', 'audit'));
      await using other = await databaseWith(target.open, twoSchemas('shop', 'audit').slice(0, -1));
      const found = await diff(
        { referenceUrl: reference.url, url: other.url, referenceSchemas: 'app,audit', schemas: 'shop,audit' },
        { cwd },
      );
      expect(found.changed).toMatchObject([{ kind: 'table', schema: 'audit', name: 'event', fields: [{ field: 'remarks' }] }]);
      expect([...found.missing, ...found.unexpected]).toEqual([]);
    });

    it('get the names that are to be written', async () => {
      await using source = await databaseWith(target.open, twoSchemas('app', 'audit'));
      await using copy = await target.open();
      const changelogFile = 'renamed.yaml';
      await generateChangelog({ url: source.url, schemas: 'app,audit', outputSchemas: 'one,two', changelogFile }, { cwd });
      await update({ url: copy.url, changelogFile }, { cwd });
      const found = await diff({ referenceUrl: source.url, url: copy.url, referenceSchemas: 'app,audit', schemas: 'one,two' }, { cwd });
      expect(found).toMatchObject({ equal: true });
    });
  },
  ({ dialect }) => dialect === 'postgresql',
);

describeTargets(
  'several databases of one server',
  (target) => {
    it('are generated under other names, also in the texts of views', async () => {
      await using one = await target.open();
      await using copy = await target.open();
      const [name, written] = [one, copy].map(({ url }) => new URL(url).pathname.slice(1));
      const other = `${name ?? ''}_more`;
      await using connection = await one.connect();
      const dropped = [other, `${written ?? ''}_more`].map((database) => `DROP DATABASE IF EXISTS ${database}`);
      try {
        for (const sql of [
          `CREATE DATABASE ${other}`,
          'CREATE TABLE club (id int PRIMARY KEY)',
          `CREATE TABLE ${other}.event (id int PRIMARY KEY, club int, CONSTRAINT fk FOREIGN KEY (club) REFERENCES club (id))`,
          `CREATE VIEW ${other}.clubs AS SELECT c.id FROM club c JOIN ${other}.event e ON e.club = c.id`,
        ])
          await connection.execute({ sql: sql.replace('REFERENCES club', `REFERENCES ${name ?? ''}.club`) });
        const schemas = `${name ?? ''},${other}`;
        const outputSchemas = `${written ?? ''},${written ?? ''}_more`;
        await generateChangelog({ url: one.url, schemas, outputSchemas, changelogFile: 'databases.yaml' }, { cwd });
        expect(await readFile(join(cwd, 'databases.yaml'), 'utf8')).not.toContain(name);
        await update({ url: copy.url, changelogFile: 'databases.yaml' }, { cwd });
        const found = await diff({ referenceUrl: one.url, url: copy.url, referenceSchemas: schemas, schemas: outputSchemas }, { cwd });
        expect([...found.missing, ...found.unexpected, ...found.changed]).toEqual([]);
      } finally {
        for (const sql of dropped) await connection.execute({ sql });
      }
    });
  },
  ({ dialect }) => dialect === 'mariadb' || dialect === 'mysql',
);

describe('an option that does not concern a database system', () => {
  it('is told with a code', async () => {
    await expect(generateChangelog({ url: 'sqlite::memory:', schemas: 'a', outputSchemas: 'b,c' }, { cwd })).rejects.toMatchObject({
      code: expect.stringMatching(/^CONFIG_/) as string,
    });
  });
});
