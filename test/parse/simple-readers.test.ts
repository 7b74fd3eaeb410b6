import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TreeNode } from '../../src/model/tree.js';
import { readXml } from '../../src/parse/xml.js';
import { notSimple, wholeTree, type ChangelogTree } from '../../src/parse/changelog-tree.js';
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

/** A changelog of which nothing counts for the whole file. */
const yamlList = yaml
  .replace(/- property.*\n/, '- include: {file: other.yaml}\n')
  .replace(/\n$/, '\n# the end\n- changeSet: {id: 2, author: b}\n');

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

type Reader = (text: string, file: string) => ChangelogTree | undefined;

const readers: Record<string, { document: string; simple: Reader; full: Reader }> = {
  yaml: { document: yaml, simple: readSimpleYaml, full: (text, file) => wholeTree(readYaml(text, file)) },
  'yaml list': { document: yamlList, simple: readSimpleYaml, full: (text, file) => wholeTree(readYaml(text, file)) },
  xml: { document: xml, simple: readSimpleXml, full: (text, file) => wholeTree(readXml(text, file)) },
};

/** All that a tree holds. */
function contents({ root, hoisted, entries, hasText }: ChangelogTree) {
  const all = [...entries];
  const nodes = all.filter((entry) => entry !== notSimple);
  return {
    root: plain(root),
    hoisted: hoisted.map(plain),
    nodes: nodes.map(plain),
    isWhole: nodes.length === all.length,
    hasText: hasText(),
  };
}

/** All that a node says, also what it works out when it is asked. */
function plain({ name, source, value, values, children, origin, prefixed }: TreeNode): TreeNode {
  const scalar = value && { type: value.type, text: value.text, iso: value.iso };
  return { name, source, value: scalar, values, children: children.map(plain), origin, prefixed };
}

/** What a reader says of a text: what its tree holds, or the message and place of its error. */
function outcome(read: Reader, text: string) {
  try {
    const tree = read(text, 'file');
    return tree && { ...contents(tree), message: undefined };
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
    expect(outcome(simple, document)).toMatchObject({ isWhole: true });
    expect(outcome(simple, document)).toEqual(outcome(full, document));
    expect(outcome(simple, `\uFEFF${document}`)).toEqual(outcome(full, document));
  });

  it('agrees with the full reader on every text it takes, whatever slips are in it, and on what comes before those', () => {
    let taken = 0;
    let partly = 0;
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 3 }), (slips) => {
        const text = withSlips(document, slips);
        const found = outcome(simple, text);
        if (found === undefined) return;
        const expected = outcome(full, text)!;
        if ('isWhole' in found && !found.isWhole) {
          partly++;
          if (!('nodes' in expected)) return;
          const { root, hoisted, nodes } = expected;
          expect(found).toMatchObject({ root, hoisted, nodes: nodes.slice(0, found.nodes.length) });
          return;
        }
        taken++;
        expect(found).toEqual(expected);
      }),
      { numRuns: 600 },
    );
    expect([taken > 0, partly > 0]).toEqual([true, document !== yaml]);
  });
});

/** Whether a reader leaves all of a text, or the end of it, to another one. */
const leaves = (read: Reader, text: string): boolean => {
  const tree = read(text, 'file');
  return tree === undefined || !contents(tree).isWhole;
};

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
    expect(leaves(readSimpleYaml, text)).toBe(true);
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
    expect(leaves(readSimpleXml, text)).toBe(true);
  });
});
