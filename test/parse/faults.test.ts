import { describe, expect, it } from 'vitest';
import { read, type Format } from './read.js';

/** A changelog with a fault, and how its only error begins. */
type Fault = readonly [what: string, text: string, told: string];

function each(format: Format, faults: readonly Fault[]): void {
  it.each(faults)('%s', (_, text, told) => {
    const { errors } = read(format, text);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain(told);
  });
}

const inXml = (content: string): string =>
  `<databaseChangeLog>\n<changeSet id="1" author="a">\n${content}\n</changeSet>\n</databaseChangeLog>`;

describe('text that is not well-formed XML is refused where the fault is', () => {
  each('xml', [
    ['an empty file', '', 'PARSE_SYNTAX c.xml:1:1 the file holds no element'],
    ['a tag closed by another name', inXml('<sql>x</sq>'), 'PARSE_SYNTAX c.xml:3:7 </sq> closes nothing: <sql> of line 3 is still open'],
    ['a missing closing tag', inXml('<sql>x'), 'PARSE_SYNTAX c.xml:4:1 </changeSet> closes nothing: <sql> of line 3'],
    ['a closing tag too many', `${inXml('')}\n</x>`, 'PARSE_SYNTAX c.xml:6:1 </x> closes nothing'],
    [
      'a file cut off between tags',
      '<databaseChangeLog>\n <changeSet id="1">\n  <empty/>\n',
      'PARSE_SYNTAX c.xml:2:3 the element "changeSet" is never closed',
    ],
    [
      'a file cut off in a tag',
      '<databaseChangeLog>\n <changeSet id="1"',
      'PARSE_SYNTAX c.xml:2:3 the element "changeSet" is never closed',
    ],
    ['a file cut off in CDATA', inXml('<sql><![CDATA[ x </sql>'), 'PARSE_SYNTAX c.xml:3:6 the CDATA section is never closed'],
    ['a comment without end', inXml('<!-- x'), 'PARSE_SYNTAX c.xml:3:1 the comment is never closed'],
    ['a value without quotes', inXml('<sql dbms=x>y</sql>'), 'PARSE_SYNTAX c.xml:3:6 the value of attribute "dbms" is not in quotes'],
    [
      'a quote that is never closed',
      inXml('<dropTable tableName="t/>'),
      'PARSE_SYNTAX c.xml:3:11 a quote in the tag <dropTable> is never closed',
    ],
    ['an attribute without value', inXml('<dropTable tableName/>'), 'PARSE_SYNTAX c.xml:3:12 attribute "tableName" has no value'],
    [
      'an attribute given twice',
      inXml('<dropTable tableName="a" tableName="b"/>'),
      'PARSE_SYNTAX c.xml:3:26 attribute "tableName" is given twice',
    ],
    ['attributes without a space between', inXml('<sql dbms="a"id="b"/>'), 'PARSE_SYNTAX c.xml:3:14 no space before "id"'],
    ['a tag that runs into the next', inXml('<sql dbms="a"\n<empty/>'), 'PARSE_SYNTAX c.xml:4:1 the tag before this one is not closed'],
    ['"<" in text', inXml('<sql>a < b</sql>'), 'PARSE_SYNTAX c.xml:3:9 "<" starts no tag here'],
    ['"<=" in text', inXml('<sql>a <= b</sql>'), 'PARSE_SYNTAX c.xml:3:9 "<" starts no tag here'],
    ['"<" in an attribute', inXml('<delete where="a < b"/>'), 'PARSE_SYNTAX c.xml:3:18 "<" is not allowed in an attribute'],
    ['"&" in text', inXml('<sql>a && b</sql>'), 'PARSE_SYNTAX c.xml:3:8 "&" starts no entity here'],
    ['"&" in an attribute', inXml('<delete where="a & b"/>'), 'PARSE_SYNTAX c.xml:3:18 "&" starts no entity here'],
    ['an entity that is not declared', inXml('<sql>a&nbsp;b</sql>'), 'PARSE_SYNTAX c.xml:3:7 the entity &nbsp; is not declared'],
    ['a reference to no character', inXml('<sql>&#0;</sql>'), 'PARSE_SYNTAX c.xml:3:6 the entity &#0; is not declared'],
    ['"]]>" in text', inXml('<sql>a]]>b</sql>'), 'PARSE_SYNTAX c.xml:3:7 "]]>" is not allowed in text'],
    ['a control character', inXml('<sql>a\u0002</sql>'), 'PARSE_SYNTAX c.xml:3:7 the character U+0002 is not allowed'],
    ['text after the root', `${inXml('')}\nend`, 'PARSE_SYNTAX c.xml:6:1 text after the end of the changelog'],
    ['text before the root', `start ${inXml('')}`, 'PARSE_SYNTAX c.xml:1:1 "s" stands outside of the changelog'],
    ['a second root', `${inXml('')}\n<databaseChangeLog/>`, 'PARSE_SYNTAX c.xml:6:2 a second root element'],
    [
      'an XML declaration that is not first',
      `\n<?xml version="1.0"?>${inXml('')}`,
      'PARSE_SYNTAX c.xml:2:1 the XML declaration must be the first thing',
    ],
    [
      'an external entity',
      '<!DOCTYPE a [\n<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
      'PARSE_SYNTAX c.xml:2:1 external entities are not read',
    ],
    [
      'an entity that contains itself',
      '<!DOCTYPE a [<!ENTITY x "&y;">\n<!ENTITY y "&x;">]><a>&x;</a>',
      'PARSE_SYNTAX c.xml:1:14 the entity "x" contains itself',
    ],
    ['an entity with markup', '<!DOCTYPE a [<!ENTITY x "<b/>">]><a>&x;</a>', 'PARSE_UNSUPPORTED c.xml:1:14 the entity "x" contains markup'],
    ['entities that grow without end', bomb(), 'PARSE_LIMIT c.xml:'],
    ['elements nested too deep', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`, 'PARSE_LIMIT'],
    [
      'another root',
      '<databaseChangelog/>',
      'PARSE_UNKNOWN_ELEMENT c.xml:1:2 "databaseChangelog" is no changelog (did you mean "databaseChangeLog"?)',
    ],
  ]);
});

function bomb(): string {
  const entities = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`);
  return `<!DOCTYPE a [<!ENTITY e0 "0123456789">${entities.join('')}]><a>&e9;</a>`;
}

describe('text that is no YAML changelog is refused where the fault is', () => {
  each('yaml', [
    ['an empty file', '# nothing\n', 'PARSE_SYNTAX c.yaml:1:1 the changelog is empty'],
    ['a list', '- changeSet:\n    id: 1\n', 'PARSE_SYNTAX c.yaml:1:1 the changelog must be a map'],
    [
      'a mistyped root',
      'x-a: 1\ndatabaseChangelog: []',
      'PARSE_UNKNOWN_ELEMENT c.yaml:2:1 the changelog has no key "databaseChangeLog" (did you mean',
    ],
    [
      'a root that is a map',
      'databaseChangeLog:\n  changeSet: {id: 1, author: a}',
      'PARSE_INVALID_VALUE c.yaml:2:3 "databaseChangeLog" must hold a list',
    ],
    [
      'an entry that is no map',
      'databaseChangeLog:\n- changeSet',
      'PARSE_INVALID_VALUE c.yaml:2:3 an entry of "databaseChangeLog" must be a map',
    ],
    ['another key beside the root', 'databaseChangeLog: []\nauthor: me', 'PARSE_UNKNOWN_ELEMENT c.yaml:2:1 unknown key "author" beside'],
    ['a tab for indentation', 'databaseChangeLog:\n- changeSet:\n\tid: 1', 'PARSE_SYNTAX c.yaml:3:1 tabs'],
    [
      'a key given twice',
      'databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    id: 2',
      'PARSE_SYNTAX c.yaml:5:5 map keys must be unique',
    ],
    ['a quote that is never closed', 'databaseChangeLog:\n- changeSet: {id: "1, author: a}\n', 'PARSE_SYNTAX c.yaml:'],
    ['a flow map that is never closed', 'databaseChangeLog:\n- changeSet: {id: 1, author: a\n', 'PARSE_SYNTAX c.yaml:'],
    [
      'a colon in text',
      'databaseChangeLog:\n- changeSet:\n    id: 1\n    comment: note: this\n    author: a',
      'PARSE_SYNTAX c.yaml:4:14 nested mappings are not allowed',
    ],
    ['an alias without anchor', 'databaseChangeLog:\n- changeSet: *x', 'PARSE_SYNTAX c.yaml:2:14 no anchor "x" before this alias'],
    ['an alias inside its anchor', 'databaseChangeLog: &x\n- changeSet: *x', 'PARSE_SYNTAX c.yaml:2:14 the alias "x" stands inside'],
    [
      'two documents',
      'databaseChangeLog: []\n---\ndatabaseChangeLog: []',
      'PARSE_SYNTAX c.yaml:2:1 the file holds more than one YAML document',
    ],
    [
      'a list in a list',
      'databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n    changes:\n    - - empty: {}',
      'PARSE_INVALID_VALUE c.yaml:6:7 a list stands directly in a list',
    ],
    [
      'a tag that the text does not fit',
      'databaseChangeLog:\n- changeSet: {id: !!int x}',
      'PARSE_SYNTAX c.yaml:2:25 "x" cannot be read as int',
    ],
    ['a control character', 'databaseChangeLog: [\u0007]', 'PARSE_SYNTAX c.yaml:1:21 the character U+0007 is not allowed'],
    ['aliases that grow without end', aliases(), 'PARSE_LIMIT c.yaml:'],
    ['maps nested too deep', `databaseChangeLog: ${'[{a: '.repeat(150)}1${'}]'.repeat(150)}`, 'PARSE_LIMIT c.yaml:1:'],
  ]);
});

function aliases(): string {
  const levels = Array.from({ length: 9 }, (_, i) => `x-${i + 1}: &a${i + 1} [${Array(10).fill(`{k: *a${i}}`).join(', ')}]`);
  return `x-0: &a0 [{k: 1}]\n${levels.join('\n')}\ndatabaseChangeLog: *a9`;
}

const inJson = (content: string): string => `{"databaseChangeLog": [\n${content}\n]}`;

describe('text that is not strict JSON is refused where the fault is', () => {
  each('json', [
    ['an empty file', ' \n', 'PARSE_SYNTAX c.json:1:1 the changelog is empty'],
    ['a comma after the last entry', inJson('{"changeSet": {"id": "1",}}'), 'PARSE_SYNTAX c.json:2:25 a comma stands before "}"'],
    ['a missing comma', inJson('{"a": 1 "b": 2}'), 'PARSE_SYNTAX c.json:2:9 "," or "}" is expected'],
    ['a missing colon', inJson('{"a" 1}'), 'PARSE_SYNTAX c.json:2:6 ":" is expected after the key "a", not "1"'],
    ['a comment', inJson('// note'), 'PARSE_SYNTAX c.json:2:1 a comment, which JSON does not have'],
    ['single quotes', inJson("{'a': 1}"), 'PARSE_SYNTAX c.json:2:2 a key in double quotes is expected'],
    ['a key without quotes', inJson('{a: 1}'), 'PARSE_SYNTAX c.json:2:2 a key in double quotes is expected, not "a"'],
    ['a key given twice', inJson('{"a": 1, "a": 2}'), 'PARSE_SYNTAX c.json:2:10 the key "a" is given twice'],
    ['a text over two lines', inJson('{"a": "x\ny"}'), 'PARSE_SYNTAX c.json:2:7 the text is not closed on its line'],
    ['an unknown escape', inJson('{"a": "x\\y"}'), 'PARSE_SYNTAX c.json:2:9 an escape that JSON does not have'],
    ['a number with a leading zero', inJson('{"a": 012}'), 'PARSE_SYNTAX c.json:2:7 "012" is no JSON value'],
    ['a word', inJson('{"a": yes}'), 'PARSE_SYNTAX c.json:2:7 "yes" is no JSON value'],
    ['a bracket that is never closed', '{"databaseChangeLog": [\n', 'PARSE_SYNTAX c.json:2:1 the document ends where a value is expected'],
    ['a map that is never closed', '{"databaseChangeLog": []', 'PARSE_SYNTAX c.json:1:1 "{" is never closed'],
    ['text after the end', '{"databaseChangeLog": []} x', 'PARSE_SYNTAX c.json:1:27 "x" after the end of the document'],
    ['lists nested too deep', '['.repeat(100_000), 'PARSE_LIMIT c.json:1:202'],
    ['no root', '{"changes": []}', 'PARSE_UNKNOWN_ELEMENT c.json:1:2 the changelog has no key'],
  ]);
});

const inYaml = (content: string): string => `databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n${content}`;

describe('what a changelog does not have is refused where it stands', () => {
  each('xml', [
    [
      'an unknown element',
      '<databaseChangeLog>\n <changeset id="1" author="a"/>\n</databaseChangeLog>',
      'PARSE_UNKNOWN_ELEMENT c.xml:2:3 databaseChangeLog has no element "changeset" (did you mean "changeSet"?)',
    ],
    [
      'an unknown root attribute',
      '<databaseChangeLog\n logicalFilepath="x"/>',
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:2:2 databaseChangeLog has no attribute "logicalFilepath" (did you mean "logicalFilePath"?)',
    ],
    [
      'a missing id',
      '<databaseChangeLog>\n <changeSet author="a"/>\n</databaseChangeLog>',
      'PARSE_MISSING_ATTRIBUTE c.xml:2:3 changeSet needs "id"',
    ],
    [
      'an unknown attribute of a changeset',
      '<databaseChangeLog>\n<changeSet id="1" author="a" runonchange="true"/></databaseChangeLog>',
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:2:30 changeSet has no attribute "runonchange" (did you mean "runOnChange"?)',
    ],
    [
      'a word that is no boolean',
      '<databaseChangeLog>\n<changeSet id="1" author="a" runOnChange="yes"/></databaseChangeLog>',
      'PARSE_INVALID_VALUE c.xml:2:30 "runOnChange" must be true or false, not "yes"',
    ],
    [
      'a value that is not allowed',
      '<databaseChangeLog>\n<changeSet id="1" author="a" runOrder="frist"/></databaseChangeLog>',
      'PARSE_INVALID_VALUE c.xml:2:30 "runOrder" must be "first" or "last", not "frist" (did you mean "first"?)',
    ],
    [
      'an unknown change',
      inXml('<dropTabel tableName="t"/>'),
      'PARSE_UNKNOWN_CHANGE c.xml:3:2 there is no change type "dropTabel" (did you mean "dropTable"?)',
    ],
    [
      'a change of a foreign namespace',
      inXml('<x:shrinkTable xmlns:x="urn:x"/>'),
      'PARSE_UNKNOWN_CHANGE c.xml:3:2 there is no change type "shrinkTable"',
    ],
    [
      'an unknown attribute of a change',
      inXml('<dropTable tableName="t" cascadeConstraint="true"/>'),
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:3:26 dropTable has no attribute "cascadeConstraint" (did you mean "cascadeConstraints"?)',
    ],
    [
      'an attribute that another change has',
      inXml('<dropTable tableName="t" onDelete="x"/>'),
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:3:26 dropTable has no attribute "onDelete"',
    ],
    [
      'a missing attribute of a change',
      inXml('<dropTable/>'),
      'PARSE_MISSING_ATTRIBUTE c.xml:3:2 dropTable needs "tableName" (name of the table)',
    ],
    [
      'text where none belongs',
      inXml('<dropTable tableName="t">now</dropTable>'),
      'PARSE_INVALID_VALUE c.xml:3:2 dropTable takes no text of its own',
    ],
    [
      'an unknown attribute of a column',
      inXml('<createTable tableName="t"><column name="a" type="int"\n nullabel="false"/></createTable>'),
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:4:2 column has no attribute "nullabel"',
    ],
    [
      'an unknown constraint',
      inXml('<createTable tableName="t"><column name="a" type="int">\n<constraints nulable="false"/></column></createTable>'),
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:4:14 constraints has no attribute "nulable" (did you mean "nullable"?)',
    ],
    [
      'a number that is none',
      inXml('<createTable tableName="t"><column name="a" type="int" autoIncrement="true" startWith="one"/></createTable>'),
      'PARSE_INVALID_VALUE c.xml:3:77 "startWith" must be a whole number, not "one"',
    ],
    [
      'an unknown precondition',
      inXml('<preConditions><not>\n<tableExist tableName="t"/></not></preConditions>'),
      'PARSE_UNKNOWN_PRECONDITION c.xml:4:2 there is no precondition "tableExist" (did you mean "tableExists"?)',
    ],
    [
      'an unknown attribute of preConditions',
      inXml('<preConditions onFailure="HALT"/>'),
      'PARSE_UNKNOWN_ATTRIBUTE c.xml:3:16 preConditions has no attribute "onFailure"',
    ],
    [
      'an onFail that does not exist',
      inXml('<preConditions onFail="STOP"/>'),
      'PARSE_INVALID_VALUE c.xml:3:16 "onFail" must be "HALT" or "CONTINUE" or "MARK_RAN" or "WARN", not "STOP"',
    ],
    [
      'two preConditions',
      inXml('<preConditions/>\n<preConditions/>'),
      'PARSE_INVALID_VALUE c.xml:4:2 the changeset has more than one preConditions',
    ],
    [
      'an unknown modifySql step',
      inXml('<modifySql>\n<apend value="x"/></modifySql>'),
      'PARSE_UNKNOWN_ELEMENT c.xml:4:2 modifySql has no element "apend" (did you mean "append"?)',
    ],
    [
      'an unknown change in a rollback',
      inXml('<rollback>\n<dropTabel tableName="t"/></rollback>'),
      'PARSE_UNKNOWN_CHANGE c.xml:4:2 there is no change type "dropTabel"',
    ],
    [
      'a rollback to a changeset that does not exist',
      inXml('<rollback changeSetId="9" changeSetAuthor="b"/>'),
      'PARSE_ROLLBACK_REFERENCE c.xml:3:2 the rollback refers to changeset c.xml::9::b',
    ],
    [
      'a property without name',
      '<databaseChangeLog>\n<property value="x"/></databaseChangeLog>',
      'PARSE_MISSING_ATTRIBUTE c.xml:2:2 property needs "name" or "file"',
    ],
  ]);

  each('yaml', [
    [
      'an unknown key of the changelog',
      'databaseChangeLog:\n- changeset:\n    id: 1',
      'PARSE_UNKNOWN_ELEMENT c.yaml:2:3 databaseChangeLog has no element "changeset" (did you mean "changeSet"?)',
    ],
    [
      'an unknown key of a changeset',
      inYaml('    rollbak: x'),
      'PARSE_UNKNOWN_ATTRIBUTE c.yaml:5:5 changeSet has no key "rollbak" (did you mean "rollback"?)',
    ],
    [
      'an unknown key of a change',
      inYaml('    changes:\n    - dropTable:\n        tableName: t\n        cascade: true'),
      'PARSE_UNKNOWN_ATTRIBUTE',
    ],
    ['an unknown change', inYaml('    changes:\n    - creatTable:\n        tableName: t'), 'PARSE_UNKNOWN_CHANGE'],
    ['an attribute that is a map', inYaml('    changes:\n    - dropTable:\n        tableName: {name: t}'), 'PARSE_INVALID_VALUE'],
    ['an attribute that is a list', inYaml('    labels: [a, b]'), 'PARSE_INVALID_VALUE'],
    ['a rollback with two texts', inYaml('    rollback: [a, b]'), 'PARSE_INVALID_VALUE'],
  ]);
});
