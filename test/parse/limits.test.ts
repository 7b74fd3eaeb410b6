import { describe, expect, it } from 'vitest';
import { parseExpression } from '../../src/filter/expression.js';
import { decodePieces } from '../../src/core/charset.js';
import { readCsv } from '../../src/changes/load-data/csv.js';
import { parseFiles } from './memory-resources.js';

const list = (first: string, last: string, depth: number): string => first.repeat(depth) + last.repeat(depth);
const lines = (count: number, line: (i: number) => string): string => Array.from({ length: count }, (_, i) => line(i)).join('\n');
const depth = 10_000;

/** Texts that nest deeper than any changelog, and where that shows. */
const nested: Readonly<Record<string, readonly [file: string, text: string, place: string]>> = {
  'XML elements': ['a.xml', `<databaseChangeLog>\n${list('<and>', '</and>', depth)}</databaseChangeLog>`, 'a.xml:2'],
  'XML preconditions': [
    'a.xml',
    `<databaseChangeLog>\n<preConditions>\n${list('<not>', '</not>', depth)}</preConditions></databaseChangeLog>`,
    'a.xml:3',
  ],
  'YAML flow lists': ['a.yaml', `databaseChangeLog: ${list('[', ']', depth)}`, 'a.yaml:1'],
  'YAML flow maps': ['a.yaml', `databaseChangeLog:\n- preConditions: ${list('{not: ', '}', depth)}`, 'a.yaml:2'],
  'YAML lists on one line': ['a.yaml', `databaseChangeLog:\n${'- '.repeat(depth)}a`, 'a.yaml:2'],
  'YAML maps by indentation': ['a.yaml', lines(2000, (i) => `${' '.repeat(i)}"a b":`), 'a.yaml:201'],
  'JSON lists': ['a.json', `{"databaseChangeLog":\n${list('[', ']', depth)}}`, 'a.json:2'],
  'JSON maps': ['a.json', `{"databaseChangeLog": [\n${list('{"and":', '}', depth)}]}`, 'a.json:2'],
};

describe('what nests too deep', () => {
  it.each(Object.entries(nested))('is refused with its place in %s', async (_title, [file, text, place]) => {
    const { errors } = await parseFiles({ [file]: text });
    expect(errors.map(({ code, at }) => `${code} ${at}`)).toEqual([expect.stringMatching(new RegExp(`^PARSE_LIMIT ${place}:\\d+$`))]);
  });

  it('is refused in expressions', () => {
    const told = expect.objectContaining({ code: 'PARSE_LIMIT', message: expect.stringContaining('at character 101') as string });
    expect(() => parseExpression('('.repeat(50_000))).toThrow(told);
    expect(() => parseExpression(list('(', ')', 99).replace('()', '(a)'))).not.toThrow();
  });
});

/** Long lines whose reading once took quadratic time. */
const long: Readonly<Record<string, string>> = {
  'an attribute that has no value': `--changeset a:1 ${'dbms:'.repeat(20_000)}`,
  'an attribute far from its name': `--changeset a:1 ${'x'.repeat(100_000)} y:z`,
  'blanks and no author': `--changeset${' '.repeat(100_000)}`,
  'a property without blanks': `--property ${':'.repeat(100_000)}`,
  'a tag of blanks': `--changeset a:1\n--tagDatabase${' '.repeat(100_000)}`,
};

describe('a long line of formatted SQL', () => {
  it.each(Object.entries(long))('is read in time in proportion to its length: %s', async (_title, text) => {
    const before = process.cpuUsage();
    await parseFiles({ 'a.sql': `--liquibase formatted sql\n${text}\nselect 1;\n` });
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(3000);
  });
});

describe('what is included over and over', () => {
  const changelog = (...inside: readonly string[]): string => `<databaseChangeLog>${inside.join('\n')}</databaseChangeLog>`;
  const include = (file: string): string => `<include file="${file}"/>`;
  const changeset = '<changeSet id="1" author="ann"><empty/></changeSet>';

  it('is refused where files include each other twice, thirty levels deep', async () => {
    const files = Object.fromEntries(
      lines(30, String)
        .split('\n')
        .map((i) => [`${i}.xml`, changelog(...Array<string>(2).fill(include(`${Number(i) + 1}.xml`)))]),
    );
    const { errors } = await parseFiles({ ...files, '30.xml': changelog(changeset) });
    expect(errors.filter(({ code }) => code === 'PARSE_LIMIT')).toEqual([
      expect.objectContaining({ at: '29.xml:1:21', message: '"30.xml" is included more than 100 times' }),
    ]);
  });

  it('is read where it holds no changesets, as properties do that every file includes', async () => {
    const many = Array<string>(1000).fill(include('b.xml'));
    const { errors } = await parseFiles({ 'a.xml': changelog(...many), 'b.xml': changelog('<property name="a" value="b"/>') });
    expect(errors).toEqual([]);
  });
});

describe('a CSV file', () => {
  const piece = 1 << 14;
  const cut = function* (text: string): Generator<string> {
    for (let at = 0; at < text.length; at += piece) yield text.slice(at, at + piece);
  };
  const format = { separator: ',', quote: '"' };

  it('may be one line of 30 MB', () => {
    const before = process.cpuUsage();
    const [record] = [...readCsv(cut('x,'.repeat(15_000_000)), format, 'a.csv')];
    expect(record?.fields.length).toBe(15_000_001);
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(10_000);
  });

  it('may not have a record beyond all measure', () => {
    const endless = function* (): Generator<string> {
      yield 'id\n1\n"';
      for (;;) yield 'x'.repeat(1 << 20) + '\n';
    };
    expect(() => [...readCsv(endless(), format, 'a.csv')]).toThrow(
      expect.objectContaining({ code: 'PARSE_LIMIT', source: { file: 'a.csv', line: 3, column: 1 } }),
    );
  });

  it('is the same however its bytes come in pieces', () => {
    const bytes = Buffer.from('\uFEFFid,näme\r\n1,"a\r\nb"\r\r2,x\n');
    const read = (size: number) => {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
      return [...readCsv(decodePieces(pieces, 'a.csv'), format, 'a.csv')];
    };
    for (const size of [1, 2, 3, 5, 7]) expect(read(size)).toEqual(read(100));
    expect(read(100).map(({ fields }) => fields)).toEqual([['id', 'näme'], ['1', 'a\nb'], [], ['2', 'x']]);
  });
});

/** Texts of megabytes in which something repeats; a regular expression that repeats without end exhausts the stack on them. */
const millions = 4_000_000;
const changelogOf = (scalar: string): string => `databaseChangeLog:\n- changeSet:\n    id: 1\n    author: ${scalar}\n    changes: []\n`;
const repeated: Readonly<Record<string, readonly [file: string, text: string]>> = {
  'escapes in JSON': ['a.json', `{"databaseChangeLog": [{"property": {"name": "a", "value": "${'x\\n'.repeat(millions)}"}}]}`],
  'quotes in YAML': ['a.yaml', changelogOf(`'${"''".repeat(millions)}'`)],
  'words in YAML': ['a.yaml', changelogOf('a '.repeat(millions))],
  'blank lines in YAML': ['a.yaml', `${'\n'.repeat(millions)}${changelogOf('a')}`],
  'blanks before XML': ['a.xml', `${'\n'.repeat(millions)}<databaseChangeLog/>`],
  'a comment in XML': ['a.xml', `<!--${'x'.repeat(millions)}--><databaseChangeLog/>`],
};

describe('a text of megabytes', () => {
  it.each(Object.entries(repeated))(
    'is read with %s',
    async (_title, [file, text]) => {
      expect((await parseFiles({ [file]: text })).errors).toEqual([]);
    },
    60_000,
  );
});

describe('a changelog that takes long to read', () => {
  const file = (changesets: number, from: number): string =>
    `databaseChangeLog:\n${lines(changesets, (i) => `- changeSet: {id: ${from + i}, author: ann, comment: "${'x'.repeat(100)}"}`)}`;
  const master = 'databaseChangeLog:\n- include: {file: a.yaml}\n- include: {file: b.yaml}\n';

  it('is told of once, when its files together hold very much', async () => {
    let told = 0;
    const onMuchText = (): void => void told++;
    await parseFiles({ 'master.yaml': master, 'a.yaml': file(2000, 0), 'b.yaml': file(1000, 2000) }, { onMuchText });
    expect(told).toBe(0);
    await parseFiles({ 'master.yaml': master, 'a.yaml': file(2000, 0), 'b.yaml': file(5000, 2000) }, { onMuchText });
    expect(told).toBe(1);
  });
});
