import { expect, it } from 'vitest';
import { rollbackCount, update } from '../../src/index.js';
import { useFolder } from '../scenarios/folder.js';
import { describeTargets } from './targets.js';

const folder = useFolder();

const blobType: Readonly<Record<string, string>> = {
  postgresql: 'bytea',
  mysql: 'blob',
  mariadb: 'blob',
  mssql: 'varbinary(max)',
  oracle: 'blob',
  sqlite: 'blob',
};

/** A type for text of any length and any language. */
const textType: Readonly<Record<string, string>> = { mssql: 'nclob' };

/** A changelog that creates the table first; the rest are further changesets. */
function changelog(...changesets: readonly string[]): readonly string[] {
  return [
    'databaseChangeLog:',
    '  - changeSet:',
    '      id: table',
    '      author: ann',
    '      changes:',
    '        - createTable:',
    '            tableName: people',
    '            columns:',
    '              - column: { name: id, type: int, constraints: { primaryKey: true, nullable: false } }',
    '              - column: { name: name, type: varchar(50) }',
    '              - column: { name: note, type: "${text}" }',
    '              - column: { name: born, type: date }',
    '              - column: { name: amount, type: "decimal(10,2)" }',
    '              - column: { name: data, type: "${blob}" }',
    ...changesets,
  ];
}

const changeset = (id: string, change: string): string =>
  [`  - changeSet:`, `      id: ${id}`, `      author: ann`, `      changes:`, `        - ${change}`].join('\n');

describeTargets('loading files', (target) => {
  const parameters = { blob: blobType[target.dialect] ?? 'blob', text: textType[target.dialect] ?? 'clob' };

  it('brings quotes, backslashes, line ends, NULLs, numbers, dates and bytes over as they are', async () => {
    await using database = await target.open();
    const load = '{ loadData: { tableName: people, file: people.csv, columns: [{ column: { name: data, type: BLOB } }] } }';
    folder.write('changelog.yaml', ...changelog(changeset('load', load)));
    const tricky = String.raw`it's ""so"" \n; -- no /* comment */ ? :x $$ 中 é`;
    folder.write('people.csv', 'id,name,note,born,amount,data', `1,Ann,"${tricky}",2020-01-31,12.50,AQID`, '2,null,"two\nlines",,,');
    await update({ url: database.url, changelogFile: 'changelog.yaml', parameters }, { cwd: folder.path });
    await using connection = await database.connect();
    const rows = await connection.query<{ name: string | null; note: string; amount: unknown; born: unknown; data: Uint8Array }>(
      'SELECT name, note, born, amount, data FROM people ORDER BY id',
    );
    expect(rows.map((row) => [row.name, row.note])).toEqual([
      ['Ann', tricky.replaceAll('""', '"')],
      [null, 'two\nlines'],
    ]);
    expect([Number(rows[0]?.amount), rows[1]?.amount, rows[1]?.born]).toEqual([12.5, null, null]);
    expect([...(rows[0]?.data ?? [])]).toEqual([1, 2, 3]);
  });

  it('loads more rows than one statement takes', async () => {
    await using database = await target.open();
    folder.write('changelog.yaml', ...changelog(changeset('load', '{ loadData: { tableName: people, file: people.csv } }')));
    folder.write('people.csv', 'id,name', ...Array.from({ length: 257 }, (_, i) => `${i + 1},name ${i + 1}`));
    await update({ url: database.url, changelogFile: 'changelog.yaml', parameters }, { cwd: folder.path });
    await using connection = await database.connect();
    const [row] = await connection.query<{ n: number; last: string }>('SELECT count(*) AS n, max(id) AS last FROM people');
    expect([Number(row?.n), Number(row?.last)]).toEqual([257, 257]);
  });

  it('updates rows that are there, inserts the others, and takes both back', async () => {
    await using database = await target.open();
    const load =
      '{ loadUpdateData: { tableName: people, file: people.csv, primaryKey: id, columns: [{ column: { name: note, allowUpdate: false } }] } }';
    const insert =
      '{ insert: { tableName: people, columns: [{ column: { name: id, valueNumeric: 1 } }, { column: { name: note, value: kept } }] } }';
    folder.write('changelog.yaml', ...changelog(changeset('insert', insert), changeset('load', load)));
    folder.write('people.csv', 'id,name,note', "1,it's $$ Ann,new", '2,Bob,new');
    const options = { url: database.url, changelogFile: 'changelog.yaml', parameters };
    await update(options, { cwd: folder.path });
    await using connection = await database.connect();
    const people = () => connection.query<{ name: string; note: string }>('SELECT name, note FROM people ORDER BY id');
    expect(await people()).toEqual([
      { name: "it's $$ Ann", note: 'kept' },
      { name: 'Bob', note: 'new' },
    ]);
    await rollbackCount({ ...options, count: 1 }, { cwd: folder.path });
    expect(await people()).toEqual([]);
  });
});
