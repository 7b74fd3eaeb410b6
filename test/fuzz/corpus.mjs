import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { changeDefinitions } from '../../dist/changes/index.js';
import { preconditionDefinitions } from '../../dist/preconditions/index.js';
import { writeChangelog } from '../../dist/write/write.js';
import { changesetDefaults } from '../../dist/model/changeset-defaults.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

const filesBelow = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

/** The example changelogs, by their path on the search path. */
export const exampleFiles = new Map(
  filesBelow('changelogs').map((path) => [path.slice(join(root, 'changelogs/').length), readFileSync(path)]),
);

const textsOf = (ending) => [...exampleFiles].filter(([path]) => path.endsWith(ending)).map(([, bytes]) => bytes.toString('utf8'));

const source = { file: 'c', line: 1, column: 1 };
const plain = {
  ...changesetDefaults,
  path: 'c',
  source,
};

/** Each example of each change type as a changeset, and one changeset with all that a changeset may have. */
const changesets = [...changeDefinitions.values()].flatMap((definition) =>
  definition.examples.map((props, i) => ({
    ...plain,
    id: `${definition.name}-${i}`,
    author: 'ann',
    changes: [{ name: definition.name, props: definition.normalize(props), source }],
  })),
);
const [first] = changesets;
changesets.push({
  ...first,
  id: 'all',
  contextFilter: 'test and not (prod or @staging), !dev',
  labels: 'a,b',
  dbms: 'postgresql,!oracle',
  comment: "It's a comment",
  created: '2020-01-31',
  validCheckSums: ['9:0123456789abcdef0123456789abcdef', 'ANY'],
  modifySql: [
    { name: 'regExpReplace', props: { replace: '(a+)b', with: '$1' }, applyToRollback: true, dbms: 'postgresql', source },
    { name: 'append', props: { value: ' engine innodb' }, applyToRollback: false, source },
  ],
  rollback: { kind: 'changes', changes: [{ name: 'sql', props: { sql: 'drop table a' }, source }] },
  preconditions: {
    onFail: 'MARK_RAN',
    onError: 'WARN',
    onSqlOutput: 'TEST',
    source,
    conditions: [
      {
        name: 'not',
        props: {},
        source,
        nested: [{ name: 'sqlCheck', props: { expectedResult: '0', sql: 'select count(*) from a' }, nested: [], source }],
      },
    ],
  },
});

/** Single changesets and handfuls of them, as files of a format. */
function written(format) {
  const some = changesets.map((changeset) => [changeset]);
  for (let i = 0; i < changesets.length; i += 9) some.push(changesets.slice(i, i + 9));
  return some.map((list) => writeChangelog(list, format));
}

const conditions = [...preconditionDefinitions.values()].map(({ name, fields }) => {
  const attributes = Object.keys(fields).filter((field) => fields[field].xml !== 'body');
  return `<${name}${attributes.map((attribute) => ` ${attribute}="x"`).join('')}/>`;
});

const xml = (body, before = '<?xml version="1.0" encoding="UTF-8"?>\n') =>
  `${before}<databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog">\n${body}\n</databaseChangeLog>\n`;

const xmlTexts = [
  ...textsOf('.xml'),
  ...written('xml'),
  xml(`<preConditions onFail="WARN"><and>${conditions.join('')}</and></preConditions>`),
  xml(
    `<property name="a" value="\${b}x"/><property name="b" value="1" dbms="h2" context="test" global="false"/><property file="a.properties"/>
<include file="orders.json" relativeToChangelogFile="true" context="a or b"/><includeAll path="shop" minDepth="1" maxDepth="3" endsWithFilter=".yaml"/>
<!-- a comment --><changeSet id="&lt;1" author='&#x41;nn'><sql splitStatements="false"><![CDATA[select '\${a}' <> 'b']]></sql><rollback changeSetId="1" changeSetAuthor="ann"/></changeSet>
<modifyChangeSets runWith="psql"><include file="shop/orders.json"/></modifyChangeSets><removeChangeSetProperty change="createTable" dbms="mysql" remove="remarks"/>`,
  ),
  xml(
    '<changeSet id="&a;" author="&b;"><sql>&b;</sql></changeSet>',
    '<!DOCTYPE databaseChangeLog [\n<!ENTITY a "x">\n<!ENTITY b "&a;&a;&#65;">\n<!ELEMENT x ANY>\n<!-- c -->\n]>\n',
  ),
];

const yamlTexts = [
  ...textsOf('.yaml'),
  ...written('yaml'),
  `x-base: &base\n  author: ann\n  changes: &c\n    - sql: {sql: "select 1", splitStatements: no}\ndatabaseChangeLog:\n  - property: {name: a, value: "\${b}"}\n  - changeSet:\n      <<: *base\n      id: 1\n  - changeSet: {id: 2, author: bob, changes: *c}\n  - changeSet:\n      id: 012\n      author: 'it''s'\n      changes:\n        - sql: |+\n            select 1;\n\n            select 2\n        - sql: >-\n            folded\n            text\n`,
  `# comment\n---\ndatabaseChangeLog:\n- include: {file: orders.json, relativeToChangelogFile: yes}\n- includeAll:\n    path: shop\n- preConditions:\n  - onFail: WARN\n  - or:\n    - dbms: {type: postgresql}\n    - not:\n      - tableExists: {tableName: "a\\tb\\u0041"}\n- changeSet:\n    id: !!str 1\n    author: "a\n      b"\n    changes:\n    - createTable: {tableName: t, columns: [{column: {name: id, type: int, constraints: {primaryKey: true}}}, {column: {name: d, type: date, defaultValueDate: 2020-01-31}}]}\n`,
];

const jsonTexts = [
  ...textsOf('.json'),
  ...written('json'),
  '{"databaseChangeLog":[{"property":{"name":"a","value":"\\u0041\\n"}},{"include":{"file":"shop/orders.json"}},{"changeSet":{"id":1.50,"author":"ann","runAlways":true,"changes":[{"insert":{"tableName":"t","columns":[{"column":{"name":"a","valueNumeric":1e3}},{"column":{"name":"b","value":null}}]}}]}}]}',
];

const sqlTexts = [
  ...textsOf('.sql'),
  `--liquibase formatted sql logicalFilePath:a.sql
--property name:a value:b dbms:postgresql global:false
--changeset "an n":"i d" contextFilter:"a and b" labels:x,y dbms:postgresql,!h2 runOnChange:true splitStatements:true endDelimiter:// stripComments:false
--comment: some text
--validCheckSum: 9:0123456789abcdef0123456789abcdef
--preconditions onFail:MARK_RAN onError:WARN onFailMessage:"no no"
--precondition-sql-check expectedResult:0 SELECT COUNT(*) FROM a
--precondition-table-exists table:a schema:b
--ignoreLines:2
skipped
skipped
create table a (b int); -- c
//
insert into a values ('\${a}', $$x;y$$);
--rollback drop table a;
/* liquibase rollback
drop table b;
*/
--changeset bob:2 runInTransaction:false
--ignoreLines:start
x
--ignoreLines:end
create procedure p begin select 1; end;
/
--rollback changesetId:"i d" changesetAuthor:"an n" changesetPath:a.sql
--include file:shop/orders.json relativeToChangelogFile:false
--includeAll path:shop endsWithFilter:.yaml
--changeset bob:3
--tagDatabase: v1
--rollbackSqlFile path:shop/reports.sql dbms:all
`,
  'create table a (id int);\ninsert into a values (1);\n',
];

/** Expected SQL of the change types on all dialects, and statements that are hard to split. */
const scripts = [
  ...filesBelow('test/golden')
    .filter((path) => path.endsWith('.sql'))
    .map((path) => readFileSync(path, 'utf8')),
  ...sqlTexts,
  "CREATE FUNCTION f() RETURNS trigger AS $body$ BEGIN IF x THEN y; END IF; END $body$ LANGUAGE plpgsql;\nSELECT E'a\\'b;', 'it''s', \"q\"\"q\" FROM a.b . \"c\" WHERE x[1;2] = 1e5;",
  'DELIMITER //\nCREATE PROCEDURE p() BEGIN CASE WHEN 1 THEN SELECT `a;b`; END CASE; WHILE x DO SET y = 1; END WHILE; END//\nDELIMITER ;\n# c\nSELECT 5--3;/*! x */\n',
  'BEGIN TRAN;\nSELECT [a]]b;c] FROM t;\nGO 5\nBEGIN TRY EXEC p END TRY BEGIN CATCH END CATCH\nGO\nEND CONVERSATION @h;',
  "DECLARE x int; BEGIN NULL; END;\n/\nCREATE OR REPLACE PACKAGE BODY p IS PROCEDURE q IS BEGIN NULL; END; FUNCTION r RETURN int IS BEGIN RETURN q'[a;b]'; END; END p;\n/\nSELECT 1 FROM dual;",
  'CREATE TRIGGER t AFTER INSERT ON a BEGIN UPDATE a SET b = CASE WHEN 1 THEN 2 END; END; /* open /* nested */ */ SELECT 1',
];

const createTables = [
  'CREATE TABLE "a b" (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "x""y" varchar(20) DEFAULT \'it\'\'s\' COLLATE NOCASE CHECK (length(x) > 1), [z] DECIMAL(10, 2) DEFAULT (1 + (2)), CONSTRAINT u UNIQUE (id, "x""y") ON CONFLICT IGNORE, CONSTRAINT f FOREIGN KEY (id) REFERENCES b(id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED) WITHOUT ROWID, STRICT',
  'create table if not exists main.t(a, b int generated always as (a * 2) stored, c text not null on conflict fail references o, primary key (a desc), check (a > 0)) -- end\n',
  "CREATE TABLE t (a INT, b TEXT DEFAULT CURRENT_TIMESTAMP, c DEFAULT -1, d DEFAULT x'00ff', e UNSIGNED BIG INT(5) UNIQUE)",
  'CREATE VIRTUAL TABLE v USING fts5(x)',
];

const propertiesTexts = [
  '# comment\n! another\nurl=jdbc:postgresql://localhost:5432/shop\nchangelog-file: db/changelog.xml\nuser name\\ x = a \\\n    continued\\u0041\\tend\\\nparameter.a=\\${b}\nempty\n=novalue\n',
  'changeLogFile=a.xml\r\nurl = jdbc:mysql://u:p@h/db?useSSL=false\r\npassword=s3cr\\u00e9t',
];

const urls = [
  'postgres://ann:s%20e:c@ret@db.example.org:5432/shop?sslmode=require&options=-c%20x',
  'jdbc:postgresql:shop',
  'jdbc:postgresql://[::1]:5432/shop?user=ann&password=secret',
  'jdbc:mysql:loadbalance://a,b/shop',
  'jdbc:mariadb://localhost/shop?user=ann&password=x%26y',
  'mysql://root@/shop?socket=/tmp/m.sock',
  'jdbc:sqlserver://localhost\\inst:1433;databaseName=shop;user=sa;password={a;b}}c};encrypt=true',
  'mssql://sa:pw@localhost:1433/shop?encrypt=true',
  'jdbc:oracle:thin:ann/secret@//localhost:1521/XEPDB1',
  'jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(PROTOCOL=tcp)(HOST=h)(PORT=1521))(CONNECT_DATA=(SERVICE_NAME=s)))',
  'oracle://user@localhost:1521/XEPDB1',
  'jdbc:sqlite:shop.db?mode=ro',
  'sqlite::memory:',
  'offline:postgresql?version=15.2&caseSensitive=false&changeLogFile=a.csv&outputLiquibaseSql=all&catalog=c&schema=s',
  'jdbc:h2:mem:x',
  'C:\\data\\shop.db',
];

const expressions = [
  'test',
  'test and not (prod or staging)',
  '!a, b and @c, (d, e) or f',
  'a&&b || !(c)',
  'not not a',
  '  ',
  'a,b;c',
  '\'quoted\' or "x"',
];

const csvTexts = [
  ...textsOf('.csv'),
  '# comment\nid,name,born,active,n,d\n1,"it""s, quoted\nover lines",2020-01-31,true,1.5,NOW+1d\n2,NULL,12:30:45,f,-1e5,today\n\n"3", x ,2020-01-31T13:14:15.5,,"",TODAY-1\n',
  'a;b\n"1;2";3\n\'x\';y\n',
  'id\tname\n1\tAnn\n',
];

const lexis = (text) => [...new Set(text.match(/[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]+/gu))];
const changelogWords = [
  ...changeDefinitions.keys(),
  ...preconditionDefinitions.keys(),
  ...lexis(xmlTexts.slice(-3).join(' ')),
  ...[
    'databaseChangeLog',
    'changeSet',
    'changes',
    'rollback',
    'modifySql',
    'include',
    'includeAll',
    'property',
    'id',
    'author',
    'file',
    'path',
  ],
];
const sqlWords = [
  'begin',
  'end',
  'case',
  'create',
  'procedure',
  'function',
  'trigger',
  'package',
  'body',
  'declare',
  'is',
  'as',
  'if',
  'loop',
].concat(
  [
    'go',
    '\nGO\n',
    '\n/\n',
    ';',
    'delimiter //',
    '\ndelimiter $$\n',
    '$$',
    '$a$',
    "q'[",
    "]'",
    "E'",
    "\\'",
    '--',
    '--x\n',
    '#',
    '/*',
    '*/',
    '/*!',
  ],
  [
    '[',
    ']',
    '`',
    '"',
    "'",
    '::',
    '@',
    '.',
    ' . ',
    '1.',
    '1e',
    'transaction',
    'try',
    'language',
    'compound',
    'each',
    'row',
    'or',
    'replace',
  ],
);
const directives = [
  '--liquibase formatted sql',
  '--changeset a:1',
  '--rollback',
  '--rollback empty',
  '--comment: x',
  '--preconditions onFail:HALT',
  '--property name:a value:b',
]
  .concat([
    '--precondition-sql-check expectedResult:1 ',
    '--ignoreLines:start',
    '--ignoreLines:end',
    '--ignoreLines:3',
    '--include file:c.sql',
    '--includeAll path:.',
  ])
  .concat([
    '--validCheckSum: 1',
    '--tagDatabase: x',
    '/* liquibase rollback',
    '--changeset',
    'splitStatements:',
    'endDelimiter:',
    'dbms:',
    'context:"',
  ])
  .map((line) => `\n${line}\n`);

/** What is fuzzed, by format: `corpus`, `words` to put in, and `pairs` that nest. */
export const formats = {
  xml: {
    corpus: xmlTexts,
    words: [
      ...changelogWords,
      '<',
      '>',
      '/>',
      '</',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?xml ',
      '?>',
      '<!DOCTYPE a [',
      '<!ENTITY a "&a;">',
      '&amp;',
      '&#0;',
      '&a;',
      'xmlns:x="y"',
      ' a="b"',
    ],
    pairs: [
      ['<and>', '</and>'],
      ['<a>', '</a>'],
      ['<not>', '</not>'],
      ['<changeSet id="1" author="a">', '</changeSet>'],
      ['<!--', '-->'],
      ['<rollback>', '</rollback>'],
    ],
  },
  yaml: {
    corpus: yamlTexts,
    words: [
      ...changelogWords,
      ': ',
      '- ',
      '? ',
      '|',
      '>',
      '|+',
      '&a ',
      '*a',
      '<<: *a',
      '!!int ',
      '---\n',
      '...\n',
      '%YAML 1.1\n',
      '# c',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '\n  ',
      '\n    - ',
    ],
    pairs: [
      ['[', ']'],
      ['{a: ', '}'],
      ['- ', ''],
      ['a: [', ']'],
      ['{and: [', ']}'],
      ['? ', ''],
      ['&a [*a,', ']'],
    ],
  },
  json: {
    corpus: jsonTexts,
    words: [...changelogWords.map((word) => `"${word}"`), '{', '}', '[', ']', ',', ':', '1e400', '"\\ud800"', '-0', 'null'],
    pairs: [
      ['{"a":', '}'],
      ['[', ']'],
      ['{"and":[', ']}'],
    ],
  },
  sql: {
    corpus: sqlTexts,
    words: [...directives, ...sqlWords],
    pairs: [
      ['/*', '*/'],
      ['(', ')'],
    ],
  },
  script: {
    corpus: scripts,
    words: sqlWords,
    pairs: [
      ['begin ', ' end;'],
      ['case ', ' end '],
      ['/*', '*/'],
      ['(', ')'],
      ['[', ']'],
      ['$a$', '$a$'],
      ['begin ', ''],
    ],
  },
  ddl: {
    corpus: createTables,
    words: lexis(createTables.join(' ')),
    pairs: [
      ['(', ')'],
      ['(a, ', ')'],
      ['/*', ''],
    ],
  },
  properties: { corpus: propertiesTexts, words: ['\\u', '\\u00', '\\', '=', ':', '\\\n', '#', '${a}'] },
  url: {
    corpus: urls,
    words: lexis(urls.join(' ')),
    pairs: [
      ['{', '}'],
      ['(', ')'],
      ['jdbc:', ''],
    ],
  },
  expression: {
    corpus: expressions,
    words: [' and ', ' or ', ' not ', '!', '@', '(', ')', ',', '&&', '||', 'a'],
    pairs: [
      ['(', ')'],
      ['!(', ')'],
      ['not ', ''],
    ],
  },
  csv: {
    corpus: csvTexts,
    words: [',', '"', '""', '\n', '\r', 'NULL', 'NOW', 'NOW+99999999999d', 'TODAY-1', '2020-01-31', '1e5', 'true', '#', ';'],
    pairs: [['"', '"']],
  },
};
