import { describe, expect, it } from 'vitest';
import type { Value } from '../../src/model/value.js';
import { renderer } from './render.js';

const postgresql = renderer('postgresql');
const mysql = renderer('mysql');
const table = { name: 't' };
const text = (one: string): Value => ({ kind: 'string', text: one });
const number = (one: string): Value => ({ kind: 'numeric', text: one });

describe('rows', () => {
  it('NULL is NULL, whether it is meant or written, and numbers keep their digits', () => {
    const columns = [
      { name: 'a', value: { kind: 'null' } as const },
      { name: 'b', value: text('null') },
      { name: 'c', value: number('1.50') },
      { name: 'd', value: text('') },
    ];
    expect(postgresql({ kind: 'insert', table, columns })).toEqual(["INSERT INTO t (a, b, c, d) VALUES (NULL, NULL, 1.50, '')"]);
  });

  it('a default that is NULL is written as Liquibase writes it: small for a column that is there already', () => {
    const value = { kind: 'computed', sql: 'NULL' } as const;
    const column = { name: 'c', type: 'int', default: value };
    expect(postgresql({ kind: 'addDefaultValue', table, column: 'c', value })).toEqual(['ALTER TABLE t ALTER COLUMN  c SET DEFAULT null']);
    expect(postgresql({ kind: 'addColumns', table, columns: [column] })).toEqual(['ALTER TABLE t ADD c INTEGER DEFAULT null']);
    expect(postgresql({ kind: 'createTable', table, columns: [column] })).toEqual(['CREATE TABLE t (c INTEGER DEFAULT NULL)']);
  });

  it('a text that is the current time is the function, in whatever case', () => {
    const columns = [{ name: 'a', value: text('now()') }];
    expect(postgresql({ kind: 'insert', table, columns })).toEqual(['INSERT INTO t (a) VALUES (now())']);
  });

  it('the last value of a column counts where it is named twice', () => {
    const columns = [
      { name: 'a', value: number('1') },
      { name: 'b', value: number('2') },
      { name: 'a', value: number('3') },
    ];
    expect(postgresql({ kind: 'insert', table, columns })).toEqual(['INSERT INTO t (a, b) VALUES (3, 2)']);
  });

  it('an update sets columns in the order of their names', () => {
    const columns = [
      { name: 'b', value: number('2') },
      { name: 'a', value: { kind: 'computed', sql: 'b + 1' } as const },
    ];
    expect(postgresql({ kind: 'update', table, columns, where: ' id = 1 ' })).toEqual(['UPDATE t SET a = b + 1, b = 2 WHERE id = 1']);
  });

  it('placeholders of a condition take names and values in order; those left over stay', () => {
    const whereParams = [
      { name: 'order', value: number('1') },
      { name: undefined, value: text("it's") },
    ];
    const where = ':name = :value or note = ? or :name = :valued or x = ?';
    expect(mysql({ kind: 'delete', table, where, whereParams })).toEqual([
      "DELETE FROM t WHERE `order` = 1 or note = 'it''s' or :name = :valued or x = ?",
    ]);
  });

  it('bytes are written as the database reads them', () => {
    const columns = [{ name: 'a', value: { kind: 'blob', bytes: Buffer.from([0, 255]) } as const }];
    const of = (dialect: string) =>
      renderer(dialect)({ kind: 'insert', table, columns })[0]?.slice('INSERT INTO t (a) VALUES ('.length, -1);
    expect(['postgresql', 'mariadb', 'mssql', 'sqlite'].map(of)).toEqual([String.raw`'\x00ff'`, "X'00ff'", '0x00ff', "X'00ff'"]);
  });
});

describe('rows that are updated or inserted', () => {
  const columns = [
    { name: 'id', value: number('1') },
    { name: 'name', value: text('x $$ y') },
  ];
  const upsert = { kind: 'upsert', table, columns, primaryKey: ['id'], onlyUpdate: false, allowUpdate: ['name'] } as const;

  it('PostgreSQL does it in a block, whose quote the values do not contain', () => {
    const [sql = ''] = postgresql(upsert);
    expect(sql).toMatch(/^DO\n\$row0\$\nBEGIN\nUPDATE t SET name = 'x \$\$ y' WHERE id = 1;\nIF not found THEN\nINSERT/);
    expect(sql).toMatch(/END;\n\$row0\$\nLANGUAGE plpgsql;$/);
  });

  it('without a column to update the row is only looked for', () => {
    expect(postgresql({ ...upsert, allowUpdate: [] })[0]).toContain('perform * from t WHERE id = 1;');
    expect(mysql({ ...upsert, allowUpdate: [] })).toEqual(["INSERT IGNORE INTO t (id, name) VALUES (1, 'x $$ y')"]);
  });

  it('MySQL does it by the key of the table, or updates alone', () => {
    expect(mysql(upsert)).toEqual(["INSERT INTO t (id, name) VALUES (1, 'x $$ y')\nON DUPLICATE KEY UPDATE name = 'x $$ y'"]);
    expect(mysql({ ...upsert, onlyUpdate: true })).toEqual(["UPDATE t SET name = 'x $$ y' WHERE id = 1"]);
  });

  it('a key without a value is looked for as NULL', () => {
    const nameless = [{ name: 'id', value: { kind: 'null' } as const }];
    expect(mysql({ kind: 'deleteRow', table, columns: nameless, primaryKey: ['id'] })).toEqual(['DELETE FROM t WHERE id is NULL']);
  });
});
