import { describe, expect, it } from 'vitest';
import { dialects, sqlFor } from './context.js';
import numberedTypes from './autoincrement-types.json' with { type: 'json' };
import types from './types.json' with { type: 'json' };

const table = (rows: Record<string, string[]>, column: number) =>
  Object.fromEntries(Object.entries(rows).map(([type, sql]) => [type, sql[column]]));

const resolve = (dialect: string, type: string, autoIncrement: boolean): string => {
  try {
    return sqlFor(dialect).type(type, { autoIncrement }).sql;
  } catch {
    return '!';
  }
};

describe.each(dialects.map((dialect, column) => [dialect.name, column] as const))('types on %s', (name, column) => {
  it('become the SQL that Liquibase writes, or are refused where it refuses', () => {
    const written = Object.fromEntries(Object.keys(types).map((type) => [type, resolve(name, type, false)]));
    expect(written).toEqual(table(types, column));
  });

  it('become the SQL that Liquibase writes for columns that number their rows', () => {
    const written = Object.fromEntries(Object.keys(numberedTypes).map((type) => [type, resolve(name, type, true)]));
    expect(written).toEqual(table(numberedTypes, column));
  });
});

describe('versions', () => {
  it('PostgreSQL before 10 numbers rows by serial types', () => {
    const old = sqlFor('postgresql', { version: { major: 9, minor: 6 } });
    const written = ['int', 'bigint', 'smallint'].map((type) => old.type(type, { autoIncrement: true }));
    expect(written.map(({ sql, serial }) => [sql, serial])).toEqual([
      ['SERIAL', true],
      ['BIGSERIAL', true],
      ['SMALLSERIAL', true],
    ]);
  });

  it('Oracle has booleans since 23', () => {
    expect(sqlFor('oracle', { version: { major: 23, minor: 0 } }).type('boolean').sql).toBe('BOOLEAN');
  });

  it('MariaDB has a UUID type since 10.7', () => {
    expect(sqlFor('mariadb', { version: { major: 10, minor: 6 } }).type('uuid').sql).toBe('char(36)');
  });

  it('MariaDB keeps the precision of a time where Liquibase reads the version so', () => {
    const live = sqlFor('mariadb', { version: { major: 10, minor: 11, patch: 6 } });
    expect(live.type('time(6)').sql).toBe('time(6)');
    expect(live.type('time(7)').sql).toBe('time');
  });
});

describe('a declared type', () => {
  it('may say in braces that it numbers rows, and nothing else', () => {
    expect(sqlFor('postgresql').type('int{autoIncrement:true}')).toMatchObject({ sql: 'INTEGER', autoIncrement: true });
    expect(sqlFor('postgresql').type('int{autoIncrement:false}').autoIncrement).toBe(false);
    expect(() => sqlFor('postgresql').type('int{size:3}')).toThrow('size:3');
    expect(() => sqlFor('postgresql').type('varchar{autoIncrement:true}')).toThrow('autoIncrement:true');
  });

  it('says that it numbers rows', () => {
    const numbered = ['serial', 'bigserial', 'smallserial', 'int identity', 'bigint IDENTITY', 'varchar(5) identity', 'int'];
    expect(numbered.map((type) => sqlFor('mysql').type(type).autoIncrement)).toEqual([true, true, true, true, true, false, false]);
  });

  it('that is no number cannot number rows', () => {
    expect(() => sqlFor('postgresql').type('uuid', { autoIncrement: true })).toThrow(/type uuid cannot number its rows/);
  });

  it('whose precision is no number is refused with its text', () => {
    expect(() => sqlFor('oracle').type('timestamp(x)')).toThrow(/timestamp\(x\) has the parameter x/);
  });

  it('that the database shortens gives a warning', () => {
    const warnings: string[] = [];
    expect(sqlFor('mysql', {}, warnings).type('datetime(9)').sql).toBe('datetime(6)');
    expect(warnings).toEqual(['MySQL keeps 6 fractional digits, so datetime(9) becomes datetime(6)']);
  });
});
