import { expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import { smallChangelog, useFolder } from '../scenarios/folder.js';
import { describeTargets, type TestDatabase } from './targets.js';

const tags = [
  `'; DROP TABLE victim; --`,
  String.raw`\'; DROP TABLE victim; -- `,
  `"; DROP TABLE victim; --`,
  `$$; DROP TABLE victim; $$`,
  `:name ? $1 %s`,
  `ünïcödé 漢字 😀 \u2019`,
];
const names = [`a'; DROP TABLE victim; --b`, `a"; DROP TABLE victim; --b`, `a); DROP TABLE victim; --b`, `a b, c; DROP TABLE victim`];

describeTargets('settings of a command are data', ({ open, dialect }) => {
  const folder = useFolder();
  const run = () => ({ cwd: folder.path });

  async function withVictim(): Promise<TestDatabase> {
    folder.write('changelog.yaml', ...smallChangelog);
    const database = await open();
    await using connection = await database.connect();
    await connection.execute({ sql: 'CREATE TABLE victim (n int)' });
    return database;
  }

  async function expectUnharmed(database: TestDatabase): Promise<void> {
    await using connection = await database.connect();
    expect(await connection.query('SELECT n FROM victim')).toEqual([]);
  }

  it('tags', async () => {
    await using database = await withVictim();
    const { url } = database;
    await engine.update({ url, changelogFile: 'changelog.yaml' }, run());
    for (const tag of tags) {
      await engine.tag({ url, tag }, run());
      expect(await engine.tagExists({ url, tag }, run())).toMatchObject({ exists: true });
    }
    expect(await engine.tagExists({ url, tag: `' OR '1'='1` }, run())).toMatchObject({ exists: false });
    await engine.rollback({ url, changelogFile: 'changelog.yaml', tag: tags.at(-1)! }, run());
    await expectUnharmed(database);
  });

  it.for(names)('names of the tracking tables: %s', async (name) => {
    await using database = await withVictim();
    const options = {
      url: database.url,
      changelogFile: 'changelog.yaml',
      databaseChangelogTableName: name,
      databaseChangelogLockTableName: `${name} lock`,
    };
    expect(await engine.update(options, run())).toMatchObject({ summary: { run: 3 } });
    expect(await engine.update(options, run())).toMatchObject({ summary: { run: 0, previouslyRun: 3 } });
    await expectUnharmed(database);
  });

  it.runIf(dialect === 'postgresql').for(names)('default schemas: %s', async (name) => {
    await using database = await withVictim();
    const quoted = `"${name.replaceAll('"', '""')}"`;
    await using connection = await database.connect();
    await connection.execute({ sql: `CREATE SCHEMA ${quoted}` });
    const options = { url: database.url, changelogFile: 'changelog.yaml', defaultSchemaName: name };
    expect(await engine.update(options, run())).toMatchObject({ summary: { run: 3 } });
    expect(await engine.status(options, run())).toMatchObject({ pending: [] });
    expect(await connection.query(`SELECT id FROM ${quoted}.person`)).toEqual([{ id: 1 }]);
    await expectUnharmed(database);
  });
});
