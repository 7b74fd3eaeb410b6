import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePropertiesFile } from '../../src/parse/properties-file.js';
import { createProperties } from '../../src/parse/properties.js';
import { parseFiles } from './memory-resources.js';

const global = { global: true };
const properties = (values: Readonly<Record<string, string>>) => {
  const all = createProperties({});
  for (const [name, value] of Object.entries(values)) all.declare({ name, value, ...global }, 'a.xml');
  return all;
};
const expand = (text: string, values: Readonly<Record<string, string>> = { a: '1', b: 'two' }) => properties(values).expand(text, 'a.xml');

const tag = (name: string) => `<changeSet id="${name}" author="a"><tagDatabase tag="\${${name}}"/></changeSet>`;
const xml = (body: string, attributes = '') => `<databaseChangeLog${attributes}>${body}</databaseChangeLog>`;
const tags = ({ changesets }: Awaited<ReturnType<typeof parseFiles>>) => changesets.map(({ changes }) => changes[0]?.props['tag']);
const readEntries = (text: string) => parsePropertiesFile(text, 'p.properties').map(({ key, value }) => [key, value]);

describe('properties in a text', () => {
  it.each([
    ['${a}', '1'],
    ['${ a }', '1'],
    ['${A}x${b}', '1xtwo'],
    ['$${a}', '$1'],
    ['{a} $a } ${', '{a} $a } ${'],
    ['${unknown}', '${unknown}'],
    ['${ unknown }', '${ unknown }'],
    ['${:a}', '${:a}'],
    ['${a:default}', '${a:default}'],
    ['${${c}}', '1'],
    ['${${unknown}}', '${unknown}'],
    ['${x${a}', '${x1'],
    ['${x${y', '${x${y'],
  ])('%s becomes %s', (text, expanded) => {
    expect(expand(text, { a: '1', b: 'two', c: 'a' })).toBe(expanded);
  });

  it('are filled in inside other values when they are used', () => {
    expect(expand('${whole}', { whole: '${part}-${none}', part: 'p' })).toBe('p-${none}');
  });

  it('may not refer to themselves, nor grow without bound', () => {
    expect(() => expand('${a}', { a: 'x${b}', b: '${A}' })).toThrow(expect.objectContaining({ code: 'PARSE_LIMIT' }));
    const bomb = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`p${i}`, `\${p${i + 1}}\${p${i + 1}}`]));
    expect(() => expand('${p0}', { ...bomb, p40: 'x'.repeat(100) })).toThrow(expect.objectContaining({ code: 'PARSE_LIMIT' }));
  });

  it('leave every text without a known name as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('$', '{', '}', 'q', ' ', ':') }), (text) => {
        // Of `${${…}}` Liquibase drops the outer braces.
        fc.pre(!/\$\{\s*\$\{/.test(text));
        expect(expand(text)).toBe(text);
      }),
    );
  });
});

describe('which definition counts', () => {
  it('is the first global one', () => {
    const all = properties({ a: 'first' });
    all.declare({ name: 'A', value: 'second', ...global }, 'b.xml');
    expect(all.get('a', 'b.xml')).toBe('first');
  });

  it('is the last local one, where no global one exists, and only in files of its path', () => {
    const all = properties({ a: 'global' });
    for (const value of ['1', '2']) all.declare({ name: 'l', value, global: false }, 'a.xml');
    all.declare({ name: 'a', value: 'local', global: false }, 'a.xml');
    expect([all.get('l', 'a.xml'), all.get('l', 'b.xml'), all.get('a', 'a.xml')]).toEqual(['2', undefined, 'global']);
    all.link('b.xml', 'a.xml');
    expect(all.get('l', 'b.xml')).toBe('2');
  });

  it('is that of the database, then of the run, strongest first, before the changelog', () => {
    const all = createProperties({
      databaseProperties: { 'database.typeName': 'h2' },
      parameters: [{ a: 'option' }, { a: 'environment', b: 'environment' }],
    });
    all.declare({ name: 'a', value: 'changelog', ...global }, 'a.xml');
    expect(all.expand('${database.typename} ${a} ${b}', 'a.xml')).toBe('h2 option environment');
  });

  it('has to fit database, contexts and labels of the run', () => {
    const all = createProperties({
      database: { name: 'h2', matches: (list) => list.split(',').includes('h2') },
      contexts: 'test',
      labelFilter: 'one',
    });
    all.declare({ name: 'd', value: 'no', ...global, dbms: 'oracle' }, 'a.xml');
    all.declare({ name: 'd', value: 'yes', ...global, dbms: 'oracle,h2' }, 'a.xml');
    all.declare({ name: 'c', value: 'no', ...global, contextFilter: 'prod' }, 'a.xml');
    all.declare({ name: 'c', value: 'yes', ...global, contextFilter: 'prod or test' }, 'a.xml');
    all.declare({ name: 'l', value: 'no', ...global, labels: 'two' }, 'a.xml');
    all.declare({ name: 'l', value: 'yes', ...global, labels: 'two, ONE' }, 'a.xml');
    expect(all.expand('${d} ${c} ${l}', 'a.xml')).toBe('yes yes yes');
  });
});

describe('properties in changelogs', () => {
  it('take effect in the order of the file, includes included', async () => {
    const result = await parseFiles({
      'a.xml': xml(`${tag('x')}<property name="x" value="1"/>${tag('x')}<include file="b.xml"/>${tag('y')}${tag('z')}`),
      'b.xml': xml(`${tag('x')}<property name="y" value="2"/><property name="z" value="3" global="false"/>${tag('z')}`),
    });
    expect(tags(result)).toEqual(['${x}', '1', '1', '3', '2', '${z}']);
  });

  it('stand at the end for texts that are read later, as each file sees them', async () => {
    const { changelog } = await parseFiles({
      'a.xml': xml('<property name="x" value="1"/><include file="b.xml"/>'),
      'b.xml': xml('<property name="z" value="3" global="false"/>', ' logicalFilePath="logical.xml"'),
    });
    expect(changelog.properties.expand('${x} ${z}', 'b.xml')).toBe('1 3');
    expect(changelog.properties.expand('${x} ${z}', 'a.xml')).toBe('1 ${z}');
  });

  it('come from files, whose later entries count', async () => {
    const result = await parseFiles({
      'db/a.xml': xml(
        `<property file="p.properties" relativeToChangelogFile="true"/><property file="no.properties" errorIfMissing="false"/>${tag('x')}${tag('y')}`,
      ),
      'db/p.properties': 'x=1\nx=2\ny=caf\\u00e9',
    });
    expect(result.errors).toEqual([]);
    expect(tags(result)).toEqual(['2', 'café']);
  });

  it('are reported where the file or the value is missing', async () => {
    const { errors } = await parseFiles({
      'a.xml': xml('\n<property file="no.properties"/>\n<property name="x"/>\n<property name="c" value="1" context="(x"/>'),
    });
    expect(errors).toMatchObject([
      { code: 'PARSE_FILE_NOT_FOUND', at: 'a.xml:2:2' },
      { code: 'PARSE_MISSING_ATTRIBUTE', at: 'a.xml:3:2' },
      { code: 'PARSE_EXPRESSION', at: 'a.xml:4:2' },
    ]);
  });
});

describe('Java properties files', () => {
  it.each<[string, string[][]]>([
    [
      'a=1\nb:2\nc 3\nd',
      [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
        ['d', ''],
      ],
    ],
    ['  a \t= \t 1  ', [['a', '1  ']]],
    ['# no\n ! no\n\na=# yes', [['a', '# yes']]],
    ['a=1\\\n   2\\\r\n\t3', [['a', '123']]],
    [
      'a=1\\\\\nb=2',
      [
        ['a', '1\\'],
        ['b', '2'],
      ],
    ],
    ['a\\ b\\=c\\:=d', [['a b=c:', 'd']]],
    ['a=\\t\\n\\u0041\\x', [['a', '\t\nAx']]],
    ['a=b=c:d', [['a', 'b=c:d']]],
    ['a==b', [['a', '=b']]],
    ['a=1\\', [['a', '1']]],
    ['\uFEFFa=1', [['a', '1']]],
  ])('%j', (text, entries) => {
    expect(readEntries(text)).toEqual(entries);
  });

  it('know where each entry begins', () => {
    expect(parsePropertiesFile('# x\n\n  a=1\\\n2\nb=3', 'p').map(({ source }) => [source.line, source.column])).toEqual([
      [3, 3],
      [5, 1],
    ]);
  });

  it('report a broken escape', () => {
    expect(() => readEntries('a=1\nb=\\u12')).toThrow(
      expect.objectContaining({ code: 'PARSE_SYNTAX', source: { file: 'p.properties', line: 2, column: 1 } }),
    );
  });
});
