import { describe, expect, test } from 'vitest';
import type { ColumnSpec, Statement } from '../../../src/model/statement.js';
import { splitStatements } from '../../../src/dialects/sqlite/split-statements.js';
import { sqlFor } from '../context.js';
import { openSqlite, run } from './open.js';
import { apply } from './rich-schema.js';

const render = (statement: Statement, warnings: string[] = []): readonly string[] =>
  sqlFor('sqlite', {}, warnings)
    .render(statement)
    .map((one) => one.sql);

const createTable = (...columns: readonly ColumnSpec[]): Statement => ({ kind: 'createTable', table: { name: 't' }, columns });

describe('createTable', () => {
  test.each(['int', 'bigint', 'serial', 'number(10)', 'smallint'])('a key of type %s that numbers the rows is an INTEGER', async (type) => {
    const [sql] = render(
      createTable({ name: 'id', type, autoIncrement: true, primaryKey: true, nullable: false }, { name: 'a', type: 'int' }),
    );
    expect(sql).toBe('CREATE TABLE t (id INTEGER CONSTRAINT PK_T PRIMARY KEY AUTOINCREMENT NOT NULL, a INTEGER)');
    await run(await openSqlite(), sql ?? '');
  });

  test('a column that numbers the rows becomes the key where there is none, with a warning', () => {
    const warnings: string[] = [];
    const sql = render(createTable({ name: 'id', type: 'int', autoIncrement: true, unique: true }), warnings);
    expect(sql).toEqual(['CREATE TABLE t (id INTEGER CONSTRAINT PK_T PRIMARY KEY AUTOINCREMENT)']);
    expect(warnings).toHaveLength(1);
  });

  test.each([
    ['part of a key of two columns', { name: 'b', type: 'int', primaryKey: true }, true],
    ['beside another key', { name: 'b', type: 'int', primaryKey: true }, false],
  ])('a column that numbers the rows is refused as %s', (_, other, primaryKey) => {
    const numbered = { name: 'id', type: 'int', autoIncrement: true, primaryKey };
    expect(() => render(createTable(numbered, other))).toThrow(expect.objectContaining({ code: 'PLAN_UNSUPPORTED_CHANGE' }));
  });

  test('keys, defaults and reserved names are written so that SQLite takes them', async () => {
    const [sql] = render(
      createTable(
        { name: 'order', type: 'int', primaryKey: true, initiallyDeferred: true, deferrable: true },
        { name: 'made', type: 'datetime', default: { kind: 'computed', sql: "datetime('now')" } },
        { name: 'at', type: 'datetime', default: { kind: 'computed', sql: 'CURRENT_TIMESTAMP' } },
        {
          name: 'parent',
          type: 'int',
          foreignKey: {
            name: 'fk',
            referencedTable: { schema: 's', name: 't' },
            referencedColumns: 'order',
            deferrable: true,
            initiallyDeferred: true,
          },
        },
      ),
    );
    expect(sql).toBe(
      `CREATE TABLE t ("order" INTEGER NOT NULL, made TEXT DEFAULT (datetime('now')), at TEXT DEFAULT CURRENT_TIMESTAMP, parent INTEGER, ` +
        'CONSTRAINT PK_T PRIMARY KEY ("order"), CONSTRAINT fk FOREIGN KEY (parent) REFERENCES t("order") DEFERRABLE INITIALLY DEFERRED)',
    );
    await run(await openSqlite(), sql ?? '');
  });
});

describe('offline', () => {
  test('what SQLite can alter is written', () => {
    expect(render({ kind: 'dropColumns', table: { name: 't' }, columns: ['a', 'b'] })).toEqual([
      'ALTER TABLE t DROP COLUMN a',
      'ALTER TABLE t DROP COLUMN b',
    ]);
    expect(render({ kind: 'addColumns', table: { name: 't' }, columns: [{ name: 'a', type: 'int' }] })).toEqual([
      'ALTER TABLE t ADD a INTEGER',
    ]);
    expect(render({ kind: 'dropTable', table: { name: 't' }, cascadeConstraints: true })).toEqual(['DROP TABLE t']);
  });

  test.each<Statement>([
    { kind: 'setNullable', table: { name: 't' }, column: 'a', nullable: false },
    { kind: 'addPrimaryKey', table: { name: 't' }, columns: 'a' },
    { kind: 'addColumns', table: { name: 't' }, columns: [{ name: 'a', type: 'int', unique: true }] },
  ])('$kind that takes a rebuild asks for a database', (statement) => {
    expect(() => render(statement)).toThrow(expect.objectContaining({ code: 'PLAN_NEEDS_DATABASE' }));
  });

  test('what SQLite does not have is refused or left out by name', () => {
    const warnings: string[] = [];
    expect(render({ kind: 'createSequence', sequence: { name: 's' } }, warnings)).toEqual([]);
    expect(warnings[0]).toContain('SQLite has no sequences');
    expect(() => render({ kind: 'setTableRemarks', table: { name: 't' }, remarks: 'x' })).toThrow('keeps no remarks');
    const routine = (type: 'procedure' | 'trigger', text: string): Statement => ({
      kind: 'createRoutine',
      routine: { name: 'r' },
      type,
      text,
    });
    expect(() => render(routine('procedure', 'CREATE PROCEDURE r() SELECT 1'))).toThrow('no stored procedures');
    expect(render(routine('trigger', 'CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END;'))).toEqual([
      'CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END',
    ]);
  });
});

test('an index of another schema is written the way SQLite wants it', async () => {
  const db = await openSqlite();
  await run(db, 'CREATE TABLE t (a)');
  const sent = await apply(db, {
    kind: 'createIndex',
    index: 'ix',
    table: { schema: 'main', name: 't' },
    columns: [{ name: 'a', descending: true }],
  });
  expect(sent).toEqual(['CREATE INDEX main.ix ON t(a DESC)']);
});

test('an upsert replaces the row, or changes only a row that is there', async () => {
  const db = await openSqlite();
  await run(db, 'CREATE TABLE t (id INTEGER PRIMARY KEY, a, b)');
  const upsert = (id: string, a: string, onlyUpdate: boolean): Statement => ({
    kind: 'upsert',
    table: { name: 't' },
    columns: [
      { name: 'id', value: { kind: 'numeric', text: id } },
      { name: 'a', value: { kind: 'string', text: a } },
    ],
    primaryKey: ['id'],
    onlyUpdate,
    allowUpdate: ['a'],
  });
  for (const statement of [upsert('1', 'x', false), upsert('1', 'y', false), upsert('1', 'z', true), upsert('2', 'z', true)])
    await apply(db, statement);
  expect(await db.query('SELECT id, a FROM t')).toEqual([{ id: 1, a: 'z' }]);
});

test.each([
  ['SELECT 1', ['SELECT 1']],
  [" SELECT ';' ; ; -- ;\n SELECT 2 /* ; */ ; ", ["SELECT ';' ", 'SELECT 2 /* ; */ ']],
  [
    'CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; DELETE FROM b; END; SELECT 1',
    ['CREATE TEMP TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; DELETE FROM b; END', 'SELECT 1'],
  ],
  ['-- nothing', []],
])('the statements of %s', (text, expected) => {
  expect(splitStatements(text)).toEqual(expected);
});
