import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateChangelog } from '../../../src/index.js';
import { startTdsServer, type TdsRequest } from './tds-server.js';
import { columnTypes, done, doneInProcedure, doneProcedure, rowsToken } from './tds-tokens.js';

type Row = Readonly<Record<string, string | null>>;

/** Which wire type each column of the catalog's answers has; the rest are nvarchar. */
const numbers = 'object id size digits scale temporal type column place fill_factor constraint_id target cache parent part'.split(' ');
const bits = `nullable persisted sparse hidden is_unique is_primary is_constraint is_disabled descending included in_memory not_trusted
 cycle is_cached grantable`.split(/\s+/);

/** Rows with the columns of the first of them. */
function answer(
  request: TdsRequest,
  rows: readonly Row[],
  columns: readonly string[],
  types: Readonly<Record<string, string>> = {},
): Buffer {
  const typeOf = (name: string): keyof typeof columnTypes =>
    (types[name] as keyof typeof columnTypes | undefined) ??
    (numbers.includes(name) && rows.every((row) => /^-?\d*$/.test(row[name] ?? '')) ? 'int' : bits.includes(name) ? 'bit' : 'nvarchar');
  const token = rowsToken(
    Object.fromEntries(columns.map((name) => [name, typeOf(name)])),
    rows.map((row) => columns.map((name) => row[name] ?? null)),
  );
  const end = request.kind === 'batch' ? [done({ rows: rows.length })] : [doneInProcedure(rows.length), doneProcedure()];
  return Buffer.concat([token, ...end]);
}

/** The columns that a query asks for, by the names that it gives them. */
const asked = (sql: string): readonly string[] => {
  const list = sql.slice(0, /\sFROM\s/.exec(sql)?.index);
  return [...list.matchAll(/ AS \[?(\w+)\]?(?=,|\s*$)/g)].map(([, name = '']) => name);
};

const column = (id: string, name: string, type: string, more: Row = {}): Row => ({
  object: '10',
  id,
  name,
  type,
  size: '4',
  digits: '10',
  scale: '0',
  nullable: '0',
  sparse: '0',
  hidden: '0',
  ...more,
});

const key = (object: string, id: string, name: string, primary: string, columnId: string, place: string): Row => ({
  object,
  id,
  name,
  type: '1',
  type_text: 'CLUSTERED',
  is_unique: primary,
  is_primary: primary,
  is_constraint: '0',
  chosen_name: primary === '1' ? name : null,
  filter: null,
  is_disabled: '0',
  fill_factor: '0',
  column: columnId,
  place,
  descending: '0',
  included: '0',
  constraint_id: '99',
});

/** What the system views say of one table, by the first view that a query names. */
const catalog: Readonly<Record<string, readonly Row[]>> = {
  'sys.schemas': [{ id: '1', name: 'dbo' }],
  'sys.extended_properties': [
    { object: '10', part: '0', text: 'what is owed' },
    { object: '10', part: '2', text: 'in euros' },
  ],
  'sys.tables': [{ id: '10', schema: 'dbo', name: 'Invoice', temporal: '0', in_memory: '0', space: null }],
  'sys.columns': [
    column('1', 'Id', 'int', { seed: '1', step: '1' }),
    column('2', 'Amount', 'decimal', { size: '13', digits: '25', scale: '5', default_sql: '((0))', default_name: null }),
    column('3', 'At', 'datetime2', { size: '8', digits: '27', scale: '7', nullable: '1' }),
    column('4', 'Version', 'timestamp', { size: '8', digits: '0' }),
    column('5', 'Twice', 'decimal', { size: '13', digits: '26', scale: '5', nullable: '1', computed: '([Amount]*(2))', persisted: '0' }),
    column('7', 'Customer', 'nvarchar', { size: '80', digits: '0', nullable: '1' }),
  ],
  'sys.indexes': [
    {
      object: '10',
      id: '1',
      name: 'PK__Invoice__3214EC07',
      type: '1',
      type_text: 'CLUSTERED',
      is_unique: '1',
      is_primary: '1',
      is_constraint: '0',
      chosen_name: null,
      filter: null,
      is_disabled: '0',
      fill_factor: '0',
      column: '1',
      place: '1',
      descending: '0',
      included: '0',
      constraint_id: '11',
    },
    {
      object: '10',
      id: '2',
      name: 'IX_Customer',
      type: '2',
      type_text: 'NONCLUSTERED',
      is_unique: '0',
      is_primary: '0',
      is_constraint: '0',
      chosen_name: null,
      filter: null,
      is_disabled: '0',
      fill_factor: '0',
      column: '7',
      place: '1',
      descending: '1',
      included: '0',
      constraint_id: null,
    },
  ],
};

/** What else there may be: two schemas, keys and checks in all states, code, and objects of their own. */
const rich: Readonly<Record<string, readonly Row[]>> = {
  'sys.schemas': [{ id: '1', name: 'dbo' }],
  'sys.tables': [
    { id: '10', schema: 'dbo', name: 'Order', temporal: '0', in_memory: '0', space: null },
    { id: '20', schema: 'dbo', name: 'Person', temporal: '0', in_memory: '0', space: null },
  ],
  'sys.columns': [
    column('1', 'Id', 'int'),
    column('2', 'Person', 'int'),
    column('3', 'Note', 'varchar', { size: '-1', nullable: '1', own_collation: 'Latin1_General_BIN2' }),
    { ...column('1', 'Id', 'bigint', { size: '8' }), object: '20' },
    { ...column('2', 'Name', 'nvarchar', { size: '80', default_sql: "(N'nobody')", default_name: 'DF_Name' }), object: '20' },
  ],
  'sys.indexes': [
    { ...key('10', '1', 'PK_Order', '1', '1', '1'), type: '2' },
    { ...key('10', '1', 'PK_Order', '1', '2', '2'), type: '2' },
    { ...key('20', '1', 'PK_Person', '1', '1', '1') },
    { ...key('20', '2', 'IX_Name', '0', '2', '1'), type: '2', type_text: 'NONCLUSTERED', constraint_id: null, filter: "([Name]<>'')" },
    { ...key('20', '2', 'IX_Name', '0', '1', '0'), type: '2', type_text: 'NONCLUSTERED', constraint_id: null, included: '1' },
  ],
  'sys.foreign_keys': [
    {
      id: '30',
      object: '10',
      name: 'FK_Person',
      target_schema: 'dbo',
      target: 'Person',
      column: 'Person',
      target_column: 'Id',
      on_delete: 'SET_NULL',
      on_update: 'NO_ACTION',
      is_disabled: '0',
      not_trusted: '1',
    },
  ],
  'sys.check_constraints': [{ id: '31', object: '20', name: 'CK_Name', definition: "([Name]<>'x')", is_disabled: '1', not_trusted: '1' }],
  'sys.objects': [
    {
      id: '40',
      schema: 'dbo',
      name: 'People',
      type: 'V ',
      parent: '0',
      definition: 'CREATE VIEW dbo.People AS SELECT Id FROM Person;',
      is_disabled: null,
    },
    {
      id: '41',
      schema: 'dbo',
      name: 'Tidy',
      type: 'P ',
      parent: '0',
      definition: 'CREATE PROCEDURE dbo.Tidy AS DELETE Person; SELECT 1',
      is_disabled: null,
    },
    {
      id: '42',
      schema: 'dbo',
      name: 'Stamp',
      type: 'TR',
      parent: '20',
      definition: 'CREATE TRIGGER dbo.Stamp ON Person AFTER INSERT AS SELECT 1',
      is_disabled: '1',
    },
  ],
  'sys.sequences': [
    {
      id: '50',
      schema: 'dbo',
      name: 'Numbers',
      type: 'int',
      start: '1',
      increment: '1',
      minimum: '-2147483648',
      maximum: '2147483647',
      cycle: '0',
      is_cached: '0',
      cache: null,
    },
  ],
  'sys.synonyms': [{ schema: 'dbo', name: 'Folk', target: '[dbo].[Person]' }],
};

describe('a live SQL Server whose catalog is read on the wire', () => {
  let cwd = '';
  beforeAll(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'changelog-mssql-'));
  });
  afterAll(async () => {
    await rm(cwd, { recursive: true });
  });

  async function generate(dataOutputDirectory?: string): Promise<{ readonly changelog: string; readonly requests: readonly string[] }> {
    const data: readonly Row[] = [
      { Id: '1', Amount: '1234567890123456789012345', At: '737454/135000000000', Customer: 'Ångström' },
      { Id: '2', Amount: '-1', At: null, Customer: null },
    ];
    await using server = await startTdsServer({
      answer(request) {
        const view = /\bFROM (\S+)/.exec(request.sql)?.[1] ?? '';
        if (view === 'Invoice')
          return answer(request, data, ['Id', 'Amount', 'At', 'Customer'], { Id: 'int', Amount: 'decimal25', At: 'datetime2_7' });
        return answer(request, catalog[view] ?? [], asked(request.sql));
      },
    });
    const url = `jdbc:sqlserver://127.0.0.1:${server.port};databaseName=shop;encrypt=false;user=sa;password=x`;
    const changelogFile = `${dataOutputDirectory ?? 'inserts'}.xml`;
    await generateChangelog({ url, changelogFile, diffTypes: 'tables,columns,primaryKeys,indexes,data', dataOutputDirectory }, { cwd });
    return { changelog: await readFile(join(cwd, changelogFile), 'utf8'), requests: server.requests.map(({ sql }) => sql) };
  }

  it('yields its tables, and rows with every digit that may give the numbers of an IDENTITY', async () => {
    const { changelog, requests } = await generate('rows');
    expect(changelog).toMatchInlineSnapshot(`
      "<?xml version="1.0" encoding="UTF-8"?>
      <databaseChangeLog
          xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">

        <changeSet id="create-table-invoice-fd1ef7a3" author="changelog (generated)">
          <sql dbms="mssql">CREATE TABLE Invoice (
        Id int IDENTITY(1, 1) NOT NULL,
        Amount decimal(25, 5) DEFAULT 0 NOT NULL,
        At datetime2 NULL,
        Version rowversion NOT NULL,
        Twice AS ([Amount]*(2)),
        Customer nvarchar(40) NULL,
        PRIMARY KEY (Id)
      )</sql>
          <sql dbms="mssql">IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.Invoice') AND name = N'MS_Description' AND minor_id = 0 ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'what is owed' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'Invoice' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'what is owed' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'Invoice' END</sql>
          <sql dbms="mssql">IF EXISTS(  SELECT extended_properties.value FROM sys.extended_properties WHERE major_id = OBJECT_ID('dbo.Invoice') AND name = N'MS_Description' AND minor_id = ( SELECT column_id FROM sys.columns WHERE name = 'Amount' AND object_id = OBJECT_ID('dbo.Invoice')) ) BEGIN  EXEC sys.sp_updateextendedproperty @name = N'MS_Description' , @value = N'in euros' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'Invoice' , @level2type = N'COLUMN' , @level2name = N'Amount' END  ELSE  BEGIN  EXEC sys.sp_addextendedproperty @name = N'MS_Description' , @value = N'in euros' , @level0type = N'SCHEMA' , @level0name = N'dbo' , @level1type = N'TABLE' , @level1name = N'Invoice' , @level2type = N'COLUMN' , @level2name = N'Amount' END</sql>
          <rollback>
            <dropTable tableName="Invoice"/>
          </rollback>
        </changeSet>

        <changeSet id="create-index-invoice-ix-customer-f9ef8801" author="changelog (generated)">
          <createIndex tableName="Invoice" indexName="IX_Customer">
            <column name="Customer" descending="true"/>
          </createIndex>
        </changeSet>

        <changeSet id="data-invoice-e3703010" author="changelog (generated)">
          <sql>SET IDENTITY_INSERT Invoice ON</sql>
          <loadData tableName="Invoice" file="rows/Invoice.csv" commentLineStartsWith="">
            <column name="Id" type="NUMERIC" header="Id"/>
            <column name="Amount" type="NUMERIC" header="Amount"/>
            <column name="At" type="STRING" header="At"/>
            <column name="Customer" type="STRING" header="Customer"/>
          </loadData>
          <sql>SET IDENTITY_INSERT Invoice OFF</sql>
          <rollback>
            <delete tableName="Invoice"/>
          </rollback>
        </changeSet>

      </databaseChangeLog>
      "
    `);
    expect(requests.at(-1)).toBe('SELECT Id, Amount, At, Customer FROM Invoice ORDER BY Id');
    expect(await readFile(join(cwd, 'rows', 'Invoice.csv'), 'utf8')).toBe(
      [
        '"Id","Amount","At","Customer"',
        '"1","12345678901234567890.12345","2020-01-31 03:45:00.0000000","Ångström"',
        '"2","-0.00001",NULL,NULL',
        '',
      ].join('\n'),
    );
  });

  it('yields everything else in words that the server takes', async () => {
    await using server = await startTdsServer({
      answer(request) {
        if (request.sql.includes("'table type'")) return answer(request, [], ['kind', 'schema', 'name', 'definition']);
        const view = /\bFROM (\S+)/.exec(request.sql)?.[1] ?? '';
        return answer(request, rich[view] ?? [], asked(request.sql));
      },
    });
    const url = `jdbc:sqlserver://127.0.0.1:${server.port};databaseName=shop;encrypt=false;user=sa;password=x`;
    await generateChangelog({ url, changelogFile: 'rich.mssql.sql' }, { cwd });
    const text = await readFile(join(cwd, 'rich.mssql.sql'), 'utf8');
    expect(text.split('\n').filter((line) => !/^(?:--|$)/.test(line))).toMatchInlineSnapshot(`
      [
        "CREATE SEQUENCE Numbers AS int START WITH 1 NO CACHE;",
        "CREATE TABLE [Order] (",
        "  Id int NOT NULL,",
        "  Person int NOT NULL,",
        "  Note varchar(max) COLLATE Latin1_General_BIN2 NULL,",
        "  CONSTRAINT PK_Order PRIMARY KEY NONCLUSTERED (Id, Person)",
        ");",
        "CREATE TABLE Person (Id bigint NOT NULL, Name nvarchar(40) CONSTRAINT DF_Name DEFAULT N'nobody' NOT NULL, CONSTRAINT PK_Person PRIMARY KEY (Id));",
        "CREATE PROCEDURE dbo.Tidy AS DELETE Person; SELECT 1",
        "ALTER TABLE Person ADD CONSTRAINT CK_Name CHECK ([Name]<>'x');",
        "ALTER TABLE Person NOCHECK CONSTRAINT CK_Name;",
        "CREATE INDEX IX_Name ON Person (Name) INCLUDE (Id) WHERE [Name]<>'';",
        "ALTER TABLE [Order] WITH NOCHECK ADD CONSTRAINT FK_Person FOREIGN KEY (Person) REFERENCES Person (Id) ON DELETE SET NULL;",
        "CREATE VIEW dbo.People AS SELECT Id FROM Person;",
        "CREATE SYNONYM Folk FOR Person;",
        "CREATE TRIGGER dbo.Stamp ON Person AFTER INSERT AS SELECT 1;",
        "DISABLE TRIGGER Stamp ON Person;",
      ]
    `);
  });
});
