import { describe, expect, test } from 'vitest';
import { sqlite } from '../../../src/dialects/sqlite/index.js';
import { sqlFor } from '../context.js';
import { openSqlite, run } from './open.js';
import { apply, dump, richSchema } from './rich-schema.js';

const sql = sqlFor('sqlite');

describe('existence questions', () => {
  const ask = async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    return sqlite.catalog(db, sql);
  };

  test('tables, views and columns are found without regard to case and schema', async () => {
    const catalog = await ask();
    expect(await catalog.tableExists({ table: 'PERSON', schema: 'public' })).toBe(true);
    expect(await catalog.tableExists({ table: 'adults' })).toBe(false);
    expect(await catalog.viewExists({ view: 'Adults' })).toBe(true);
    expect(await catalog.viewExists({ view: 'person' })).toBe(false);
    expect(await catalog.columnExists({ table: 'person', column: 'EMAIL' })).toBe(true);
    expect(await catalog.columnExists({ table: 'person', column: 'initial' })).toBe(true);
    expect(await catalog.columnExists({ table: 'adults', column: 'boss' })).toBe(true);
    expect(await catalog.columnExists({ table: 'person', column: 'phone' })).toBe(false);
    expect(await catalog.columnExists({ table: 'nobody', column: 'email' })).toBe(false);
  });

  test('indexes are found by name, by table, and by their columns in order', async () => {
    const catalog = await ask();
    expect(await catalog.indexExists({ index: 'IX_ADULT' })).toBe(true);
    expect(await catalog.indexExists({ index: 'ix_adult', table: 'pet' })).toBe(false);
    expect(await catalog.indexExists({ table: 'person', columns: ['NAME', 'age'] })).toBe(true);
    expect(await catalog.indexExists({ table: 'person', columns: ['age', 'name'] })).toBe(false);
    expect(await catalog.indexExists({ index: 'ix_adult', table: 'person', columns: ['name'] })).toBe(true);
    expect(await catalog.indexExists({ index: 'ix_other' })).toBe(false);
  });

  test('constraints are found by the names in the definitions, and by columns', async () => {
    const catalog = await ask();
    expect(await catalog.primaryKeyExists({ table: 'person', primaryKey: 'PK_PERSON' })).toBe(true);
    expect(await catalog.primaryKeyExists({ primaryKey: 'pk_person' })).toBe(true);
    expect(await catalog.primaryKeyExists({ table: 'pet' })).toBe(true);
    expect(await catalog.primaryKeyExists({ table: 'log' })).toBe(false);
    expect(await catalog.foreignKeyExists({ foreignKey: 'FK_BOSS' })).toBe(true);
    expect(await catalog.foreignKeyExists({ table: 'pet', foreignKey: 'fk_boss' })).toBe(false);
    expect(await catalog.foreignKeyExists({ table: 'pet' })).toBe(true);
    expect(await catalog.uniqueConstraintExists({ table: 'person', constraint: 'uq_name_age' })).toBe(true);
    expect(await catalog.uniqueConstraintExists({ table: 'person', columns: ['AGE', 'name'] })).toBe(true);
    expect(await catalog.uniqueConstraintExists({ table: 'person', columns: ['name'] })).toBe(false);
  });

  test('rows are found without counting, and there are no sequences', async () => {
    const catalog = await ask();
    expect(await catalog.hasRows({ table: 'person' })).toBe(true);
    expect(await catalog.sequenceExists({ sequence: 's' })).toBe(false);
    await expect(catalog.hasRows({ table: 'nobody' })).rejects.toMatchObject({ code: 'SQL_FAILED' });
  });

  test('columns come with the types that they are declared with', async () => {
    const db = await openSqlite();
    await run(db, richSchema);
    const live = sqlite.liveSchema(db, sql);
    expect((await live.columns({ name: 'Person' }))?.slice(0, 3)).toEqual([
      { name: 'id', type: 'INTEGER' },
      { name: 'name', type: 'VARCHAR(50)' },
      { name: 'email', type: 'TEXT' },
    ]);
    expect(await live.columns({ name: 'nobody' })).toBeUndefined();
  });
});

describe('dropping everything', () => {
  test.each(['on', 'off'])('leaves nothing but what is excepted, with foreign keys %s', async (keys) => {
    const db = await openSqlite(':memory:', { foreign_keys: keys });
    await run(
      db,
      `${richSchema}; CREATE TABLE "odd ""name" (a); CREATE TABLE DATABASECHANGELOG (id); CREATE VIRTUAL TABLE search USING fts5(text)`,
    );
    for (const { sql: statement } of await sqlite.dropAll(db, sql, { except: ['databasechangelog'] })) await run(db, statement);
    expect(await db.query("SELECT name FROM sqlite_schema WHERE name <> 'sqlite_sequence'")).toEqual([{ name: 'DATABASECHANGELOG' }]);
    expect(await db.query('PRAGMA foreign_keys')).toEqual([{ foreign_keys: keys === 'on' ? 1 : 0 }]);
  });
});

describe('the stand-in for scripts', () => {
  test('has all objects and no rows, and the database stays as it is', async () => {
    const db = await openSqlite();
    await run(db, `${richSchema}; CREATE VIRTUAL TABLE search USING fts5(text)`);
    const before = await dump(db);
    await using shadow = await sqlite.shadow!(db);
    const copied = await dump(shadow);
    for (const name of Object.keys(before)) if (!/^(?:rows of|table search_)/.test(name)) expect(copied[name], name).toBe(before[name]);
    expect(await shadow.query('SELECT * FROM person')).toEqual([]);
    await shadow.execute({ sql: 'DROP TABLE person' });
    expect(await dump(db)).toEqual(before);
  });

  test('shows what earlier statements of the script will have done', async () => {
    const db = await openSqlite();
    await using shadow = await sqlite.shadow!(db);
    await shadow.execute({ sql: 'CREATE TABLE t (a INT)' });
    await shadow.execute({ sql: 'INSERT INTO missing VALUES (1)' });
    await shadow.execute({ sql: 'ALTER TABLE missing DROP COLUMN a' });
    const first = await sqlite.compileLive.setNullable!(
      { kind: 'setNullable', table: { name: 't' }, column: 'a', nullable: false },
      sql,
      shadow,
    );
    for (const statement of first ?? []) await shadow.execute({ sql: statement as string });
    const second = await sqlite.compileLive.modifyDataType!(
      { kind: 'modifyDataType', table: { name: 't' }, column: 'a', newType: 'text' },
      sql,
      shadow,
    );
    expect(second).toContain('CREATE TABLE t (a TEXT NOT NULL)');
  });

  test('leaves out of a script what the database would refuse, and says so', async () => {
    const warnings: string[] = [];
    const db = await openSqlite();
    await run(db, 'CREATE TABLE t (a)');
    await using shadow = await sqlite.shadow!(db);
    const drop = { kind: 'dropForeignKey', baseTable: { name: 't' }, constraintName: 'fk' } as const;
    const compiled = await sqlite.compileLive.dropForeignKey!(drop, sqlFor('sqlite', {}, warnings), shadow);
    expect(compiled).toEqual([{ sql: 'left out: table t has no foreign key fk', comment: true }]);
    expect(warnings).toHaveLength(1);
    await expect(apply(db, drop)).rejects.toMatchObject({ code: 'SQL_FAILED' });
  });
});
