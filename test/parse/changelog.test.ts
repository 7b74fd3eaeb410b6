import { describe, expect, it } from 'vitest';
import type { ChangeNode } from '../../src/model/change.js';
import type { Changeset } from '../../src/model/changelog.js';
import { reportDuplicates } from '../../src/parse/duplicates.js';
import { createDiagnostics } from '../../src/core/diagnostics.js';
import { lines, read, withoutPlaces, type Format } from './read.js';

/** The only changeset of a text that must be right. */
function only(format: Format, text: string): Changeset {
  const { changesets, errors } = read(format, text);
  expect(errors).toEqual([]);
  expect(changesets).toHaveLength(1);
  return changesets[0] as Changeset;
}

const columnsOf = (change: ChangeNode | undefined): readonly Readonly<Record<string, unknown>>[] =>
  (change?.props['columns'] ?? []) as readonly Readonly<Record<string, unknown>>[];

const inXml = (content: string, attributes = ''): string =>
  `<databaseChangeLog><changeSet id="1" author="a" ${attributes}>${content}</changeSet></databaseChangeLog>`;
const inYaml = (content: string): string => `databaseChangeLog:\n- changeSet:\n    id: 1\n    author: a\n${content}`;

describe('a changeset', () => {
  it('says all there is to say, in XML and in YAML', () => {
    const xml = lines(`
      <databaseChangeLog logicalFilePath="/db\\log.xml" contextFilter="all" objectQuotingStrategy="QUOTE_ALL_OBJECTS">
        <changeSet id="1" author="a" contextFilter="dev or test" labels="x,y" dbms="h2, !oracle" runAlways="true" runOnChange="true"
          failOnError="false" runInTransaction="false" onValidationFail="MARK_RAN" ignore="true" runOrder="last" created="4.1"
          runWith="psql" runWithSpoolFile="out.txt">
          <validCheckSum>9:1</validCheckSum>
          <validCheckSum>ANY</validCheckSum>
          <preConditions onFail="MARK_RAN" onError="WARN" onFailMessage="no" onErrorMessage="oh" onSqlOutput="TEST">
            <not><tableExists tableName="t"/></not>
          </preConditions>
          <comment>one</comment>
          <dropTable tableName="t"/>
          <comment> two </comment>
          <rollback>select 1; -- back</rollback>
          <rollback><dropTable tableName="u"/></rollback>
          <modifySql dbms="h2" context="dev" labels="l"><append value=" x"/><replace replace="a" with="b"/></modifySql>
          <modifySql applyToRollback="true"><prepend value="y "/></modifySql>
        </changeSet>
      </databaseChangeLog>
    `);
    const yaml = lines(`
      databaseChangeLog:
      - logicalFilePath: /db\\log.xml
      - context: all
      - objectQuotingStrategy: QUOTE_ALL_OBJECTS
      - changeSet:
          id: 1
          author: a
          context: dev or test
          labels: x,y
          dbms: h2, !oracle
          alwaysRun: true
          runOnChange: true
          failOnError: false
          runInTransaction: false
          onValidationFail: MARK_RAN
          ignore: true
          runOrder: last
          created: '4.1'
          runWith: psql
          runWithSpoolFile: out.txt
          validCheckSums: ['9:1', ANY]
          preConditions:
          - onFail: mark_ran
          - onError: warn
          - onFailMessage: 'no'
          - onErrorMessage: oh
          - onSqlOutput: TEST
          - not:
            - tableExists: {tableName: t}
          comment: "one\\ntwo"
          changes:
          - dropTable: {tableName: t}
          - rollback: select 1; -- back
          - rollback:
            - dropTable: {tableName: u}
          - modifySql:
              dbms: h2
              contextFilter: dev
              labels: l
              append: {value: ' x'}
              replace: {replace: a, with: b}
          - modifySql: [applyToRollback: true, prepend: {value: 'y '}]
    `);
    const changeset = only('xml', xml);
    expect(withoutPlaces(changeset)).toMatchObject({
      id: '1',
      author: 'a',
      contextFilter: 'dev or test',
      inheritedContexts: ['all'],
      labels: 'x,y',
      dbms: 'h2, !oracle',
      runAlways: true,
      runOnChange: true,
      failOnError: false,
      runInTransaction: false,
      onValidationFail: 'MARK_RAN',
      ignore: true,
      runOrder: 'last',
      created: '4.1',
      runWith: 'psql',
      runWithSpoolFile: 'out.txt',
      objectQuotingStrategy: 'QUOTE_ALL_OBJECTS',
      comment: 'one\ntwo',
      validCheckSums: ['9:1', 'ANY'],
      preconditions: {
        onFail: 'MARK_RAN',
        onError: 'WARN',
        onSqlOutput: 'TEST',
        onFailMessage: 'no',
        onErrorMessage: 'oh',
        conditions: [{ name: 'not', nested: [{ name: 'tableExists', props: { tableName: 't' } }] }],
      },
      changes: [{ name: 'dropTable', props: { tableName: 't' } }],
      rollback: {
        kind: 'changes',
        changes: [
          { name: 'sql', props: { sql: 'select 1; -- back', splitStatements: true, stripComments: true } },
          { name: 'dropTable', props: { tableName: 'u' } },
        ],
      },
      modifySql: [
        { name: 'append', props: { value: ' x' }, applyToRollback: false, dbms: 'h2', contextFilter: 'dev', labels: 'l' },
        { name: 'replace', props: { replace: 'a', with: 'b' }, applyToRollback: false, dbms: 'h2', contextFilter: 'dev', labels: 'l' },
        { name: 'prepend', props: { value: 'y ' }, applyToRollback: true },
      ],
    });
    expect(changeset.path).toBe('db/log.xml');
    expect(withoutPlaces(only('yaml', yaml))).toEqual(withoutPlaces(changeset));
  });

  it('that says next to nothing has the defaults of Liquibase', () => {
    expect(withoutPlaces(only('yaml', inYaml('')))).toEqual({
      id: '1',
      author: 'a',
      changes: [],
      rollback: { kind: 'auto' },
      modifySql: [],
      inheritedContexts: [],
      inheritedLabels: [],
      validCheckSums: [],
      runAlways: false,
      runOnChange: false,
      runInTransaction: true,
      failOnError: true,
      onValidationFail: 'HALT',
      ignore: false,
      objectQuotingStrategy: 'LEGACY',
    });
  });

  it('has a path of its own if it gives one', () => {
    expect(only('xml', inXml('', 'logicalFilePath="\\own\\path.xml"')).path).toBe('own/path.xml');
  });

  it('keeps the place of every change', () => {
    const { changes, source } = only(
      'yaml',
      inYaml('    changes:\n    - dropTable: {tableName: t}\n    - dropTable:\n        tableName: u'),
    );
    expect(source).toEqual({ file: 'c.yaml', line: 2, column: 3 });
    expect(changes.map((change) => change.source.line)).toEqual([6, 7]);
  });

  it.each([
    ['nothing', 'xml', inXml('<rollback/>')],
    ['white space', 'xml', inXml('<rollback> \n </rollback>')],
    ['null', 'yaml', inYaml('    rollback:')],
    ['an empty text', 'yaml', inYaml('    rollback: ""')],
    ['an empty list', 'yaml', inYaml('    rollback: []')],
    ['a comment', 'xml', inXml('<rollback><comment>not needed</comment></rollback>')],
  ] as const)('is undone by nothing if its rollback holds %s', (_, format, text) => {
    expect(only(format, text).rollback).toEqual({ kind: 'none' });
  });

  it('takes from a rollback first the changes and then the text', () => {
    const { rollback } = only('xml', inXml('<rollback>select 1 <dropTable tableName="t"/>; select 2</rollback>'));
    expect(withoutPlaces(rollback)).toMatchObject({
      changes: [{ name: 'dropTable' }, { name: 'sql', props: { sql: 'select 1 ; select 2' } }],
    });
  });

  it('is undone by the changes of another one if its rollback names it', () => {
    const other = '<changeSet id="0" author="b"><dropTable tableName="t"/></changeSet>';
    const text = `<databaseChangeLog>${other}<changeSet id="1" author="a"><rollback changeSetId="0" changeSetAuthor="b"/></changeSet></databaseChangeLog>`;
    const { changesets, errors } = read('xml', text);
    expect(errors).toEqual([]);
    expect(changesets[1]?.rollback).toEqual({ kind: 'changes', changes: changesets[0]?.changes });
  });

  it('may hold its changes directly, and keys in another case, in YAML', () => {
    const { changes } = only('yaml', inYaml('    dropTable: {tablename: t, CASCADECONSTRAINTS: true}'));
    expect(changes[0]?.props).toEqual({ tableName: 't', cascadeConstraints: true });
  });

  it('may have its columns in every way that Liquibase reads', () => {
    const ways = [
      'columns: [{column: {name: a, type: int}}, {column: {name: b, type: int}}]',
      'columns: {column: [{name: a, type: int}]}',
      'columns: [{name: a, type: int}]',
      'column: [{column: {name: a, type: int}}, {column: {name: b, type: int}}]',
      'column: {name: a, type: int}',
    ];
    const names = ways.map((way) => {
      const { changes } = only('yaml', inYaml(`    changes: [{createTable: {tableName: t, ${way}}}]`));
      return columnsOf(changes[0])
        .map((column) => String(column['name']))
        .join();
    });
    expect(names).toEqual(['a,b', 'a', 'a', 'a,b', 'a']);
  });

  it('for another database may hold changes that nobody knows', () => {
    const text = inXml('<shrinkTable tableName="t"/>', 'dbms="oracle"');
    const { changesets, errors, warnings } = read('xml', text, { matchesDatabase: (dbms) => dbms !== 'oracle' });
    expect(errors).toEqual([]);
    expect(warnings).toEqual([expect.stringContaining('there is no change type "shrinkTable"')]);
    expect(changesets[0]?.changes).toEqual([]);
  });
});

describe('keys that Liquibase reads over', () => {
  it('are warned of if they mean something elsewhere', () => {
    const { errors, warnings, changesets } = read('yaml', inYaml('    changes: [{dropTable: {tableName: t, indexName: i}}]'));
    expect(errors).toEqual([]);
    expect(warnings).toEqual(['PARSE_UNKNOWN_ATTRIBUTE c.yaml:5:42 "indexName" has no effect in dropTable']);
    expect(changesets[0]?.changes[0]?.props).toEqual({ tableName: 't' });
  });

  it('are warned of if they are XML attributes of an extension', () => {
    const { errors, warnings } = read('xml', inXml('<dropTable tableName="t" x:tableNames="u" x:cascadeConstraints="true"/>', 'x:ids="1"'));
    expect(errors).toEqual([]);
    expect(warnings.map((warning) => /"\w+" has no effect in \w+/.exec(warning)?.[0])).toEqual([
      '"ids" has no effect in changeSet',
      '"tableNames" has no effect in dropTable',
    ]);
  });

  it('are errors if they are near a name that is right', () => {
    const { errors } = read('yaml', inYaml('    changes: [{dropTable: {tableName: t, columnName: i, tablName: x}}]'));
    expect(errors).toEqual(['PARSE_UNKNOWN_ATTRIBUTE c.yaml:5:57 dropTable has no key "tablName" (did you mean "tableName"?)']);
  });

  it('are errors if they mean nothing anywhere', () => {
    const { errors } = read('yaml', inYaml('    changes: [{dropTable: {tableName: t, flavour: vanilla}}]'));
    expect(errors).toEqual(['PARSE_UNKNOWN_ATTRIBUTE c.yaml:5:42 dropTable has no key "flavour"']);
  });

  it('are told to be indented further if they stand beside an empty key', () => {
    const { errors } = read('yaml', 'databaseChangeLog:\n- changeSet:\n  id: 1\n  author: a\n');
    expect(errors).toContain(
      'PARSE_UNKNOWN_ATTRIBUTE c.yaml:3:3 databaseChangeLog has no key "id" (indent "id" further, so that it stands below "changeSet")',
    );
  });

  it('are all reported in one run, in the order of the file', () => {
    const text =
      '<databaseChangeLog>\n<changeSet id="1"><dropTabel/>\n</changeSet>\n<inclde/>\n<changeSet id="2" author="a" ignore="x"/></databaseChangeLog>';
    expect(read('xml', text).errors.map((error) => error.slice(0, error.indexOf(' ', 40)))).toHaveLength(4);
  });
});

describe('an element that should hold a text and is empty', () => {
  it('counts as absent, as in Liquibase, with a warning', () => {
    const { changesets, warnings, errors } = read('xml', inXml('<delete tableName="t"><where>  </where></delete>'));
    expect(errors).toEqual([]);
    expect(changesets[0]?.changes[0]?.props).toEqual({ tableName: 't' });
    expect(warnings).toEqual([expect.stringContaining('"where" is empty')]);
  });
});

describe('a boolean written as 1', () => {
  it('counts as false, as in Liquibase, with a warning', () => {
    const { changesets, warnings } = read('xml', inXml('', 'runAlways="1" runOnChange="0" failOnError="FALSE"'));
    expect(changesets[0]).toMatchObject({ runAlways: false, runOnChange: false, failOnError: false });
    expect(warnings).toEqual([expect.stringContaining('"runAlways" is "1", which counts as false')]);
  });
});

describe('what else a changelog holds', () => {
  it('comes in the order of the file, with what included files inherit', () => {
    const text = lines(`
      <databaseChangeLog contextFilter="all">
        <property name="p" value="1" global="false" dbms="h2" context="c" labels="l"/>
        <include file="a\\b.xml" relativeToChangelogFile="true" errorIfMissing="false" context="dev" labels="x" ignore="true"/>
        <modifyChangeSets runWith="psql"><includeAll path="d" endsWithFilter=".sql" maxDepth="2"/></modifyChangeSets>
        <preConditions><dbms type="h2"/></preConditions>
        <property file="p.properties"/>
      </databaseChangeLog>
    `);
    const { items, errors } = read('xml', text, { scope: { inheritedContexts: ['outer'], inheritedLabels: ['y'], ignore: true } });
    expect(errors).toEqual([]);
    expect(withoutPlaces(items)).toEqual([
      {
        kind: 'property',
        name: 'p',
        value: '1',
        global: false,
        dbms: 'h2',
        contextFilter: 'c',
        labels: 'l',
        relativeToChangelogFile: false,
        errorIfMissing: true,
      },
      {
        kind: 'include',
        file: 'a/b.xml',
        relativeToChangelogFile: true,
        errorIfMissing: false,
        scope: { inheritedContexts: ['dev', 'all', 'outer'], inheritedLabels: ['x', 'y'], ignore: true },
      },
      {
        kind: 'includeAll',
        relativeToChangelogFile: false,
        errorIfMissingOrEmpty: true,
        minDepth: 0,
        maxDepth: 2,
        endsWithFilter: '.sql',
        scope: { inheritedContexts: ['all', 'outer'], inheritedLabels: ['y'], ignore: false, runWith: 'psql' },
      },
      {
        kind: 'preConditions',
        preconditions: expect.objectContaining({ onFail: 'HALT', conditions: [expect.objectContaining({ name: 'dbms' })] }),
      },
      { kind: 'property', file: 'p.properties', global: true, relativeToChangelogFile: false, errorIfMissing: true },
    ]);
  });

  it('is expanded only when its turn has come, and YAML properties come first', () => {
    const order: string[] = [];
    const expand = (node: { name: string }) => (order.push(`expand ${node.name}`), node) as never;
    const walk = (format: Format, text: string): void => {
      for (const item of read(format, text, { expand }).items) order.push(item.kind);
    };
    walk('xml', '<databaseChangeLog><include file="a"/><property name="p" value="1"/></databaseChangeLog>');
    expect(order.filter((step) => step.startsWith('expand'))).toEqual(['expand include', 'expand property']);
    const { items } = read('yaml', 'databaseChangeLog: [{include: {file: a}}, {property: {name: p, value: 1}}]');
    expect(items.map((item) => item.kind)).toEqual(['property', 'include']);
  });

  it('loses the attributes that removeChangeSetProperty takes away on this database', () => {
    const text = lines(`
      databaseChangeLog:
      - changeSet: {id: 1, author: a, changes: [addColumn: {tableName: t, columns: [column: {name: c, type: int, afterColumn: b}]}]}
      - removeChangeSetProperty: {change: addColumn, dbms: h2, remove: afterColumn}
      - removeChangeSetProperty: {change: addColumn, dbms: oracle, remove: beforeColumn}
      - changeSet: {id: 2, author: a, changes: [addColumn: {tableName: t, columns: [column: {name: c, type: int, afterColumn: b}]}]}
      - changeSet: {id: 3, author: a, changes: [addColumn: {tableName: t, columns: [column: {name: c, type: int, beforeColumn: b}]}]}
    `);
    const { changesets, errors } = read('yaml', text, { matchesDatabase: (dbms) => dbms === 'h2' });
    expect(errors).toEqual([]);
    const [one, two, three] = changesets.map((changeset) => columnsOf(changeset.changes[0])[0]);
    expect(one).toMatchObject({ afterColumn: 'b' });
    expect(two?.['afterColumn']).toBeUndefined();
    expect(three).toMatchObject({ beforeColumn: 'b' });
  });
});

describe('changesets with one identity', () => {
  it('are told with both places', () => {
    const text =
      '<databaseChangeLog>\n<changeSet id="1" author="a"/>\n<changeSet id="1" author="A"/>\n<changeSet id="1" author="a"/></databaseChangeLog>';
    const diagnostics = createDiagnostics();
    reportDuplicates(read('xml', text).changesets, diagnostics);
    expect(diagnostics.errors).toHaveLength(1);
    expect(diagnostics.errors[0]).toMatchObject({
      code: 'PARSE_DUPLICATE_CHANGESET',
      message: 'changeset c.xml::1::a is declared twice, first at c.xml:2:2',
      source: { line: 4, column: 2 },
    });
  });
});
