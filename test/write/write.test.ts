import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Changeset } from '../../src/model/changelog.js';
import { writeChangelog, type ChangelogFormat } from '../../src/write/write.js';
import { parseFiles } from '../parse/memory-resources.js';
import { lines } from '../parse/read.js';
import { text } from './arbitrary.js';

/** The changesets of a YAML changelog. */
async function read(yaml: string): Promise<readonly Changeset[]> {
  const { changesets, errors } = await parseFiles({ 'c.yaml': `databaseChangeLog:\n${lines(yaml)}` });
  expect(errors).toEqual([]);
  return changesets;
}

const sample = () =>
  read(`
    - changeSet:
        id: 1
        author: ann
        labels: a, b
        runOnChange: true
        validCheckSum: ANY
        preConditions:
          - onFail: MARK_RAN
          - not: [{ tableExists: { tableName: person } }]
        comment: "people & <more>"
        changes:
          - createTable:
              tableName: person
              columns:
                - column: { name: id, type: int, autoIncrement: true, constraints: { primaryKey: true, nullable: false } }
                - column: { name: note, type: "varchar(20)", defaultValue: "yes" }
          - sql: { sql: "select 1\\nwhere 1 < 2", splitStatements: false }
          - update: { tableName: person, columns: [{ column: { name: note, value: x } }], where: "id = :value", whereParams: [{ param: { valueNumeric: 1 } }] }
        rollback: drop table person
        modifySql: [{ dbms: mysql }, { append: { value: " engine innodb" } }]
  `);

describe('a changelog', () => {
  it('is written as XML the way people write it', async () => {
    expect(writeChangelog(await sample(), 'xml')).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<databaseChangeLog
    xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
    xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">

  <changeSet id="1" author="ann" labels="a, b" runOnChange="true">
    <validCheckSum>ANY</validCheckSum>
    <preConditions onFail="MARK_RAN">
      <not>
        <tableExists tableName="person"/>
      </not>
    </preConditions>
    <comment><![CDATA[people & <more>]]></comment>
    <createTable tableName="person">
      <column name="id" type="int" autoIncrement="true">
        <constraints nullable="false" primaryKey="true"/>
      </column>
      <column name="note" type="varchar(20)" defaultValue="yes"/>
    </createTable>
    <sql splitStatements="false"><![CDATA[select 1
where 1 < 2]]></sql>
    <update tableName="person">
      <column name="note" value="x"/>
      <where>id = :value</where>
      <whereParams>
        <param valueNumeric="1"/>
      </whereParams>
    </update>
    <rollback>
      <sql splitStatements="true" stripComments="true">drop table person</sql>
    </rollback>
    <modifySql dbms="mysql">
      <append value=" engine innodb"/>
    </modifySql>
  </changeSet>

</databaseChangeLog>
`);
  });

  it('is written as YAML, where only what YAML would misread is quoted', async () => {
    expect(writeChangelog(await sample(), 'yaml')).toBe(
      `databaseChangeLog:\n${lines(`
        - changeSet:
            id: "1"
            author: ann
            labels: a, b
            runOnChange: true
            validCheckSum:
              - ANY
            preConditions:
              - onFail: MARK_RAN
              - not:
                  - tableExists:
                      tableName: person
            comment: "people & <more>"
            changes:
              - createTable:
                  tableName: person
                  columns:
                    - column:
                        name: id
                        type: int
                        autoIncrement: true
                        constraints:
                          nullable: false
                          primaryKey: true
                    - column:
                        name: note
                        type: varchar(20)
                        defaultValue: "yes"
              - sql:
                  sql: |-
                    select 1
                    where 1 < 2
                  splitStatements: false
              - update:
                  tableName: person
                  columns:
                    - column:
                        name: note
                        value: x
                  where: "id = :value"
                  whereParams:
                    - param:
                        valueNumeric: "1"
            rollback:
              - sql:
                  sql: drop table person
                  splitStatements: true
                  stripComments: true
            modifySql:
              - dbms: mysql
              - append:
                  value: " engine innodb"
      `)
        .split('\n')
        .map((line) => (line === '' ? '' : `  ${line}`))
        .join('\n')}`,
    );
  });

  it('is the same text each time', async () => {
    for (const format of ['xml', 'yaml', 'json'] as const)
      expect(writeChangelog(await sample(), format)).toBe(writeChangelog(await sample(), format));
  });

  it('names the path of changesets that belong to another file', async () => {
    const [one] = await read('- changeSet: { id: 1, author: ann, logicalFilePath: db/other.xml, changes: [{ empty: {} }] }');
    expect(writeChangelog([one as Changeset], 'json', { file: 'db/new.json' })).toContain('"logicalFilePath": "db/other.xml"');
    expect(writeChangelog([one as Changeset], 'json', { file: 'db/other.xml' })).not.toContain('logicalFilePath');
  });

  it('joins contexts of includes to those of the changeset, and refuses labels that it cannot join', async () => {
    const [one] = await read('- changeSet: { id: 1, author: ann, contextFilter: a or b, labels: x, changes: [{ empty: {} }] }');
    expect(writeChangelog([{ ...(one as Changeset), inheritedContexts: ['c'] }], 'yaml')).toContain('contextFilter: "(a or b) and (c)"');
    expect(() => writeChangelog([{ ...(one as Changeset), inheritedLabels: ['y'] }], 'yaml')).toThrow(
      /labels of its own and of its includes/,
    );
  });

  it('refuses characters that XML does not have', async () => {
    const [one] = await read('- changeSet: { id: 1, author: ann, changes: [{ setTableRemarks: { tableName: t, remarks: "a\\0b" } }] }');
    expect(() => writeChangelog([one as Changeset], 'xml')).toThrow(/U\+0000/);
    expect(writeChangelog([one as Changeset], 'yaml')).toContain('remarks: "a\\u0000b"');
  });
});

describe('formatted SQL', () => {
  const sqlOf = async (yaml: string, format: ChangelogFormat = 'sql') => writeChangelog(await read(yaml), format);

  it('holds sql changes with all that a changeset says', async () => {
    const written = await sqlOf(`
      - changeSet:
          id: 1
          author: Ann Lee
          contextFilter: test and !prod
          runOnChange: true
          validCheckSum: "9:0"
          comment: two rows
          preConditions: [{ onFail: MARK_RAN }, { sqlCheck: { expectedResult: 0, sql: select count(*) from person } }]
          changes: [{ sql: { sql: "insert into person values (1);\\ninsert into person values (2)", stripComments: true } }]
          rollback: delete from person
      - changeSet: { id: 2, author: bob, changes: [{ sql: { sql: select 1, endDelimiter: "//" } }], rollback: [] }
    `);
    expect(written).toBe(
      lines(`
        --liquibase formatted sql

        --changeset "Ann Lee":1 contextFilter:"test and !prod" runOnChange:true rollbackSplitStatements:true
        --comment: two rows
        --validCheckSum: 9:0
        --preconditions onFail:MARK_RAN onError:HALT onSqlOutput:IGNORE
        --precondition-sql-check expectedResult:'0' select count(*) from person
        insert into person values (1);
        insert into person values (2)
        --rollback delete from person

        --changeset bob:2 stripComments:false endDelimiter://
        select 1
        --rollback empty
      `),
    );
    const { changesets, errors } = await parseFiles({ 'c.sql': written });
    expect(errors).toEqual([]);
    expect(changesets.map(({ id, author, rollback }) => [id, author, rollback.kind])).toEqual([
      ['1', 'Ann Lee', 'changes'],
      ['2', 'bob', 'none'],
    ]);
  });

  it('holds other changes, too, where a database is given to render them for', async () => {
    const changesets = await read('- changeSet: { id: 1, author: ann, changes: [{ renameTable: { oldTableName: a, newTableName: b } }] }');
    const render = (change: { name: string; props: Readonly<Record<string, unknown>> }): readonly string[] => [
      `${change.name} ${String(change.props['oldTableName'])}`,
    ];
    expect(writeChangelog(changesets, 'sql', { render })).toContain('\nrenameTable a;\n--rollback renameTable b;\n');
  });

  it('keeps comments of SQL that begin with the word of a directive and are none', async () => {
    const sql = 'CREATE FUNCTION f() AS $$\n  -- comment; and more\n  -- changes follow\n-- rollbacks are rare\nSELECT 1\n$$';
    const changesets = await read(
      `- changeSet: { id: 1, author: ann, changes: [{ sql: { splitStatements: false, stripComments: false, sql: ${JSON.stringify(sql)} } }] }`,
    );
    const again = await parseFiles({ 'c.sql': writeChangelog(changesets, 'sql') });
    expect(again.errors).toEqual([]);
    expect(again.changesets[0]?.changes[0]?.props['sql']).toBe(sql);
  });

  it.each([
    ['a change that is no SQL', 'changes: [{ dropTable: { tableName: a } }]', /dropTable, which is no SQL/],
    ['a changeset without changes', 'changes: []', /a changeset without SQL/],
    ['modifySql', 'changes: [{ sql: select 1 }], modifySql: [{ append: { value: a } }]', /modifySql/],
    ['SQL that reads as a directive', 'changes: [{ sql: "select 1\\n--changeset a:b" }]', /reads as a directive/],
    ['SQL that reads as a misspelt directive', 'changes: [{ sql: "select 1\\n--rollbak x" }]', /reads as a directive/],
    [
      'a precondition it has no line for',
      'changes: [{ sql: select 1 }], preConditions: [{ dbms: { type: mysql } }]',
      /the precondition dbms/,
    ],
    ['a value that reads as an attribute', 'labels: "a dbms:b", changes: [{ sql: select 1 }]', /labels with the value/],
    ['a change bound to a database', 'changes: [{ sql: { sql: select 1, dbms: mysql } }]', /dbms of sql/],
    ['several sql changes', 'changes: [{ sql: select 1 }, { sql: select 2 }]', /several changes in one changeset/],
  ])('refuses %s', async (_what, rest, message) => {
    await expect(sqlOf(`- changeSet: { id: 1, author: ann, ${rest} }`)).rejects.toThrow(message);
  });

  it('gives back every name and every SQL text that it does not refuse', async () => {
    let written = 0;
    const [base] = await read('- changeSet: { id: 1, author: ann, changes: [{ sql: select 1 }] }');
    await fc.assert(
      fc.asyncProperty(
        text,
        text,
        fc.array(text, { minLength: 1, maxLength: 4 }),
        fc.array(text, { maxLength: 2 }),
        async (id, author, sql, undo) => {
          const text = sql.join('\n').replace(/\r\n?/g, '\n').trim();
          const rollback = undo.join('\n').replace(/\r\n?/g, '\n').trim();
          const node = (one: string) => ({ name: 'sql', props: { sql: one, stripComments: true }, source: (base as Changeset).source });
          const changeset: Changeset = {
            ...(base as Changeset),
            id,
            author,
            changes: [node(text)],
            rollback: rollback === '' ? { kind: 'auto' } : { kind: 'changes', changes: [node(rollback)] },
          };
          let file: string;
          try {
            file = writeChangelog([changeset], 'sql');
          } catch {
            return;
          }
          written++;
          const { changesets, errors } = await parseFiles({ 'c.sql': file });
          expect(errors, file).toEqual([]);
          const sqlAgain = (changes: Changeset['changes']): unknown => changes.map(({ props }) => props['sql']);
          expect(changesets.map((one) => [one.id, one.author, sqlAgain(one.changes)])).toEqual([[id, author, [text]]]);
          const again = changesets[0]?.rollback;
          expect(again?.kind === 'changes' ? sqlAgain(again.changes) : []).toEqual(rollback === '' ? [] : [rollback]);
        },
      ),
      { numRuns: 1000 },
    );
    expect(written).toBeGreaterThan(200);
  });
});
