import { describe } from 'vitest';
import { fault, sql, xml, yaml } from './fault.js';

const table = '<createTable tableName="t"><column name="id" type="int"/></createTable>';

describe('a typo in an XML changelog', () => {
  fault('in the name of a change type', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a">',
        '  <createTabel tableName="t"><column name="id" type="int"/></createTabel>',
        '</changeSet>',
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_UNKNOWN_CHANGE',
    says: /createTabel.*createTable/,
    exit: 3,
  });
  fault('in an attribute of a change', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a">',
        '  <createTable tabelName="t"><column name="id" type="int"/></createTable>',
        '</changeSet>',
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /tabelName.*tableName/,
    exit: 3,
  });
  fault('in an attribute of a column', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a">',
        '<createTable tableName="t">',
        '<column name="id" tpye="int"/>',
        '</createTable></changeSet>',
      ),
    },
    at: 'a.xml:4',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /tpye.*type/,
    exit: 3,
  });
  fault('in an attribute of constraints', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a"><createTable tableName="t"><column name="id" type="int">',
        '<constraints primarykey="true"/>',
        '</column></createTable></changeSet>',
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /primarykey.*primaryKey/,
    exit: 3,
  });
  fault('in an attribute of the changeset', {
    files: { 'a.xml': xml(`<changeSet id="1" author="a" runOnChnage="true">${table}</changeSet>`) },
    at: 'a.xml:2',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /runOnChnage.*runOnChange/,
    exit: 3,
  });
  fault('in an element of the changelog', {
    files: { 'a.xml': xml('', `<changeset id="1" author="a">${table}</changeset>`) },
    at: 'a.xml:3',
    code: 'PARSE_UNKNOWN_ELEMENT',
    says: /changeset.*changeSet/,
    exit: 3,
  });
  fault('in a precondition', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a"><preConditions onFail="MARK_RAN">',
        '<tableExist tableName="t"/>',
        `</preConditions>${table}</changeSet>`,
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_UNKNOWN_PRECONDITION',
    says: /tableExist.*tableExists/,
    exit: 3,
  });
  fault('in an attribute of a precondition', {
    files: {
      'a.xml': xml('<changeSet id="1" author="a"><preConditions>', '<tableExists tabelName="t"/>', `</preConditions>${table}</changeSet>`),
    },
    at: 'a.xml:3',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /tabelName.*tableName/,
    exit: 3,
  });
  fault('in the name of the root element', {
    files: { 'a.xml': '<databaseChangelog>\n</databaseChangelog>\n' },
    at: 'a.xml:1',
    code: 'PARSE_UNKNOWN_ELEMENT',
    says: /databaseChangeLog/,
    exit: 3,
  });
  fault('in an attribute of an include', {
    files: { 'a.xml': xml('<include file="b.xml" relativeToChangelog="true"/>'), 'b.xml': xml() },
    at: 'a.xml:2',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /relativeToChangelogFile/,
    exit: 3,
  });
});

describe('a wrong value in an XML changelog', () => {
  fault('where true or false is meant', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a"><createTable tableName="t">',
        '<column name="id" type="int" autoIncrement="maybe"/>',
        '</createTable></changeSet>',
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_INVALID_VALUE',
    says: /autoIncrement.*maybe|maybe.*autoIncrement/,
    exit: 3,
  });
  fault('where a whole number is meant', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a"><createTable tableName="t">',
        '<column name="id" type="int" autoIncrement="true" startWith="many"/>',
        '</createTable></changeSet>',
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_INVALID_VALUE',
    says: /startWith/,
    exit: 3,
  });
  fault('of onFail', {
    files: {
      'a.xml': xml(
        '<changeSet id="1" author="a">',
        '<preConditions onFail="SKIP"><dbms type="sqlite"/></preConditions>',
        `${table}</changeSet>`,
      ),
    },
    at: 'a.xml:3',
    code: 'PARSE_INVALID_VALUE',
    says: /onFail.*(MARK_RAN|CONTINUE)/,
    exit: 3,
  });
  fault('of objectQuotingStrategy', {
    files: { 'a.xml': xml(`<changeSet id="1" author="a" objectQuotingStrategy="ALWAYS">${table}</changeSet>`) },
    at: 'a.xml:2',
    code: 'PARSE_INVALID_VALUE',
    says: /QUOTE_ALL_OBJECTS/,
    exit: 3,
  });
  fault('of runOrder', {
    files: { 'a.xml': xml(`<changeSet id="1" author="a" runOrder="middle">${table}</changeSet>`) },
    at: 'a.xml:2',
    code: 'PARSE_INVALID_VALUE',
    says: /runOrder.*(first|last)/,
    exit: 3,
  });
  fault('in a context expression', {
    files: { 'a.xml': xml(`<changeSet id="1" author="a" context="test and (prod">${table}</changeSet>`) },
    at: 'a.xml:2',
    code: 'PARSE_EXPRESSION',
    says: /parenthesis/,
    exit: 3,
  });
});

describe('something missing in an XML changelog', () => {
  fault('the id of a changeset', {
    files: { 'a.xml': xml(`<changeSet author="a">${table}</changeSet>`) },
    at: 'a.xml:2',
    code: 'PARSE_MISSING_ATTRIBUTE',
    says: /"?id"?/,
    exit: 3,
  });
  fault('the author of a changeset', {
    files: { 'a.xml': xml('', `<changeSet id="1">${table}</changeSet>`) },
    at: 'a.xml:3',
    code: 'PARSE_MISSING_ATTRIBUTE',
    says: /author/,
    exit: 3,
  });
  fault('the table of a change', {
    files: { 'a.xml': xml('<changeSet id="1" author="a">', '<addColumn><column name="x" type="int"/></addColumn>', '</changeSet>') },
    at: 'a.xml:3',
    code: 'PARSE_MISSING_ATTRIBUTE',
    says: /tableName/,
    exit: 3,
  });
  fault('the type of a column', {
    files: { 'a.xml': xml('<changeSet id="1" author="a"><createTable tableName="t">', '<column name="x"/>', '</createTable></changeSet>') },
    at: 'a.xml:3',
    code: 'PARSE_CHANGE',
    says: /type/,
    exit: 3,
  });
  fault('the file of an include', {
    files: { 'a.xml': xml('', '', '<include file="sub/gone.xml" relativeToChangelogFile="true"/>') },
    at: 'a.xml:4',
    code: 'PARSE_FILE_NOT_FOUND',
    says: /sub\/gone\.xml/,
    exit: 3,
  });
  fault('the folder of an includeAll', {
    files: { 'a.xml': xml('<includeAll path="migrations" relativeToChangelogFile="true"/>') },
    at: 'a.xml:2',
    code: 'PARSE_FILE_NOT_FOUND',
    says: /migrations/,
    exit: 3,
  });
  fault('the file of a sqlFile', {
    files: { 'a.xml': xml('<changeSet id="1" author="a">', '<sqlFile path="gone.sql"/>', '</changeSet>') },
    at: 'a.xml:3',
    code: 'PARSE_FILE_NOT_FOUND',
    says: /gone\.sql/,
    exit: 3,
  });
  fault('the file of a loadData, and a near one exists', {
    files: {
      'a.xml': xml('<changeSet id="1" author="a">', '<loadData tableName="t" file="data/usres.csv"/>', '</changeSet>'),
      'data/users.csv': 'id\n1\n',
    },
    at: 'a.xml:3',
    code: 'PARSE_FILE_NOT_FOUND',
    says: /data\/usres\.csv.*users\.csv/,
    exit: 3,
  });
  fault('the properties file of a property', {
    files: { 'a.xml': xml('<property file="gone.properties"/>', `<changeSet id="1" author="a">${table}</changeSet>`) },
    at: 'a.xml:2',
    code: 'PARSE_FILE_NOT_FOUND',
    says: /gone\.properties/,
    exit: 3,
  });
});

describe('XML that is not well-formed', () => {
  fault('an element that is never closed', {
    files: { 'a.xml': '<databaseChangeLog>\n<changeSet id="1" author="a">\n<empty/>\n</databaseChangeLog>\n' },
    at: 'a.xml:4',
    code: 'PARSE_SYNTAX',
    says: /changeSet/,
    exit: 3,
  });
  fault('a file that ends too early', {
    files: { 'a.xml': '<databaseChangeLog>\n<changeSet id="1" author="a">\n' },
    at: 'a.xml',
    code: 'PARSE_SYNTAX',
    says: /clos|end/,
    exit: 3,
  });
  fault('an attribute without quotes', {
    files: { 'a.xml': '<databaseChangeLog>\n<changeSet id=1 author="a"/>\n</databaseChangeLog>\n' },
    at: 'a.xml:2',
    code: 'PARSE_SYNTAX',
    says: /id|quote|attribute/i,
    exit: 3,
  });
  fault('an attribute given twice', {
    files: { 'a.xml': '<databaseChangeLog>\n<changeSet id="1" id="2" author="a"/>\n</databaseChangeLog>\n' },
    at: 'a.xml:2',
    code: 'PARSE_SYNTAX',
    says: /id/,
    exit: 3,
  });
  fault('an entity that nobody declared', {
    files: {
      'a.xml': '<databaseChangeLog>\n<changeSet id="1" author="a"><comment>&undeclared;</comment></changeSet>\n</databaseChangeLog>\n',
    },
    at: 'a.xml:2',
    code: 'PARSE_SYNTAX',
    says: /undeclared/,
    exit: 3,
  });
  fault('an empty file', { files: { 'a.xml': '' }, at: 'a.xml', code: 'PARSE_SYNTAX', says: /no element/, exit: 3 });
});

describe('a fault in a YAML changelog', () => {
  fault('a typo in a key', {
    files: { 'a.yaml': yaml('- changeSet:', '    id: 1', '    autor: a', '    changes: [{ empty: {} }]') },
    at: 'a.yaml:4',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /autor.*author/,
    exit: 3,
  });
  fault('a typo in a change type', {
    files: { 'a.yaml': yaml('- changeSet:', '    id: 1', '    author: a', '    changes:', '    - dropTabel: { tableName: t }') },
    at: 'a.yaml:6',
    code: 'PARSE_UNKNOWN_CHANGE',
    says: /dropTabel.*dropTable/,
    exit: 3,
  });
  fault('a key given twice', {
    files: { 'a.yaml': yaml('- changeSet:', '    id: 1', '    id: 2', '    author: a') },
    at: 'a.yaml:4',
    code: 'PARSE_SYNTAX',
    says: /id|unique|twice/i,
    exit: 3,
  });
  fault('broken indentation', {
    files: { 'a.yaml': yaml('- changeSet:', '    id: 1', '   author: a') },
    at: 'a.yaml:4',
    code: 'PARSE_SYNTAX',
    says: /./,
    exit: 3,
  });
  fault('a tab as indentation', {
    files: { 'a.yaml': 'databaseChangeLog:\n- changeSet:\n\tid: 1\n' },
    at: 'a.yaml:3',
    code: 'PARSE_SYNTAX',
    says: /tab/i,
    exit: 3,
  });
  fault('a list where an element is meant', {
    files: { 'a.yaml': yaml('- changeSet:', '    id: 1', '    author: a', '    changes:', '    - createTable: [t]') },
    at: 'a.yaml:6',
    code: 'PARSE_INVALID_VALUE',
    says: /createTable/,
    exit: 3,
  });
  fault('columns without the word column', {
    files: {
      'a.yaml': yaml(
        '- changeSet:',
        '    id: 1',
        '    author: a',
        '    changes:',
        '    - createTable:',
        '        tableName: t',
        '        columns:',
        '        - colum: { name: id, type: int }',
      ),
    },
    at: 'a.yaml:9',
    code: 'PARSE_UNKNOWN_ELEMENT',
    says: /colum.*column/,
    exit: 3,
  });
  fault('another root', {
    files: { 'a.yaml': 'databaseChangelog:\n- changeSet: { id: 1, author: a }\n' },
    at: 'a.yaml:1',
    code: 'PARSE_UNKNOWN_ELEMENT',
    says: /databaseChangeLog/,
    exit: 3,
  });
});

describe('a fault in a JSON changelog', () => {
  fault('a comma too many', {
    files: { 'a.json': '{"databaseChangeLog": [\n {"changeSet": {"id": "1", "author": "a", "changes": [],}}\n]}' },
    at: 'a.json:2',
    code: 'PARSE_SYNTAX',
    says: /./,
    exit: 3,
  });
  fault('a bracket too few', {
    files: { 'a.json': '{"databaseChangeLog": [\n {"changeSet": {"id": "1", "author": "a"}}\n' },
    at: 'a.json',
    code: 'PARSE_SYNTAX',
    says: /./,
    exit: 3,
  });
  fault('a typo in a key', {
    files: { 'a.json': '{"databaseChangeLog": [\n {"changeSet": {"id": "1", "author": "a",\n  "chnages": []}}\n]}' },
    at: 'a.json:3',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /chnages.*changes/,
    exit: 3,
  });
});

describe('a fault in a formatted SQL changelog', () => {
  fault('no author', {
    files: { 'a.sql': sql('--changeset 1', 'select 1;') },
    at: 'a.sql:2',
    code: 'PARSE_SYNTAX',
    says: /author:id/,
    exit: 3,
  });
  fault('a misspelt directive', {
    files: { 'a.sql': sql('--changeset a:1', 'select 1;', '--rolback drop table t;') },
    at: 'a.sql:4',
    code: 'PARSE_SYNTAX',
    says: /rolback.*rollback/,
    exit: 3,
  });
  fault('a misspelt attribute', {
    files: { 'a.sql': sql('--changeset a:1 runOnChnage:true', 'select 1;') },
    at: 'a.sql:2',
    code: 'PARSE_UNKNOWN_ATTRIBUTE',
    says: /runOnChnage.*runOnChange/,
    exit: 3,
  });
  fault('a value that is neither true nor false', {
    files: { 'a.sql': sql('--changeset a:1 runAlways:sometimes', 'select 1;') },
    at: 'a.sql:2',
    code: 'PARSE_INVALID_VALUE',
    says: /runAlways|sometimes/,
    exit: 3,
  });
  fault('a dollar quote that is never closed', {
    files: { 'a.sql': sql('--changeset a:1', 'create function f() returns int as $$', 'begin return 1; end;', '--rollback empty') },
    command: ['update-sql'],
    url: () => 'offline:postgresql?version=15.0',
    at: 'a.sql',
    code: 'PARSE_SQL',
    says: /dollar quote/,
    exit: 3,
  });
  fault('a quote that is never closed', {
    files: { 'a.sql': sql('--changeset a:1', "insert into t values ('it);") },
    at: 'a.sql',
    code: 'PARSE_SQL',
    says: /quote|string/,
    exit: 3,
  });
});

describe('a fault between changesets', () => {
  fault('the same changeset twice', {
    files: { 'a.xml': xml(`<changeSet id="1" author="a">${table}</changeSet>`, '', '<changeSet id="1" author="a"><empty/></changeSet>') },
    at: 'a.xml:4',
    code: 'PARSE_DUPLICATE_CHANGESET',
    says: /a\.xml:2/,
    exit: 3,
  });
  fault('the same changeset twice by inclusion', {
    files: {
      'a.xml': xml('<include file="b.yaml"/>', '<include file="b.yaml"/>'),
      'b.yaml': yaml('- changeSet: { id: 1, author: a, changes: [{ empty: {} }] }'),
    },
    at: 'b.yaml:2',
    code: 'PARSE_DUPLICATE_CHANGESET',
    says: /b\.yaml/,
    exit: 3,
  });
  fault('files that include each other', {
    files: { 'a.xml': xml('<include file="b.xml"/>'), 'b.xml': xml('', '<include file="a.xml"/>') },
    at: 'b.xml:3',
    code: 'PARSE_INCLUDE_CYCLE',
    says: /a\.xml/,
    exit: 3,
  });
  fault('a rollback that refers to nothing', {
    files: { 'a.xml': xml(`<changeSet id="1" author="a">${table}`, '<rollback changeSetId="9" changeSetAuthor="a"/>', '</changeSet>') },
    at: 'a.xml:3',
    code: 'PARSE_ROLLBACK_REFERENCE',
    says: /9/,
    exit: 3,
  });
  fault('a path that leads out of the search path', {
    files: { 'a.xml': xml('<include file="../../etc/passwd.xml"/>') },
    at: 'a.xml:2',
    code: 'PARSE_PATH_OUTSIDE',
    says: /search path/,
    exit: 3,
  });
  fault('a file of no known format', {
    files: { 'a.xml': xml('<include file="b.txt"/>'), 'b.txt': 'hello' },
    at: 'a.xml:2',
    code: 'PARSE_UNKNOWN_FORMAT',
    says: /b\.txt/,
    exit: 3,
  });
});
