import { describe, expect, test } from 'vitest';
import { parseCreateTable } from '../../../src/dialects/sqlite/ddl/parse-create-table.js';
import { clauseOf, columnOf, isAutoIncrement, primaryKeyColumns, rowidAlias, textOf } from '../../../src/dialects/sqlite/ddl/table-ddl.js';

describe('reading CREATE TABLE', () => {
  const text = `CREATE TABLE IF NOT EXISTS main."order" ( -- the orders
    id INTEGER CONSTRAINT "pk order" PRIMARY KEY ASC ON CONFLICT ABORT AUTOINCREMENT NOT NULL,
    [customer id] INT REFERENCES customer (id) ON DELETE SET NULL ON UPDATE NO ACTION MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE,
    \`total\` DECIMAL(10, -2) DEFAULT -1.5 CHECK (total <> ',)' /* ) */) COLLATE NOCASE,
    'note' VARYING CHARACTER(255) NULL DEFAULT ('a,b' || (1)) UNIQUE ON CONFLICT IGNORE,
    made TEXT DEFAULT CURRENT_TIMESTAMP NOT NULL,
    twice INTEGER GENERATED ALWAYS AS (total * 2) STORED,
    thrice AS (total * 3),
    bare,
    CONSTRAINT uq UNIQUE (note COLLATE BINARY DESC, "bare") ON CONFLICT FAIL
    CHECK (made > 0) ON CONFLICT ROLLBACK,
    CONSTRAINT fk FOREIGN KEY (bare, made) REFERENCES other DEFERRABLE INITIALLY DEFERRED
  )`;
  const table = parseCreateTable(text);

  test('finds columns with their types, however names are quoted', () => {
    expect(table.name).toBe('order');
    const types = table.columns.map((column) => [column.name, column.type && textOf(table, column.type)]);
    expect(types).toEqual([
      ['id', 'INTEGER'],
      ['customer id', 'INT'],
      ['total', 'DECIMAL(10, -2)'],
      ['note', 'VARYING CHARACTER(255)'],
      ['made', 'TEXT'],
      ['twice', 'INTEGER'],
      ['thrice', undefined],
      ['bare', undefined],
    ]);
  });

  test('cuts each clause of a column where it ends', () => {
    const clauses = table.columns.map((column) => column.clauses.map((clause) => [clause.kind, textOf(table, clause)]));
    expect(clauses).toEqual([
      [
        ['primaryKey', 'CONSTRAINT "pk order" PRIMARY KEY ASC ON CONFLICT ABORT AUTOINCREMENT'],
        ['notNull', 'NOT NULL'],
      ],
      [['references', 'REFERENCES customer (id) ON DELETE SET NULL ON UPDATE NO ACTION MATCH FULL NOT DEFERRABLE INITIALLY IMMEDIATE']],
      [
        ['default', 'DEFAULT -1.5'],
        ['check', "CHECK (total <> ',)' /* ) */)"],
        ['collate', 'COLLATE NOCASE'],
      ],
      [
        ['null', 'NULL'],
        ['default', "DEFAULT ('a,b' || (1))"],
        ['unique', 'UNIQUE ON CONFLICT IGNORE'],
      ],
      [
        ['default', 'DEFAULT CURRENT_TIMESTAMP'],
        ['notNull', 'NOT NULL'],
      ],
      [['generated', 'GENERATED ALWAYS AS (total * 2) STORED']],
      [['generated', 'AS (total * 3)']],
      [],
    ]);
    expect(clauseOf(columnOf(table, 'ID')!, 'primaryKey')?.name).toBe('pk order');
  });

  test('finds table constraints, with or without commas between them', () => {
    expect(table.constraints.map(({ kind, name, columns, reference }) => ({ kind, name, columns, reference }))).toEqual([
      { kind: 'unique', name: 'uq', columns: ['note', 'bare'], reference: undefined },
      { kind: 'check', name: undefined, columns: [], reference: undefined },
      {
        kind: 'foreignKey',
        name: 'fk',
        columns: ['bare', 'made'],
        reference: { table: 'other', columns: [], deferrable: true, initiallyDeferred: true },
      },
    ]);
  });

  test('knows the key, the rowid and the counter', () => {
    expect(primaryKeyColumns(table)).toEqual(['id']);
    expect(rowidAlias(table)?.name).toBe('id');
    expect(isAutoIncrement(table)).toBe(true);
  });

  test.each([
    ['CREATE TABLE t (id INTEGER PRIMARY KEY DESC)', undefined],
    ['CREATE TABLE t (id INT PRIMARY KEY)', undefined],
    ['CREATE TABLE t (id integer, PRIMARY KEY (id DESC))', 'id'],
    ['CREATE TABLE t (id INTEGER, b, PRIMARY KEY (id, b))', undefined],
    ['CREATE TABLE t (id INTEGER PRIMARY KEY) WITHOUT ROWID', undefined],
  ])('%s: the column of the rowid is %s', (sql, expected) => {
    expect(rowidAlias(parseCreateTable(sql))?.name).toBe(expected);
  });

  test('reads the options behind the parenthesis', () => {
    expect(parseCreateTable('CREATE TABLE t (a INT PRIMARY KEY) STRICT, WITHOUT ROWID')).toMatchObject({
      strict: true,
      withoutRowid: true,
    });
  });

  test('words that are keywords elsewhere are names of columns and types', () => {
    const { columns } = parseCreateTable('CREATE TABLE t (key TEXT, generated INTEGER, always generated, conflict, "check" my "own type")');
    expect(columns.map(({ name }) => name)).toEqual(['key', 'generated', 'always', 'conflict', 'check']);
  });

  test('what is no ordinary table is refused', () => {
    expect(() => parseCreateTable('CREATE VIRTUAL TABLE t USING fts5(a)')).toThrow('virtual table');
    expect(() => parseCreateTable('CREATE TABLE t AS SELECT 1')).toThrow('not understood near "AS"');
  });
});
