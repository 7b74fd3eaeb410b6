import { describe, expect, it } from 'vitest';
import { loadDialect } from '../../../src/dialects/registry.js';
import type { Placed } from '../../../src/dialects/schema-sql.js';
import { printContext } from '../../../src/diff/side.js';
import { declaredType } from '../../../src/diff/to-changes/columns.js';
import { createChange } from '../../../src/diff/to-changes/create.js';
import { makerOf } from '../../../src/diff/to-changes/maker.js';
import { sideOf } from '../../../src/diff/side.js';
import type { Column } from '../../../src/model/schema-column.js';
import type { ForeignKey, Index } from '../../../src/model/schema-table.js';
import type { Snapshot } from '../../../src/model/schema.js';

const mssql = await loadDialect('mssql');
const ddl = await mssql.schemaSql();
const local = ({ schema, name }: { readonly schema?: string | undefined; readonly name: string }) => ({
  ...(schema !== 'dbo' && { schema }),
  name,
});
const print = printContext(mssql, mssql.defaultVersion, local);
const empty = { source: { dialect: 'mssql', version: '15.0', defaultSchema: 'dbo' } } as unknown as Snapshot;
const maker = makerOf(await sideOf(empty, mssql), { includeSchema: false, includeCatalog: false, includeTablespace: false });
const owner = { schema: 'dbo', name: 'Order' };
const create = (object: Placed['object']) => ddl.create({ object, owner }, print);
const column = (name: string, text: string, more: Partial<Column> = {}): Column => ({
  kind: 'column',
  name,
  position: 1,
  type: { text, base: text.replace(/\(.*/, '') },
  nullable: true,
  ...more,
});
const index = (more: Partial<Index>): Index => ({ kind: 'index', name: 'ix', unique: false, keys: [{ column: 'a' }], ...more });
const foreignKey: ForeignKey = {
  kind: 'foreignKey',
  name: 'fk',
  columns: ['a'],
  references: { schema: 'dbo', name: 'Other' },
  referencedColumns: ['id'],
  onDelete: 'cascade',
  onUpdate: 'no action',
};

/** https://learn.microsoft.com/sql/t-sql/statements/statements */
describe('the DDL of SQL Server for what no change type says', () => {
  it('states columns by its own words', () => {
    const clause = (one: Column) => ddl.column(one, print);
    expect(clause(column('a', 'nvarchar(40)', { collation: 'Latin1_General_BIN2', nullable: false }))).toBe(
      'a nvarchar(40) COLLATE Latin1_General_BIN2 NOT NULL',
    );
    expect(clause(column('order', 'bigint', { nullable: false, identity: { generation: 'always', start: '5', increment: '10' } }))).toBe(
      '[order] bigint IDENTITY(5, 10) NOT NULL',
    );
    expect(clause(column('b', 'int', { default: { kind: 'value', type: 'numeric', text: '1', sql: '1' }, defaultName: 'df' }))).toBe(
      'b int CONSTRAINT df DEFAULT 1 NULL',
    );
    expect(clause(column('c', 'int', { generated: { expression: '[a]+[b]', stored: true }, nullable: false }))).toBe(
      'c AS ([a]+[b]) PERSISTED NOT NULL',
    );
    expect(clause(column('d', 'int', { generated: { expression: '[a]+[b]', stored: false } }))).toBe('d AS ([a]+[b])');
    expect(clause(column('e', 'sku', { type: { text: 'sku', base: 'sku', definedBy: { schema: 'stock', name: 'sku' } } }))).toBe(
      'e [stock].[sku] NULL',
    );
  });

  it('keeps what belongs to an index', () => {
    expect(create(index({ unique: true, include: ['b', 'order'], where: '([a] IS NOT NULL)', options: { 'fill factor': '80' } }))).toEqual([
      'CREATE UNIQUE INDEX ix ON [Order] (a) INCLUDE (b, [order]) WHERE ([a] IS NOT NULL) WITH (FILLFACTOR = 80)',
    ]);
    expect(create(index({ clustered: true, options: { disabled: 'true' } }))).toEqual([
      'CREATE CLUSTERED INDEX ix ON [Order] (a)',
      'ALTER INDEX ix ON [Order] DISABLE',
    ]);
    expect(create(index({ method: 'clustered columnstore' }))).toEqual(['CREATE CLUSTERED COLUMNSTORE INDEX ix ON [Order]']);
    expect(create(index({ method: 'xml' }))).toBeUndefined();
  });

  it('keeps how a constraint is checked', () => {
    const add = 'ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES Other (id) ON DELETE CASCADE';
    expect(create({ ...foreignKey, notValidated: true })).toEqual([`ALTER TABLE [Order] WITH NOCHECK ${add}`]);
    expect(create({ ...foreignKey, disabled: true })).toEqual([
      `ALTER TABLE [Order] WITH NOCHECK ${add}`,
      'ALTER TABLE [Order] NOCHECK CONSTRAINT fk',
    ]);
    expect(create({ kind: 'primaryKey', name: 'pk', columns: ['a'], clustered: false })).toEqual([
      'ALTER TABLE [Order] ADD CONSTRAINT pk PRIMARY KEY NONCLUSTERED (a)',
    ]);
  });

  it('says by SQL what the change types of keys and sequences leave out', () => {
    const key = { kind: 'primaryKey', columns: ['a'], clustered: false } as const;
    expect(createChange({ object: key, owner }, maker)).toBeUndefined();
    expect(createChange({ object: { ...key, name: 'pk' }, owner }, maker)).toMatchObject({ name: 'addPrimaryKey' });
    const sequence = { kind: 'sequence', schema: 'dbo', name: 's' } as const;
    expect(createChange({ object: { ...sequence, cache: '5' } }, maker)).toBeUndefined();
    expect(createChange({ object: { ...sequence, start: '5' } }, maker)).toMatchObject({ name: 'createSequence' });
  });

  it('makes sequences and synonyms', () => {
    const sequence = { kind: 'sequence', schema: 'dbo', name: 's' } as const;
    expect(create({ ...sequence, dataType: 'int', start: '7', cache: '1', cycle: true })).toEqual([
      'CREATE SEQUENCE s AS int START WITH 7 CYCLE NO CACHE',
    ]);
    expect(ddl.alter({ object: sequence }, { object: { ...sequence, cache: '50' } }, print)).toEqual([
      'ALTER SEQUENCE s INCREMENT BY 1 NO MINVALUE NO MAXVALUE NO CYCLE CACHE 50',
    ]);
    expect(create({ kind: 'synonym', schema: 'app', name: 'y', target: { schema: 'dbo', name: 'Order' } })).toEqual([
      'CREATE SYNONYM app.y FOR [Order]',
    ]);
  });

  it('changes a column in place where the server can', () => {
    const alter = (from: Column, to: Column) => ddl.alter({ object: from, owner }, { object: to, owner }, print);
    expect(alter(column('a', 'varchar(5)'), column('a', 'varchar(9)', { collation: 'Latin1_General_CI_AS', nullable: false }))).toEqual([
      'ALTER TABLE [Order] ALTER COLUMN a varchar(9) COLLATE Latin1_General_CI_AS NOT NULL',
    ]);
    const computed = column('a', 'int', { generated: { expression: '1', stored: false } });
    expect(alter(column('a', 'int'), computed)).toBeUndefined();
  });

  it.each([
    ['tinyint', {}, 'smallint'],
    ['tinyint', { unsigned: true }, 'tinyint'],
    ['bigint', { unsigned: true }, 'decimal(20, 0)'],
    ['decimal', {}, 'decimal(38, 10)'],
    ['decimal', { precision: 65, scale: 40 }, 'decimal(38, 38)'],
    ['varchar', { length: 40 }, 'nvarchar(40)'],
    ['varchar', { length: 5000 }, 'nvarchar(max)'],
    ['text', {}, 'nvarchar(max)'],
    ['timestamp', { precision: 9 }, 'datetime2'],
    ['timestamp with time zone', { precision: 6 }, 'datetimeoffset(6)'],
    ['binary', { length: 16 }, 'binary(16)'],
    ['double', {}, 'double'],
    ['year', {}, 'smallint'],
  ] as const)('keeps a %s of another system with %o as %s', (family, more, declared) => {
    const nearest = ddl.nearest({ family, ...more }, family);
    expect(nearest.declared).toBe(declared);
    expect(() => print.sql.type(declared)).not.toThrow();
  });

  it('takes remarks away', () => {
    expect(ddl.remarks({ object: column('a', 'int'), owner: { kind: 'table', schema: 'dbo', name: "it's" } as never }, print)).toEqual([
      "EXEC sys.sp_dropextendedproperty @name = N'MS_Description', @level0type = N'SCHEMA', @level0name = N'dbo', " +
        "@level1type = N'TABLE', @level1name = N'it''s', @level2type = N'COLUMN', @level2name = N'a'",
    ]);
  });

  it.each([
    ['int', 'int'],
    ['float', 'double'],
    ['real', 'real'],
    ['decimal(18, 0)', 'decimal(18, 0)'],
    ['numeric(9, 2)', 'numeric(9, 2)'],
    ['tinyint', 'tinyint'],
    ['datetime2', 'timestamp'],
    ['datetime2(3)', 'timestamp(3)'],
    ['datetime', 'datetime'],
    ['smalldatetime', 'smalldatetime'],
    ['datetimeoffset(3)', 'datetimeoffset(3)'],
    ['date', 'date'],
    ['time', 'time'],
    ['time(0)', 'time(0)'],
    ['varchar(max)', 'varchar(max)'],
    ['nvarchar(max)', 'nvarchar(max)'],
    ['nvarchar(40)', 'nvarchar(40)'],
    ['varbinary(max)', 'varbinary(max)'],
    ['binary(5)', 'binary(5)'],
    ['bit', 'boolean'],
    ['money', 'money'],
    ['smallmoney', 'smallmoney'],
    ['uniqueidentifier', 'uuid'],
    ['xml', 'xml'],
    ['rowversion', 'rowversion'],
    ['hierarchyid', 'hierarchyid'],
    ['sysname', 'sysname'],
    ['sql_variant', 'sql_variant'],
    ['text', undefined],
    ['ntext', undefined],
    ['image', 'image'],
  ])('declares the type %s as one that a changelog makes again: %s', (text, declared) => {
    expect(declaredType(text, false, maker)).toBe(declared);
  });
});
