import { describe, expect, test } from 'vitest';
import type { Statement } from '../../../src/model/statement.js';
import { join } from 'node:path';
import { sqlite } from '../../../src/dialects/sqlite/index.js';
import { sqlFor } from '../context.js';
import { directory, openSqlite, run } from './open.js';
import { apply, dump, richSchema } from './rich-schema.js';

const person = { name: 'person' };
const note = { name: 'note', type: 'varchar(10)' };

/** An alteration, what it puts in the place of what in the definition of person, and what undoes it. */
const alterations: readonly {
  readonly name: string;
  readonly does: Statement;
  readonly from: string;
  readonly to: string;
  readonly undo?: Statement;
}[] = [
  {
    name: 'a NOT NULL',
    does: { kind: 'setNullable', table: person, column: 'COUNTRY', nullable: false, replaceNulls: 'CH' },
    from: "country TEXT DEFAULT 'CH' REF",
    to: "country TEXT DEFAULT 'CH' NOT NULL REF",
    undo: { kind: 'setNullable', table: person, column: 'country', nullable: true },
  },
  {
    name: 'a default',
    does: { kind: 'addDefaultValue', table: person, column: 'age', type: 'int', value: { kind: 'numeric', text: '5' } },
    from: 'age INT CHECK',
    to: 'age INT DEFAULT 5 CHECK',
    undo: { kind: 'dropDefaultValue', table: person, column: 'age' },
  },
  {
    name: 'a computed default',
    does: { kind: 'addDefaultValue', table: person, column: 'age', value: { kind: 'computed', sql: "strftime('%Y')" } },
    from: 'age INT CHECK',
    to: "age INT DEFAULT (strftime('%Y')) CHECK",
    undo: { kind: 'dropDefaultValue', table: person, column: 'age' },
  },
  {
    name: 'another default',
    does: { kind: 'addDefaultValue', table: person, column: 'name', value: { kind: 'string', text: "it's" } },
    from: "DEFAULT 'nobody'",
    to: "DEFAULT 'it''s'",
    undo: { kind: 'addDefaultValue', table: person, column: 'name', value: { kind: 'string', text: 'nobody' } },
  },
  {
    name: 'another type',
    does: { kind: 'modifyDataType', table: person, column: 'age', newType: 'bigint' },
    from: 'age INT CHECK',
    to: 'age BIGINT CHECK',
    undo: { kind: 'modifyDataType', table: person, column: 'age', newType: 'INT' },
  },
  {
    name: 'a unique constraint',
    does: { kind: 'addUniqueConstraint', table: person, columns: 'name, country', constraintName: 'uq_new' },
    from: "CHECK (email LIKE '%@%')\n",
    to: "CHECK (email LIKE '%@%'), CONSTRAINT uq_new UNIQUE (name, country)\n",
    undo: { kind: 'dropUniqueConstraint', table: person, constraintName: 'UQ_NEW' },
  },
  {
    name: 'a foreign key',
    does: {
      kind: 'addForeignKey',
      constraintName: 'fk_new',
      baseTable: person,
      baseColumns: 'country',
      referencedTable: { name: 'country' },
      referencedColumns: 'code',
      onDelete: 'CASCADE',
      initiallyDeferred: true,
    },
    from: "CHECK (email LIKE '%@%')\n",
    to: "CHECK (email LIKE '%@%'), CONSTRAINT fk_new FOREIGN KEY (country) REFERENCES country(code) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED\n",
    undo: { kind: 'dropForeignKey', baseTable: person, constraintName: 'fk_new' },
  },
  {
    name: 'a check',
    does: { kind: 'addCheck', table: person, condition: 'age < 200', constraintName: 'ck_age' },
    from: "CHECK (email LIKE '%@%')\n",
    to: "CHECK (email LIKE '%@%'), CONSTRAINT ck_age CHECK (age < 200)\n",
    undo: { kind: 'dropCheck', table: person, constraintName: 'ck_age' },
  },
  {
    name: 'a column with a constraint',
    does: { kind: 'addColumns', table: person, columns: [{ ...note, unique: true, uniqueConstraintName: 'uq_note', afterColumn: 'name' }] },
    from: "DEFAULT 'nobody'",
    to: "DEFAULT 'nobody', note VARCHAR(10)",
    undo: { kind: 'dropColumns', table: person, columns: ['note'] },
  },
  {
    name: 'no unique constraint of a column',
    does: { kind: 'dropUniqueConstraint', table: person, constraintName: 'uq_email' },
    from: ' CONSTRAINT uq_email UNIQUE ON CONFLICT ABORT',
    to: '',
  },
  {
    name: 'no unique constraint on these columns',
    does: { kind: 'dropUniqueConstraint', table: person, uniqueColumns: 'age, NAME' },
    from: '\n  CONSTRAINT uq_name_age UNIQUE (name, age),',
    to: '',
  },
  {
    name: 'no foreign keys',
    does: { kind: 'dropAllForeignKeys', baseTable: { name: 'pet' } },
    from: ' REFERENCES person (id) ON DELETE CASCADE',
    to: '',
  },
];

describe('a rebuild', () => {
  test.each(alterations)('that gives a table $name changes nothing else, and can be undone', async ({ does, from, to, undo }) => {
    const db = await openSqlite();
    await run(db, richSchema);
    const before = await dump(db);
    await apply(db, does);
    const after = await dump(db);
    const table = Object.keys(before).find((name) => name.startsWith('table ') && before[name]?.includes(from));
    expect(table).toBeDefined();
    const expected = { ...before, [table!]: before[table!]!.replace(from, to) };
    // A column more or a key less is the point of some; everything else is compared as it is.
    const same = Object.keys(before).filter((name) => !/^(?:keys|rows) of (?:person|pet)$/.test(name));
    for (const name of same) {
      if (name === table && does.kind === 'addColumns') expect(after[name]).toContain(to);
      else expect(after[name], name).toBe(expected[name]);
    }
    expect(Object.keys(after)).toEqual(Object.keys(before));
    if (does.kind !== 'addColumns') expect(after['rows of person']?.length).toBe(before['rows of person']?.length);
    if (undo === undefined) return;
    await apply(db, undo);
    const undone = await dump(db);
    if (does.kind === 'modifyDataType') return;
    expect(undone).toEqual(before);
  });

  test('keeps rowids, the counter, and what comes after them', async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    await run(db, 'CREATE TABLE bare (a TEXT); INSERT INTO bare (rowid, a) VALUES (5, 1), (90, 2)');
    await apply(db, { kind: 'setNullable', table: { name: 'bare' }, column: 'a', nullable: false });
    expect(await db.query('SELECT rowid, a FROM bare')).toEqual([
      { rowid: 5, a: '1' },
      { rowid: 90, a: '2' },
    ]);
    await apply(db, { kind: 'setNullable', table: person, column: 'age', nullable: false });
    await run(db, "INSERT INTO person (name, age) VALUES ('Zoe', 1)");
    expect(await db.query("SELECT id FROM person WHERE name = 'Zoe'")).toEqual([{ id: 91 }]);
    // The trigger on the table is at work again.
    expect(await db.query("SELECT text FROM log WHERE text = '+Zoe'")).toHaveLength(1);
  });

  test('keeps the counter of a table that is empty', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a); INSERT INTO t (id) VALUES (41); DELETE FROM t');
    await apply(db, { kind: 'addDefaultValue', table: { name: 't' }, column: 'a', value: { kind: 'numeric', text: '1' } });
    expect(await db.query('SELECT name, seq FROM sqlite_sequence')).toEqual([{ name: 't', seq: 41 }]);
  });

  test('converts values where the new type asks for it', async () => {
    const db = await openSqlite();
    await run(db, "CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('12'), ('x')");
    await apply(db, { kind: 'modifyDataType', table: { name: 't' }, column: 'a', newType: 'int' });
    expect(await db.query('SELECT a FROM t')).toEqual([{ a: 12 }, { a: 'x' }]);
  });

  test('takes another name for the old table where the usual one is in use', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a); CREATE TABLE T_temporary (b); INSERT INTO t VALUES (1)');
    await apply(db, { kind: 'setNullable', table: { name: 't' }, column: 'a', nullable: false });
    expect(await db.query('SELECT a FROM t')).toEqual([{ a: 1 }]);
    expect(await db.query("SELECT count(*) AS n FROM sqlite_schema WHERE name LIKE 't%'")).toEqual([{ n: 2 }]);
  });

  test('keeps STRICT and WITHOUT ROWID tables what they are', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER) STRICT, WITHOUT ROWID; INSERT INTO t VALUES (1, 2)');
    await apply(db, { kind: 'addUniqueConstraint', table: { name: 't' }, columns: 'v' });
    expect(await db.query("SELECT sql FROM sqlite_schema WHERE name = 't'")).toEqual([
      { sql: 'CREATE TABLE t (k TEXT PRIMARY KEY, v INTEGER, UNIQUE (v)) STRICT, WITHOUT ROWID' },
    ]);
    expect(await db.query('SELECT k, v FROM t')).toEqual([{ k: '1', v: 2 }]);
  });

  test('that rows do not fit leaves everything as it was', async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    const before = await dump(db);
    const impossible: readonly Statement[] = [
      { kind: 'setNullable', table: person, column: 'email', nullable: false },
      { kind: 'addUniqueConstraint', table: { name: 'pet' }, columns: 'nothing' },
      { kind: 'addPrimaryKey', table: person, columns: 'name' },
    ];
    for (const statement of impossible) await expect(apply(db, statement)).rejects.toMatchObject({ code: 'SQL_FAILED' });
    expect(await dump(db)).toEqual(before);
  });
});

test('a definition that this SQLite no longer takes is named as the reason', async () => {
  const file = join(directory(), 'old.db');
  const old = await openSqlite(file);
  await run(old, 'CREATE TABLE t (a CHECK (a IN (1, 2))); CREATE VIEW v AS SELECT a FROM t');
  await run(old, `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, '(1, 2)', '("x", "y")') WHERE name = 't'`);
  await old.close();
  const db = await openSqlite(file);
  await expect(apply(db, { kind: 'setNullable', table: { name: 't' }, column: 'a', nullable: false })).rejects.toMatchObject({
    code: 'SQL_FAILED',
    hint: expect.stringContaining('also in the definition of table t'),
  });
});

describe('foreign keys', () => {
  const addKey: Statement = {
    kind: 'addForeignKey',
    constraintName: 'fk_owner',
    baseTable: { name: 'pet' },
    baseColumns: 'owner',
    referencedTable: { name: 'person' },
    referencedColumns: 'id',
  };

  test('a key that rows break is refused', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE person (id INTEGER PRIMARY KEY); CREATE TABLE pet (owner INT); INSERT INTO pet VALUES (1)');
    await expect(apply(db, addKey)).rejects.toMatchObject({ code: 'SQL_FAILED', serverCode: 'SQLITE_CONSTRAINT_CHECK' });
    expect(await db.query("SELECT sql FROM sqlite_schema WHERE name = 'pet'")).toEqual([{ sql: 'CREATE TABLE pet (owner INT)' }]);
    await run(db, 'INSERT INTO person VALUES (1)');
    await apply(db, addKey);
    expect(await db.query('PRAGMA foreign_key_list(pet)')).toMatchObject([{ table: 'person', from: 'owner', to: 'id' }]);
  });

  test('a key to columns that are not unique is refused before anything is done', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE person (id INT); CREATE TABLE pet (owner INT)');
    await expect(apply(db, addKey)).rejects.toMatchObject({ code: 'SQL_FAILED', message: expect.stringContaining('foreign key mismatch') });
  });

  test('rows that were lost before stand in nobody else’s way', async () => {
    const db = await openSqlite();
    await run(db, 'CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id), a); INSERT INTO c VALUES (9, 1)');
    await apply(db, { kind: 'setNullable', table: { name: 'c' }, column: 'a', nullable: false });
    await apply(db, { kind: 'modifyDataType', table: { name: 'c' }, column: 'a', newType: 'int' });
    expect(await db.query('SELECT p, a FROM c')).toEqual([{ p: 9, a: 1 }]);
  });

  test('where the URL enforces them, a rebuild deletes nothing and enforcement goes on behind it', async () => {
    const file = join(directory(), 'shop.db');
    const db = await openSqlite(file, { foreign_keys: 'on' });
    await run(db, richSchema);
    const before = await dump(db);
    await apply(db, { kind: 'setNullable', table: person, column: 'age', nullable: false });
    const after = await dump(db);
    for (const name of ['rows of person', 'rows of pet', 'table pet', 'keys of pet']) expect(after[name], name).toBe(before[name]);
    await run(db, 'DELETE FROM person WHERE id = 7');
    expect(await db.query('SELECT id FROM pet')).toEqual([{ id: 1 }]);
    await expect(run(db, 'INSERT INTO pet VALUES (5, 999, NULL)')).rejects.toMatchObject({ serverCode: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
  });

  test('where the URL enforces them, a rebuild behind other writes of its transaction is refused', async () => {
    const db = await openSqlite(':memory:', { foreign_keys: 'on' });
    await run(db, richSchema);
    await db.begin();
    await run(db, "INSERT INTO country VALUES ('IT', 'Italy')");
    await expect(run(db, 'PRAGMA foreign_keys = OFF')).rejects.toMatchObject({ code: 'PLAN_UNSUPPORTED_CHANGE' });
    await db.rollback();
  });

  test('where the URL enforces them, a table that nobody refers to is rebuilt at any time', async () => {
    const db = await openSqlite(':memory:', { foreign_keys: 'on' });
    await run(db, `${richSchema}; CREATE TABLE bone (pet); INSERT INTO bone VALUES (1)`);
    await apply(db, {
      ...addKey,
      constraintName: 'fk_pet',
      baseTable: { name: 'bone' },
      baseColumns: 'pet',
      referencedTable: { name: 'pet' },
    });
    await db.begin();
    await run(db, 'INSERT INTO bone VALUES (2)');
    const again = await sqlite.compileLive.setNullable!(
      { kind: 'setNullable', table: { name: 'bone' }, column: 'pet', nullable: false },
      sqlFor('sqlite'),
      db,
    );
    for (const statement of again ?? []) await run(db, statement as string);
    await db.commit();
    expect(await db.query('SELECT pet FROM bone')).toEqual([{ pet: 1 }, { pet: 2 }]);
    await expect(run(db, 'INSERT INTO bone VALUES (99)')).rejects.toMatchObject({ serverCode: 'SQLITE_CONSTRAINT_FOREIGNKEY' });
  });

  test('a script that meets enforced keys stops before it touches a row', async () => {
    const source = await openSqlite();
    await run(source, richSchema);
    const script = await apply(source, { kind: 'setNullable', table: person, column: 'age', nullable: false });
    const target = await openSqlite();
    await run(target, `${richSchema}; PRAGMA foreign_keys = ON; BEGIN`);
    const before = await dump(target);
    await expect(run(target, script.join(';\n'))).rejects.toMatchObject({ message: expect.stringContaining('not enforced while') });
    await run(target, 'ROLLBACK');
    expect(await dump(target)).toEqual(before);
  });
});
