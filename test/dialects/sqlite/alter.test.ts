import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/model/statement.js';
import { openSqlite, run } from './open.js';
import { apply, dump, richSchema } from './rich-schema.js';

/** The definition of one table after a statement. */
async function definition(setup: string, statement: Statement, name = 't'): Promise<string> {
  const db = await openSqlite();
  await run(db, setup);
  await apply(db, statement);
  const [row] = await db.query<{ sql: string }>(`SELECT sql FROM sqlite_schema WHERE name = '${name}'`);
  return row?.sql ?? '';
}

const t = { name: 't' };

describe('addColumns', () => {
  test('is ALTER TABLE where SQLite can do it', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE o (id INTEGER PRIMARY KEY); CREATE TABLE t (id INTEGER, UNIQUE (id)); INSERT INTO t VALUES (1)');
    const sent = await apply(db, {
      kind: 'addColumns',
      table: t,
      columns: [
        { name: 'role', type: 'varchar(50)', default: { kind: 'string', text: 'user' }, nullable: false },
        { name: 'key', type: 'int', foreignKey: { name: 'fk', references: 'o(id)', deleteCascade: true } },
      ],
    });
    expect(sent).toEqual([
      "ALTER TABLE t ADD role VARCHAR(50) DEFAULT 'user' NOT NULL",
      'ALTER TABLE t ADD "key" INTEGER CONSTRAINT fk REFERENCES o(id) ON DELETE CASCADE',
    ]);
    expect(await db.query('SELECT * FROM t')).toEqual([{ id: 1, role: 'user', key: null }]);
  });

  test.each<[string, Statement<'addColumns'>['columns'][number], string]>([
    [
      'a computed default',
      { name: 'made', type: 'datetime', default: { kind: 'computed', sql: 'CURRENT_TIMESTAMP' } },
      'made TEXT DEFAULT CURRENT_TIMESTAMP',
    ],
    [
      'a default that is an expression',
      { name: 'n', type: 'int', default: { kind: 'computed', sql: '1 + 1' } },
      'n INTEGER DEFAULT (1 + 1)',
    ],
    ['a unique column', { name: 'n', type: 'int', unique: true, uniqueConstraintName: 'uq' }, 'n INTEGER, CONSTRAINT uq UNIQUE (n)'],
    [
      'a key',
      { name: 'n', type: 'bigint', primaryKey: true, autoIncrement: true },
      'n INTEGER CONSTRAINT PK_T PRIMARY KEY AUTOINCREMENT NOT NULL',
    ],
  ])('rebuilds the table for %s', async (_, column, text) => {
    const sql = await definition('CREATE TABLE t (a); INSERT INTO t VALUES (1), (2)', { kind: 'addColumns', table: t, columns: [column] });
    expect(sql).toBe(`CREATE TABLE t (a, ${text})`.replace('n INTEGER, CONSTRAINT uq UNIQUE (n)', 'n INTEGER, CONSTRAINT uq UNIQUE (n)'));
  });

  test('puts a column where it is asked to', async () => {
    const columns = [
      { name: 'x', type: 'int', beforeColumn: 'a' },
      { name: 'y', type: 'int', afterColumn: 'A' },
      { name: 'z', type: 'int', position: 1n },
    ];
    expect(await definition('CREATE TABLE t (a, b)', { kind: 'addColumns', table: t, columns })).toBe(
      'CREATE TABLE t (z INTEGER, x INTEGER, a, y INTEGER, b)',
    );
  });

  test('takes NOT NULL without a default for an empty table only', async () => {
    const columns = [{ name: 'n', type: 'int', nullable: false }];
    expect(await definition('CREATE TABLE t (a)', { kind: 'addColumns', table: t, columns })).toBe(
      'CREATE TABLE t (a, n INTEGER NOT NULL)',
    );
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a); INSERT INTO t VALUES (1)');
    await expect(apply(db, { kind: 'addColumns', table: t, columns })).rejects.toMatchObject({ serverCode: 'SQLITE_CONSTRAINT_NOTNULL' });
  });
});

describe('dropColumns', () => {
  test('drops indexes on the column, and keeps the others', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a, b, c); CREATE INDEX i1 ON t (b); CREATE INDEX i2 ON t (a) WHERE B > 1; CREATE INDEX i3 ON t (a, c)');
    const sent = await apply(db, { kind: 'dropColumns', table: t, columns: ['B'] });
    expect(sent).toEqual(['DROP INDEX i1', 'DROP INDEX i2', 'ALTER TABLE t DROP COLUMN b']);
    expect(Object.keys(await dump(db))).toContain('index i3');
  });

  test.each([
    ['CREATE TABLE t (id INTEGER PRIMARY KEY, b)', 'id', 'CREATE TABLE t (b)'],
    ['CREATE TABLE t (a, b UNIQUE)', 'b', 'CREATE TABLE t (a)'],
    ['CREATE TABLE t (a, b, c, CONSTRAINT u UNIQUE (a, b), CHECK (b > 0), CHECK (c > 0))', 'b', 'CREATE TABLE t (a, c, CHECK (c > 0))'],
    ['CREATE TABLE t (a CHECK (a > b), b, c REFERENCES t (a))', 'b', 'CREATE TABLE t (a, c REFERENCES t (a))'],
    ['CREATE TABLE t (a, b, FOREIGN KEY (b) REFERENCES o)', 'b', 'CREATE TABLE t (a)'],
    [
      'CREATE TABLE t (\n  a UNIQUE, -- first\n  b UNIQUE, -- second\n  -- third\n  c\n)',
      'b',
      'CREATE TABLE t (\n  a UNIQUE, -- first\n  -- third\n  c\n)',
    ],
    ['CREATE TABLE t (\n  a, -- first\n  b UNIQUE -- second\n)', 'b', 'CREATE TABLE t (\n  a -- first\n)'],
    ['CREATE TABLE t (a, -- first\n  b UNIQUE)', 'b', 'CREATE TABLE t (a -- first\n  )'],
  ])('%s without %s', async (setup, column, expected) => {
    expect(await definition(setup, { kind: 'dropColumns', table: t, columns: [column] })).toBe(expected);
  });

  test('is refused while a view or trigger uses the column, and names it', async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    const before = await dump(db);
    const drop = (column: string): Promise<unknown> => apply(db, { kind: 'dropColumns', table: { name: 'person' }, columns: [column] });
    await expect(drop('boss')).rejects.toMatchObject({
      code: 'SQL_FAILED',
      message: expect.stringContaining('view adults would no longer work'),
    });
    await expect(drop('age')).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect(await dump(db)).toEqual(before);
  });

  test('works where another view was broken before', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a, b); CREATE TABLE o (c); CREATE VIEW v AS SELECT c FROM o; DROP TABLE o');
    await apply(db, { kind: 'dropColumns', table: t, columns: ['b'] });
    expect(await db.query('SELECT name FROM pragma_table_info(?)', ['t'])).toEqual([{ name: 'a' }]);
  });

  test('is refused for a column that is not there, and for all columns', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a)');
    await expect(apply(db, { kind: 'dropColumns', table: t, columns: ['x'] })).rejects.toMatchObject({ message: 'no such column: t.x' });
    await expect(apply(db, { kind: 'dropColumns', table: t, columns: ['a'] })).rejects.toMatchObject({ code: 'SQL_FAILED' });
    await expect(apply(db, { kind: 'dropColumns', table: { name: 'x' }, columns: ['a'] })).rejects.toMatchObject({
      message: 'no such table: x',
    });
  });
});

describe('keys', () => {
  const number = (column: string): Statement => ({ kind: 'addAutoIncrement', table: t, column, type: 'bigint', identity: {} });

  test.each([
    [
      'CREATE TABLE t (id INTEGER NOT NULL, a, CONSTRAINT PK_T PRIMARY KEY (id))',
      'CREATE TABLE t (id INTEGER CONSTRAINT PK_T PRIMARY KEY AUTOINCREMENT NOT NULL, a)',
    ],
    ['CREATE TABLE t (id BIGINT PRIMARY KEY DESC, a)', 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, a)'],
    ['CREATE TABLE t (id)', 'CREATE TABLE t (id INTEGER CONSTRAINT PK_T PRIMARY KEY AUTOINCREMENT NOT NULL)'],
  ])('%s numbered by id', async (setup, expected) => {
    expect(await definition(setup, number('id'))).toBe(expected);
  });

  test('a column beside another key cannot number the rows', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (id INT, a, PRIMARY KEY (id, a))');
    await expect(apply(db, number('id'))).rejects.toMatchObject({ code: 'PLAN_UNSUPPORTED_CHANGE' });
  });

  test('a primary key makes its columns NOT NULL, and can be dropped again', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a TEXT, b INT NULL, c UNIQUE); INSERT INTO t VALUES (1, 2, 3)');
    await apply(db, { kind: 'addPrimaryKey', table: t, columns: 'a, b', constraintName: 'pk_t' });
    const sql = async (): Promise<unknown> => (await db.query<{ sql: string }>("SELECT sql FROM sqlite_schema WHERE name = 't'"))[0]?.sql;
    expect(await sql()).toBe('CREATE TABLE t (a TEXT NOT NULL, b INT NOT NULL, c UNIQUE, CONSTRAINT pk_t PRIMARY KEY (a, b))');
    await expect(apply(db, { kind: 'addPrimaryKey', table: t, columns: 'c' })).rejects.toMatchObject({ code: 'SQL_FAILED' });
    await apply(db, { kind: 'dropPrimaryKey', table: t });
    expect(await sql()).toBe('CREATE TABLE t (a TEXT NOT NULL, b INT NOT NULL, c UNIQUE)');
  });

  test('an INTEGER key stays one where another integer type is asked for, and a counter forbids any other', async () => {
    const setup = 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)';
    const modify = (newType: string): Statement => ({ kind: 'modifyDataType', table: t, column: 'id', newType });
    expect(await definition(setup, modify('bigint'))).toBe(setup);
    await expect(definition(setup, modify('varchar(10)'))).rejects.toMatchObject({ code: 'PLAN_UNSUPPORTED_CHANGE' });
    expect(await definition('CREATE TABLE t (id INTEGER PRIMARY KEY)', modify('text'))).toBe('CREATE TABLE t (id TEXT PRIMARY KEY)');
  });

  test('the same name for two constraints of a table is refused', async () => {
    const add: Statement = { kind: 'addUniqueConstraint', table: t, columns: 'a', constraintName: 'U' };
    await expect(definition('CREATE TABLE t (a CONSTRAINT u NOT NULL)', add)).rejects.toMatchObject({ code: 'SQL_FAILED' });
  });

  test('a constraint that is not there is an error that lists what is', async () => {
    const drop: Statement = { kind: 'dropForeignKey', baseTable: t, constraintName: 'fk' };
    await expect(definition('CREATE TABLE t (a REFERENCES t, b CONSTRAINT fk_b REFERENCES t)', drop)).rejects.toMatchObject({
      code: 'SQL_FAILED',
      hint: 'it has one without a name on (a), fk_b on (b)',
    });
  });

  test('a unique constraint without a name is found by the index behind it', async () => {
    const drop: Statement = { kind: 'dropUniqueConstraint', table: t, constraintName: 'sqlite_autoindex_t_1' };
    expect(await definition('CREATE TABLE t (a, b, UNIQUE (b))', drop)).toBe('CREATE TABLE t (a, b)');
  });
});

describe('views and triggers', () => {
  test('a view is replaced with its triggers, or created where there is none', async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    const create = (query: string): Statement => ({ kind: 'createView', view: { name: 'adults' }, query, replace: true });
    await apply(db, create('SELECT id, name, 1 AS boss FROM person'));
    expect(await dump(db)).toMatchObject({
      'view adults': 'CREATE VIEW adults AS SELECT id, name, 1 AS boss FROM person',
      'trigger adult_added': expect.stringContaining('INSTEAD OF INSERT ON adults'),
    });
    expect(await apply(db, { ...create('SELECT 1'), view: { name: 'fresh' } } as Statement)).toEqual(['CREATE VIEW fresh AS SELECT 1']);
  });

  test('a view and a trigger get another name', async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    await apply(db, { kind: 'renameView', view: { name: 'adults' }, newName: 'grown ups' });
    await apply(db, { kind: 'renameTrigger', trigger: { name: 'pet_added' }, newName: 'pet_came' });
    await run(db, `INSERT INTO "grown ups" (name) VALUES ('Kim'); INSERT INTO pet VALUES (9, 3, 'Max')`);
    expect(await db.query('SELECT name FROM "grown ups" WHERE name = \'Kim\'')).toEqual([{ name: 'Kim' }]);
    expect(Object.keys(await dump(db))).toEqual(expect.arrayContaining(['view grown ups', 'trigger adult_added', 'trigger pet_came']));
  });

  test('a view that another one uses keeps its name', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE VIEW v AS SELECT 1 AS a; CREATE VIEW w AS SELECT a FROM v');
    await expect(apply(db, { kind: 'renameView', view: { name: 'v' }, newName: 'x' })).rejects.toMatchObject({
      message: expect.stringContaining('view w would no longer work'),
    });
  });
});
