import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../src/model/tree.js';
import { readXml } from '../../src/parse/xml.js';
import { readSimpleXml } from '../../src/parse/xml-simple.js';
import { readYaml } from '../../src/parse/yaml.js';
import { readSimpleYaml } from '../../src/parse/yaml-simple.js';

const yaml = `# A changelog with most of what the simple reader knows
---
databaseChangeLog:
- property: {name: "a b", value: 'it''s', global: false}
- changeSet:
    id: 01   # the id
    author: "x\\ty \\"z\\""
    labels: a,b
    preConditions:
    - onFail: MARK_RAN
    - not:
        - tableExists: {tableName: t}
    comment: |
      first
        second: {not: yaml} # text

      third
    changes:
      - createTable:
          tableName: t
          columns:
          - column: {name: id, type: int, constraints: {primaryKey: true, nullable: no}}
          -   column:
                name: created
                defaultValueDate: 2020-01-02
                remarks: >-
                  folded
                  text

      - sql:
          splitStatements: ~
          sql: SELECT a::int, 'x' FROM "t#1" -- :x
          dbms:
    rollback: []
    validCheckSum:
    - 1:any
    - 8:0123
`;

const xml = `<?xml version="1.0" encoding="UTF-8"?>
<!-- a comment -->
<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="a b" logicalFilePath='l.xml'>
  <changeSet id="1" author="a &amp; b"
    labels="x
y">
    <comment> one <!-- two
    --> three </comment>
    <ext:createTable tableName = "t" ext:more="x"><column name="id" type="int"/></ext:createTable>
    <sql splitStatements="false"><![CDATA[SELECT 1 < 2]]> AND a &lt; b </sql>
    <empty></empty >
  </changeSet>
</databaseChangeLog>
`;

const readers = {
  yaml: { document: yaml, simple: readSimpleYaml, full: readYaml },
  xml: { document: xml, simple: readSimpleXml, full: readXml },
};

/** What a reader says of a text: its tree, or the message and place of its error. */
function outcome(read: (text: string, file: string) => TreeNode | undefined, text: string): unknown {
  try {
    return read(text, 'file');
  } catch (error) {
    const { message, source } = error as { message: string; source?: unknown };
    return { message, source };
  }
}

const bits = [
  ...'\n -:#\'"|>[]{},&*!?%@`~=/\\\t\r<;',
  ...['\n\n', '  ', '- ', ': ', ' #', '""', "''", '|\n', '>-\n', 'null', 'yes', '1', '&a ', '*a', '!!str ', '<<: ', '---\n', '...\n', 'é'],
  ...['\u00a0', '\u2028', '\ufeff', '</', '/>', '<a>', '</a>', '<a/>', ' x="1"', '&lt;', '&#10;', '&x;', '<!--', '-->', '<![CDATA[', ']]>'],
  ...['<?x?>', '<!DOCTYPE a>', ' xml:lang="x"', '<constructor/>', '\u0001', 'key: value\n', '      text\n'],
];

/** One slip: some characters go, and a bit comes, at a place of the text or at the end of its line. */
const slip = fc.record({
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat({ max: 3 }),
  added: fc.constantFrom('', ...bits),
  atLineEnd: fc.boolean(),
});

function withSlips(text: string, slips: readonly { place: number; removed: number; added: string; atLineEnd: boolean }[]): string {
  return slips.reduce((now, { place, removed, added, atLineEnd }) => {
    const drawn = Math.floor(place * now.length);
    const at = atLineEnd ? Math.max(drawn, now.indexOf('\n', drawn)) : drawn;
    return now.slice(0, at) + added + now.slice(at + removed);
  }, text);
}

describe.each(Object.entries(readers))('the simple %s reader', (_format, { document, simple, full }) => {
  it('reads what most changelogs are made of, exactly as the full reader does', () => {
    expect(simple(document, 'file')).toEqual(full(document, 'file'));
    expect(simple(`\uFEFF${document}`, 'file')).toEqual(full(document, 'file'));
  });

  it('agrees with the full reader on every text it takes, whatever slips are in it', () => {
    let taken = 0;
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
        const text = withSlips(document, slips);
        const found = outcome(simple, text);
        if (found === undefined) return;
        taken++;
        expect(found).toEqual(outcome(full, text));
      }),
      { numRuns: 600 },
    );
    expect(taken).toBeGreaterThan(0);
  });
});

describe('the simple readers leave to the full ones', () => {
  it.each([
    ['anchors', 'databaseChangeLog:\n- property: &a {name: x}\n- property: *a\n'],
    ['tags', 'databaseChangeLog:\n- property: {name: !!str x}\n'],
    ['text over several lines', 'databaseChangeLog:\n- changeSet:\n    id: a\n      b\n'],
    ['a key given twice', 'databaseChangeLog:\n- changeSet:\n    id: 1\n    id: 2\n'],
    ['a second document', 'databaseChangeLog: []\n---\nx: 1\n'],
    ['a wrong indent', 'databaseChangeLog:\n- changeSet:\n    id: 1\n   author: a\n'],
    ['an open bracket', 'databaseChangeLog: [\n'],
    ['a list in a list', 'databaseChangeLog:\n- - a\n'],
    ['an empty file', ''],
  ])('%s in YAML', (_what, text) => {
    expect(readSimpleYaml(text, 'file')).toBeUndefined();
  });

  it.each([
    ['a DOCTYPE', '<!DOCTYPE a><a/>'],
    ['other entities', '<a>&x;</a>'],
    ['an attribute given twice', '<a b="1" b="2"/>'],
    ['an element that is not closed', '<a><b></a>'],
    ['a second root', '<a/><b/>'],
    ['text outside', '<a/>x'],
    ['"<" in an attribute', '<a b="<"/>'],
    ['too many levels', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
  ])('%s in XML', (_what, text) => {
    expect(readSimpleXml(text, 'file')).toBeUndefined();
  });
});
