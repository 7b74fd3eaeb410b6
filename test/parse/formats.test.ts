import { describe, expect, it } from 'vitest';
import { lines, outline, readTree } from './read.js';

const xml = lines(`
  <?xml version="1.0" encoding="UTF-8"?>
  <db:databaseChangeLog xmlns:db="urn:log" xmlns:xsi="urn:xsi" xsi:schemaLocation="urn:log log.xsd">
    <!-- first -->
    <db:changeSet id="1" author='ann "a" b'>
      <sql splitStatements = "false"
           endDelimiter="/&gt;">  select <![CDATA[a < b &amp; c]]>
        from "t &amp; u"; <!-- why --> </sql>
      <?note it's nothing?>
      <empty/>
    </db:changeSet>
  </db:databaseChangeLog>
`);

describe('XML', () => {
  it('becomes a tree of elements and attributes with the place of every name', () => {
    expect(outline(readTree('xml', xml))).toBe(
      [
        'databaseChangeLog 2:2',
        '  changeSet 4:4',
        '    id 4:17 "1"',
        '    author 4:24 "ann \\"a\\" b"',
        '    sql 5:6 "select a < b &amp; c\\n      from \\"t & u\\";"',
        '      splitStatements 5:10 "false"',
        '      endDelimiter 6:10 "/>"',
        '    empty 9:6',
      ].join('\n'),
    );
  });

  it('has the same tree with Windows line ends', () => {
    expect(outline(readTree('xml', xml.replaceAll('\n', '\r\n')))).toBe(outline(readTree('xml', xml)));
  });

  it('trims the text of an element as Java does, so that a no-break space stays', () => {
    expect(outline(readTree('xml', '<a>\t\u00a0x\u00a0\n</a>'))).toBe('a 1:2 "\u00a0x\u00a0"');
  });

  it('turns line breaks in an attribute into spaces, but not those written as a reference', () => {
    expect(readTree('xml', '<a b="1\r\n2\t3&#10;4"/>').children[0]?.value?.text).toBe('1 2 3\n4');
  });

  it('expands the entities that the document declares, also in each other', () => {
    const text = '<!DOCTYPE a [<!-- > --><!ENTITY who "&given; O\'Neil"><!ENTITY given \'A&#x6e;n\'>]><a b="&who;">&who;&amp;&#128512;</a>';
    expect(outline(readTree('xml', text))).toBe('a 1:83 "Ann O\'Neil&😀"\n  b 1:85 "Ann O\'Neil"');
  });

  it('takes a byte order mark, and columns do not count it', () => {
    expect(readTree('xml', '\uFEFF<a/>').source.column).toBe(2);
  });
});

const yaml = lines(`
  # a changelog
  x-base: &base
    author: ann
    runOnChange: yes
  databaseChangeLog:
  - changeSet:
      id: 1.0
      <<: *base
      author: bob
      changes:
      - createTable:
          tableName: "t"
          columns:
          - column: {name: a, type: int}
          - column:
              name: b
      - sql: |
          select 1
            from t
      - sql:
          sql: >-
            two
            lines
      validCheckSum: [a, b]
      labels:
`);

describe('YAML', () => {
  it('becomes a tree of keys, where a list of maps is the children of all its maps', () => {
    expect(outline(readTree('yaml', yaml))).toBe(
      [
        'databaseChangeLog 5:1',
        '  changeSet 6:3',
        '    id 7:5 float "1.0"',
        '    runOnChange 4:3 boolean "true"',
        '    author 9:5 "bob"',
        '    changes 10:5',
        '      createTable 11:7',
        '        tableName 12:9 "t"',
        '        columns 13:9',
        '          column 14:11',
        '            name 14:20 "a"',
        '            type 14:29 "int"',
        '          column 15:11',
        '            name 16:13 "b"',
        '      sql 17:7 "select 1\\n  from t\\n"',
        '      sql 20:7',
        '        sql 21:9 "two lines"',
        '    validCheckSum 24:5 ["a","b"]',
        '    labels 25:5 null ""',
      ].join('\n'),
    );
  });

  it('takes a byte order mark, a document start and an end', () => {
    expect(readTree('yaml', '\uFEFF---\ndatabaseChangeLog: []\n...\n').children).toEqual([]);
  });

  it('resolves an alias to the anchor that stands before it last', () => {
    const text = 'x-a: &v 1\nx-b: {c: *v, d: &v 2}\ndatabaseChangeLog: [{logicalFilePath: *v}]';
    expect(readTree('yaml', text).children[0]?.value?.text).toBe('2');
  });

  it('keeps the text of quoted and tagged scalars', () => {
    const text = 'databaseChangeLog: [{a: "012", b: \'yes\', c: !!str 1.50, d: "a\\tb\\u0041"}]';
    expect(readTree('yaml', text).children.map((child) => child.value?.text)).toEqual(['012', 'yes', '1.50', 'a\tbA']);
  });
});

describe('JSON', () => {
  it('becomes the tree that the same YAML becomes', () => {
    const text = lines(`
      {"databaseChangeLog": [
        {"changeSet": {"id": 1.50, "author": "a\\u0041\\n", "runOnChange": true, "labels": null,
          "changes": [{"sql": "x"}, {"empty": {}}], "validCheckSum": ["a", "b"]}}
      ]}
    `);
    expect(outline(readTree('json', text))).toBe(
      [
        'databaseChangeLog 1:2',
        '  changeSet 2:4',
        '    id 2:18 float "1.5"',
        '    author 2:30 "aA\\n"',
        '    runOnChange 2:53 boolean "true"',
        '    labels 2:74 null ""',
        '    changes 3:5',
        '      sql 3:18 "x"',
        '      empty 3:32',
        '    validCheckSum 3:47 ["a","b"]',
      ].join('\n'),
    );
  });

  it('reads texts of any length', () => {
    const long = 'x'.repeat(3_000_000);
    expect(readTree('json', JSON.stringify({ databaseChangeLog: [{ a: long }] })).children[0]?.value?.text).toBe(long);
  });
});
