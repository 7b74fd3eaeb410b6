import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { dataFileChecksum } from '../../src/changes/load-data/checksum.js';
import { isNowText, nowText } from '../../src/changes/load-data/now.js';
import { ChangelogError } from '../../src/core/error.js';
import type { ChangeContext } from '../../src/define/change.js';
import { parseType } from '../../src/dialects/data-types.js';
import type { Statement } from '../../src/model/statement.js';
import type { Value } from '../../src/model/value.js';
import { sqlFor } from '../dialects/context.js';
import { changeNode, definitionOf } from './render.js';

type Props = Readonly<Record<string, unknown>>;

interface Setting {
  readonly multiRowInsert?: boolean;
  /** Types of the table's columns, as a live database tells them. */
  readonly live?: Readonly<Record<string, string>>;
  readonly warnings?: string[];
}

/** A context with one file, `rows.csv`, and others by name. */
function contextOf(csv: string, setting: Setting = {}, others: Readonly<Record<string, string>> = {}): ChangeContext {
  const all: Readonly<Record<string, string>> = { 'rows.csv': csv, ...others };
  const text = (path: string): string => all[path] ?? '';
  const sql = sqlFor('postgresql');
  return {
    traits: { ...sql.dialect.traits, multiRowInsert: setting.multiRowInsert ?? true },
    changeset: { source: { file: 'db/changelog.xml', line: 1, column: 1 } } as ChangeContext['changeset'],
    files: {
      text,
      bytes: (path) => new TextEncoder().encode(text(path)),
      pieces: (path) => [new TextEncoder().encode(text(path))],
      chunks: (path) => [text(path)],
    },
    expand: (one) => one,
    splitSql: () => [],
    typeFamily: (declared) => parseType(declared, false).family,
    live: setting.live && { columns: () => Promise.resolve(Object.entries(setting.live ?? {}).map(([name, type]) => ({ name, type }))) },
    say: () => undefined,
    warn: (message) => void setting.warnings?.push(message),
  };
}

async function collect<T>(items: Iterable<T> | AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

async function statements(props: Props, context: ChangeContext, name = 'loadData'): Promise<readonly Statement[]> {
  const change = changeNode(name, { tableName: 't', file: 'rows.csv', ...props });
  return collect(definitionOf(name).statements(change.props, context));
}

/** Column names and values of the only row. */
async function row(csv: string, props: Props = {}, setting: Setting = {}, others: Readonly<Record<string, string>> = {}) {
  const [first] = await statements(props, contextOf(csv, { multiRowInsert: false, ...setting }, others));
  if (first?.kind !== 'insert') throw new Error('no row');
  return Object.fromEntries(first.columns.map(({ name, value }) => [name, value]));
}

async function refusal(csv: string, props: Props = {}): Promise<ChangelogError> {
  try {
    await statements(props, contextOf(csv));
  } catch (error) {
    if (error instanceof ChangelogError) return error;
  }
  throw new Error('not refused');
}

const text = (one: string): Value => ({ kind: 'string', text: one });
const none: Value = { kind: 'null' };

describe('loadData', () => {
  it('loads values as text where nobody tells their type, and NULL or nothing as NULL', async () => {
    expect(await row('a,b,c,d\n1,,null,x y\n')).toEqual({ a: text('1'), b: none, c: none, d: text('x y') });
  });

  it('takes values as the declared types say', async () => {
    const columns = Object.entries({
      n: 'NUMERIC',
      e: 'numeric',
      b: 'BOOLEAN',
      d: 'DATE',
      ts: 'datetime',
      f: 'DATE',
      s: 'STRING',
      c: 'COMPUTED',
      q: 'SEQUENCE',
      u: 'UUID',
      o: 'OTHER',
      own: 'citext',
      no: 'SKIP',
    }).map(([name, type]) => ({ name, type }));
    const csv = 'n,e,b,d,ts,f,s,c,q,u,o,own,no\n1.50,a+1,yes,2020-01-31,2020-01-31 10:20:30,now(),,now(),seq,abc,x,y,z\n';
    expect(await row(csv, { columns, schemaName: 's' })).toEqual({
      n: { kind: 'numeric', text: '1.50' },
      e: { kind: 'computed', sql: 'a+1' },
      b: { kind: 'boolean', value: true },
      d: { kind: 'date', text: '2020-01-31' },
      ts: { kind: 'date', text: '2020-01-31T10:20:30' },
      f: { kind: 'computed', sql: 'now()' },
      s: text(''),
      c: { kind: 'computed', sql: 'now()' },
      q: { kind: 'sequenceNext', sequence: 'seq', schema: 's' },
      u: text('abc'),
      o: text('x'),
      own: text('y'),
    });
  });

  it('gives empty fields their defaults', async () => {
    const columns = [
      { name: 'a', defaultValue: 'x' },
      { name: 'b', type: 'BOOLEAN', defaultValueBoolean: true },
      { name: 'n', type: 'NUMERIC', defaultValueNumeric: '7' },
      { name: 'd', type: 'DATE', defaultValueDate: '2020-01-31' },
      { name: 'e', type: 'DATE', defaultValueComputed: 'now()' },
      { name: 's', type: 'SEQUENCE', defaultValue: 'seq' },
      { name: 'z', type: 'NUMERIC' },
    ];
    expect(await row('a,b,n,d,e,s,z\n,,,,,,\n', { columns })).toEqual({
      a: text('x'),
      b: { kind: 'boolean', value: true },
      n: { kind: 'numeric', text: '7' },
      d: { kind: 'date', text: '2020-01-31' },
      e: { kind: 'computed', sql: 'now()' },
      s: { kind: 'sequenceNext', sequence: 'seq', schema: undefined },
      z: none,
    });
  });

  it('finds the column of a header by name, header in any case, or index', async () => {
    const columns = [
      { header: 'NUMBER', name: 'id', type: 'NUMERIC' },
      { index: 1n, name: 'second' },
      { name: 'c', type: 'BOOLEAN' },
    ];
    expect(await row('number, b ,C\n1,x,t\n', { columns })).toEqual({
      id: { kind: 'numeric', text: '1' },
      second: text('x'),
      c: { kind: 'boolean', value: true },
    });
  });

  it('reads blobs from base64 or a file, and clobs from a file, beside the changelog', async () => {
    const columns = [
      { name: 'a', type: 'BLOB' },
      { name: 'b', type: 'BLOB' },
      { name: 'c', type: 'CLOB' },
    ];
    const loaded = await row('a,b,c\nAQI=,picture.bin,note.txt\n', { columns }, {}, { 'picture.bin': 'xy', 'note.txt': 'long text' });
    expect(loaded['a']).toEqual({ kind: 'blob', bytes: Buffer.from([1, 2]) });
    expect(loaded['b']).toEqual({ kind: 'blob', bytes: new TextEncoder().encode('xy') });
    expect(loaded['c']).toEqual({ kind: 'clob', text: 'long text' });
  });

  it('types what the change does not by the columns of the live table, text columns as text', async () => {
    const live = { ID: 'integer', ok: 'tinyint(1)', born: 'timestamp without time zone', note: 'text', key: 'uuid', data: 'jsonb' };
    expect(await row('id,ok,born,note,key,data\n7,1,2020-01-31T10:00:00,some words,abc,{}\n', {}, { live })).toEqual({
      id: { kind: 'numeric', text: '7' },
      ok: { kind: 'boolean', value: true },
      born: { kind: 'date', text: '2020-01-31T10:00:00' },
      note: text('some words'),
      key: text('abc'),
      data: text('{}'),
    });
  });

  it('leaves comment lines and empty lines out, before the header too, but no header that starts like one', async () => {
    expect(await row('# people\n\na,b\n# note\n  \n1,2\n')).toEqual({ a: text('1'), b: text('2') });
    expect(await row('#a,b\n1,2\n')).toEqual({ '#a': text('1'), b: text('2') });
    expect(await row('a,b\n#1,2\n', { commentLineStartsWith: '' })).toEqual({ a: text('#1'), b: text('2') });
  });

  it('reads tabs by their spelling, and fields that are never quoted', async () => {
    const props = { separator: String.raw`\t`, quotchar: ' ' };
    expect(await row('a\tb\n"x\ty"\n', props)).toEqual({ a: text('"x'), b: text('y"') });
  });

  it('inserts 51 rows at a time where the database takes many, and one by one where not', async () => {
    const csv = `a\n${'1\n'.repeat(120)}`;
    const many = await statements({}, contextOf(csv));
    expect(many.map((one) => (one.kind === 'insertRows' ? one.rows.length : one.kind))).toEqual([51, 51, 18]);
    expect(await statements({}, contextOf(csv, { multiRowInsert: false }))).toHaveLength(120);
  });

  it('refuses a line of another length than the header, an empty file and a column without a name, each with its line', async () => {
    const short = await refusal('a,b\n1,2\n"x\ny",2,3\n');
    expect([short.code, short.source?.line]).toEqual(['PARSE_CSV', 3]);
    expect(short.message).toContain('3 values');
    expect((await refusal('')).message).toContain('is empty');
    expect((await refusal('a,\n1,2\n')).message).toContain('column 2');
    expect((await refusal('a,b\n,1\n', { columns: [{ name: 'a', type: 'SEQUENCE' }] })).message).toContain('sequence');
  });
});

describe('loadUpdateData', () => {
  const csv = 'id,name,born\n1,Ann,2000\nNULL,Bob,2001\n';

  it('updates all columns but the key and those that it may not', async () => {
    const columns = [{ name: 'born', allowUpdate: false }];
    const [first] = await statements({ primaryKey: 'id', columns }, contextOf(csv), 'loadUpdateData');
    expect(first).toMatchObject({ kind: 'upsert', primaryKey: ['id'], onlyUpdate: false, allowUpdate: ['name'] });
  });

  it('is undone by deleting the rows of the file', async () => {
    const change = changeNode('loadUpdateData', { tableName: 't', file: 'rows.csv', primaryKey: 'id' });
    const [inverse] = definitionOf('loadUpdateData').inverse(change) ?? [];
    const undone = await collect(definitionOf('loadUpdateData').undo(inverse?.props ?? {}, contextOf(csv)));
    const sql = sqlFor('postgresql');
    expect(undone.flatMap((one) => sql.render(one)).map((one) => one.sql)).toEqual([
      "DELETE FROM t WHERE id = '1'",
      'DELETE FROM t WHERE id is NULL',
    ]);
  });

  it('refuses a key that the file has no column for', async () => {
    await expect(statements({ primaryKey: 'id, nr' }, contextOf(csv), 'loadUpdateData')).rejects.toThrow('nr');
  });
});

describe('the checksum of a data file', () => {
  const sum = (content: string, comment = '#', size = 1000): string => {
    const bytes = Buffer.from(content);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    return dataFileChecksum(pieces, comment, 9);
  };
  const md5 = (content: string): string => `9:${createHash('md5').update(content).digest('hex')}`;

  it('does not see carriage returns, empty lines, comment lines and the last line end', () => {
    expect(sum('\n# c\r\na,b\r\n\r\n#d\n1,#2\n\n\n')).toBe(md5('a,b\n1,#2'));
    expect(sum('a\n# last')).toBe(md5('a'));
    expect(sum('# only\n')).toBe(md5(''));
  });

  it('knows comments by the first character of the mark alone, or not at all', () => {
    expect(sum('a\n-b\n--c\n', '--')).toBe(md5('a'));
    expect(sum('a\n#b\n', '')).toBe(md5('a\n#b'));
  });

  it('does not depend on how the file is cut into pieces', () => {
    const content = '# c\r\na,b\r\n\r\n1,é\n#x\n\n2,y\n';
    for (const size of [1, 2, 3, 5]) expect(sum(content, '#', size)).toBe(md5('a,b\n1,é\n2,y'));
  });
});

describe('NOW and TODAY', () => {
  const at = new Date(2020, 0, 31, 23, 30, 0, 250);

  it.each([
    ['NOW', 'datetime', '2020-01-31T23:30:00.25'],
    ['now+45m', 'datetime', '2020-02-01T00:15:00.25'],
    ['NOW-2hours', 'time', '21:30:00'],
    ['now+1d', 'date', '2020-02-01'],
    ['NOW-1year', 'date', '2019-01-31'],
    ['TODAY', 'date', '2020-01-31'],
    ['today-31', 'date', '2019-12-31'],
  ])('%s as %s is %s', (written, type, iso) => {
    expect(isNowText(written)).toBe(true);
    expect(nowText(written, type, at)).toBe(iso);
  });

  it.each([['NOW+1week'], ['now+'], ['today+1d'], ['nowhere']])('refuses %s', (written) => {
    expect(() => nowText(written, 'date', at)).toThrow(ChangelogError);
  });
});
