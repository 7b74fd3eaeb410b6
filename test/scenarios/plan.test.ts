import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import * as engine from '../../src/index.js';
import type { ChangelogEvent } from '../../src/index.js';
import { describeTargets, targets, type TestDatabase } from '../db/targets.js';
import { useFolder } from './folder.js';

const table =
  '- createTable: { tableName: person, columns: [{ column: { name: id, type: int } }, { column: { name: nick, type: varchar(20) } }] }';
const changeset = (id: string, change: string, extra: readonly string[] = []): readonly string[] => [
  `  - changeSet:`,
  `      id: ${id}`,
  '      author: ann',
  ...extra.map((line) => `      ${line}`),
  '      changes:',
  `        ${change}`,
];
const when = (condition: string): readonly string[] => [`preConditions: [{ onFail: MARK_RAN }, ${condition}]`];

describeTargets('a plan', ({ open }) => {
  const folder = useFolder();
  const input = (database: TestDatabase) => ({ url: database.url, changelogFile: 'changelog.yaml' });
  const plan = async (database: TestDatabase, save?: string) => engine.plan({ ...input(database), save }, { cwd: folder.path });
  const write = (...changesets: readonly (readonly string[])[]): void =>
    folder.write('changelog.yaml', 'databaseChangeLog:', ...changesets.flat());
  async function run(database: TestDatabase, options: { plan?: string; rehearse?: boolean } = {}) {
    const sent: string[] = [];
    const onEvent = (event: ChangelogEvent): void => void (event.type === 'statement' && sent.push(event.sql));
    const result = await engine.update({ ...input(database), ...options }, { cwd: folder.path, onEvent });
    return { result, sent };
  }

  it('shows what update sends, with the effects of earlier changesets on later preconditions, and changes nothing', async () => {
    await using database = await open();
    write(
      changeset('1', table),
      changeset(
        '2',
        '- addColumn: { tableName: person, columns: [{ column: { name: age, type: int } }] }',
        when('{ columnExists: { tableName: person, columnName: nick } }'),
      ),
      changeset('3', '- dropColumn: { tableName: person, columnName: nick }', when('{ not: [{ tableExists: { tableName: person } }] }')),
      changeset('4', '- renameTable: { oldTableName: person, newTableName: human }', when('{ tableIsEmpty: { tableName: person } }')),
      changeset('5', '- dropTable: { tableName: human }', when('{ tableExists: { tableName: human } }')),
    );
    const { changesets } = await plan(database);
    expect(changesets.map(({ id, action, doubt }) => [id, action, doubt])).toEqual([
      ['1', 'run', undefined],
      ['2', 'run', undefined],
      ['3', 'mark-ran', undefined],
      ['4', 'run', undefined],
      ['5', 'run', undefined],
    ]);
    expect((await engine.history({ url: database.url }, { cwd: folder.path })).deployments).toEqual([]);
    const { sent, result } = await run(database);
    expect(sent).toEqual(changesets.flatMap(({ sql }) => sql));
    expect(result.changesets.map(({ execType }) => execType)).toEqual(['EXECUTED', 'EXECUTED', 'MARK_RAN', 'EXECUTED', 'EXECUTED']);
    expect((await plan(database)).upToDate).toBe(true);
  });

  it('leaves open what a query on planned data decides, and shows the SQL of both cases', async () => {
    await using database = await open();
    write(
      changeset('1', table),
      changeset('2', '- insert: { tableName: person, columns: [{ column: { name: id, valueNumeric: 1 } }] }'),
      changeset('3', '- delete: { tableName: person }', when('{ sqlCheck: { expectedResult: 1, sql: SELECT COUNT(*) FROM person } }')),
    );
    const { changesets } = await plan(database);
    expect(changesets[2]).toMatchObject({ action: 'undecided', doubt: expect.stringContaining('as it is now') as string });
    expect(changesets[2]?.sql).toHaveLength(1);
    expect((await run(database)).sent).toEqual(changesets.flatMap(({ sql }) => sql));
  });

  it('types values by the columns of a table that the run itself makes', async () => {
    await using database = await open();
    const values: Readonly<Record<string, string>> = {
      int: '7',
      bigint: '8',
      smallint: '9',
      'decimal(10, 2)': '1.50',
      double: '2.5',
      float: '3.5',
      boolean: '1',
      'char(3)': 'abc',
      'varchar(20)': '007',
      'nvarchar(20)': '',
      clob: 'long',
      date: '2024-05-06',
      datetime: '2024-05-06T07:08:09',
      'timestamp(3)': '2024-05-06T07:08:09',
      uuid: '123e4567-e89b-12d3-a456-426614174000',
    };
    const columns = Object.keys(values).map((type, at) => `{ column: { name: c${at}, type: "${type}" } }`);
    folder.write('goods.csv', columns.map((_, at) => `c${at}`).join(), Object.values(values).join());
    const load = '- loadData: { tableName: goods, file: goods.csv }';
    write(
      changeset('1', `- createTable: { tableName: goods, columns: [${columns.join()}] }`),
      changeset('2', load),
      changeset('3', '- modifyDataType: { tableName: goods, columnName: c0, newDataType: varchar(9) }'),
      changeset('4', load),
      changeset('5', '- dropColumn: { tableName: goods, columnName: c1 }'),
      changeset('6', '- addColumn: { tableName: goods, columns: [{ column: { name: extra, type: varchar(5) } }] }'),
      changeset('7', '- renameColumn: { tableName: goods, oldColumnName: extra, newColumnName: c1, columnDataType: varchar(5) }'),
      changeset('8', load),
    );
    const { changesets } = await plan(database);
    expect(['2', '4', '8'].map((loads) => changesets.find(({ id }) => id === loads)?.openSql)).toEqual([undefined, undefined, undefined]);
    expect((await run(database)).sent).toEqual(changesets.flatMap(({ sql }) => sql));
  });

  it('says that it cannot know how values are typed where SQL of the changelog makes their columns', async () => {
    await using database = await open();
    folder.write('people.csv', 'id,code', '1,007');
    write(
      changeset('1', '- sql: { sql: "CREATE TABLE person (id INT, code VARCHAR(9))" }'),
      changeset('2', '- loadData: { tableName: person, file: people.csv }'),
    );
    const { changesets } = await plan(database);
    const { sent } = await run(database);
    if (changesets[1]?.openSql !== true) expect(sent).toEqual(changesets.flatMap(({ sql }) => sql));
    expect(changesets[0]?.openSql).toBeUndefined();
  });

  it('cannot be saved where data hold the time of the run', async () => {
    await using database = await open();
    folder.write('visits.csv', 'at', 'NOW');
    const load = '- loadData: { tableName: visit, file: visits.csv, columns: [{ column: { name: at, type: datetime } }] }';
    write(changeset('1', '- createTable: { tableName: visit, columns: [{ column: { name: at, type: datetime } }] }'), changeset('2', load));
    expect((await plan(database)).changesets.map(({ openSql }) => openSql)).toEqual([undefined, true]);
    await expect(plan(database, 'plan.json')).rejects.toMatchObject({
      code: 'PLAN_CANNOT_SAVE',
      message: expect.stringContaining('its data hold the time at which it runs') as string,
    });
  });

  it('is executed from its file, unless history, schema or changelog have moved since', async () => {
    await using database = await open();
    write(changeset('1', table), changeset('2', '- addColumn: { tableName: person, columns: [{ column: { name: age, type: int } }] }'));
    await plan(database, 'plan.json');
    write(changeset('1', table), changeset('2', '- addColumn: { tableName: person, columns: [{ column: { name: years, type: int } }] }'));
    await expect(run(database, { plan: 'plan.json' })).rejects.toMatchObject({
      code: 'PLAN_MOVED',
      message: expect.stringContaining('changelog.yaml::2::ann') as string,
    });
    await plan(database, 'plan.json');
    expect((await run(database, { plan: 'plan.json' })).result.summary.run).toBe(2);
    await expect(run(database, { plan: 'plan.json' })).rejects.toMatchObject({
      code: 'PLAN_MOVED',
      message: expect.stringContaining('history') as string,
    });
  });

  it('sends nothing but the statements of the file', async () => {
    await using database = await open();
    write(changeset('1', table));
    await plan(database, 'plan.json');
    const file = join(folder.path, 'plan.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('person', 'persons'));
    await expect(run(database, { plan: 'plan.json' })).rejects.toMatchObject({ code: 'PLAN_MOVED' });
    expect((await plan(database)).changesets).toHaveLength(1);
  });

  it('shows where the run will end, and cannot be saved then', async () => {
    await using database = await open();
    write(changeset('1', table), changeset('2', '- stop: { message: look here }'), changeset('3', '- dropTable: { tableName: person }'));
    expect((await plan(database)).changesets.map(({ action, why }) => [action, why])).toEqual([
      ['run', 'it has not run yet'],
      ['halt', expect.stringContaining('look here')],
      ['not-reached', 'the run ends before it'],
    ]);
    await expect(plan(database, 'plan.json')).rejects.toMatchObject({ code: 'PLAN_CANNOT_SAVE' });
  });

  it('is rehearsed in a transaction that is rolled back, where the database can', async () => {
    await using database = await open();
    write(changeset('1', table), changeset('2', '- insert: { tableName: person, columns: [{ column: { name: id, valueNumeric: 1 } }] }'));
    if (database.dialect.traits.transactionalDdl) {
      expect((await run(database, { rehearse: true })).result).toMatchObject({ rehearsed: true, summary: { run: 2 } });
      write(changeset('1', table), changeset('2', '- sql: { sql: INSERT INTO nowhere VALUES (1) }'));
      await expect(run(database, { rehearse: true })).rejects.toMatchObject({ code: 'SQL_FAILED', changeset: { id: '2' } });
      write(changeset('1', table), changeset('2', '- sql: { sql: "SELECT 1; COMMIT" }'));
      await expect(run(database, { rehearse: true })).rejects.toMatchObject({ code: 'PLAN_CANNOT_REHEARSE' });
      write(changeset('1', table, ['runInTransaction: false']));
    }
    await expect(run(database, { rehearse: true })).rejects.toMatchObject({ code: 'PLAN_CANNOT_REHEARSE' });
    expect((await plan(database)).changesets.length).toBeGreaterThan(0);
    await using connection = await database.connect();
    await expect(connection.query('SELECT * FROM person')).rejects.toMatchObject({ code: 'SQL_FAILED' });
  });
});

describe.for(targets.filter(({ dialect }) => dialect === 'postgresql'))('a rehearsal on $name', ({ open }) => {
  const folder = useFolder();
  const rehearsal = async (...changes: readonly string[]) => {
    await using database = await open();
    const lines = changes.flatMap((sql, at) => changeset(String(at + 1), `- sql: { splitStatements: false, sql: "${sql}" }`));
    folder.write('changelog.yaml', 'databaseChangeLog:', ...lines);
    const options = { url: database.url, changelogFile: 'changelog.yaml', rehearse: true };
    return await engine.update(options, { cwd: folder.path });
  };
  const tree = 'CREATE TABLE tree (n int PRIMARY KEY, m int REFERENCES tree DEFERRABLE INITIALLY DEFERRED)';

  it('checks with each changeset what its commit would check', async () => {
    await expect(rehearsal(tree, 'INSERT INTO tree VALUES (1, 2)', 'INSERT INTO tree VALUES (2, 1)')).rejects.toMatchObject({
      code: 'SQL_FAILED',
      serverCode: '23503',
      changeset: { id: '2' },
    });
  });

  it('lets constraints wait as long as the run would', async () => {
    const both = 'INSERT INTO tree VALUES (1, 2); INSERT INTO tree VALUES (2, 1)';
    const others = 'INSERT INTO tree VALUES (3, 4); INSERT INTO tree VALUES (4, 3)';
    expect(await rehearsal(tree, both, others)).toMatchObject({ rehearsed: true, summary: { run: 3 } });
  });
});

describe('a saved plan', () => {
  const folder = useFolder();
  it('that is no plan is refused before anything happens', async () => {
    folder.write('changelog.yaml', 'databaseChangeLog:', ...changeset('1', table));
    folder.write('plan.json', '{}');
    const run = engine.update({ url: 'sqlite:a.db', changelogFile: 'changelog.yaml', plan: 'plan.json' }, { cwd: folder.path });
    await expect(run).rejects.toMatchObject({ code: 'CONFIG_FILE' });
  });
});
