import { describe, expect, it } from 'vitest';
import type { SqlSettings } from '../../src/dialects/dialect.js';
import { dialects, sqlFor } from './context.js';
import quoting from './quoting.json' with { type: 'json' };
import reserved from './reserved-words.json' with { type: 'json' };

type Row = readonly (string | string[])[];

describe.each(dialects.map((dialect, column) => [dialect.name, column] as const))('names on %s', (name, column) => {
  // The table holds what Liquibase writes, but for what would be another name to the server, or none: reserved words on SQLite, which
  // Liquibase leaves bare; backticks on MySQL, which it turns into double quotes.
  it('are quoted as Liquibase quotes them in every strategy', () => {
    const written = Object.keys(quoting).map((key) => {
      const [strategy, text] = [key.slice(0, key.indexOf(' ')), key.slice(key.indexOf(' ') + 1)];
      const sql = sqlFor(name, { quoting: strategy as SqlSettings['quoting'] });
      const [table, own] = [sql.table({ name: text }), sql.column(text)];
      return [key, table === own ? own : [table, own]];
    });
    expect(Object.fromEntries(written)).toEqual(
      Object.fromEntries(Object.entries(quoting).map(([key, row]) => [key, (row as Row)[column]])),
    );
  });
});

interface Words {
  readonly liquibase: string;
  readonly besides?: string;
}

const words = (list: string): readonly string[] => list.split(' ').filter((word) => word !== '');
const allWords = [...new Set(Object.values(reserved).flatMap((row: Words) => words(`${row.liquibase} ${row.besides ?? ''}`)))];

describe.each(Object.entries<Words>(reserved))('reserved words on %s', (name, { liquibase, besides = '' }) => {
  it('are quoted, in any case, and no others are', () => {
    const sql = sqlFor(name);
    const quoted = allWords.filter((word) => sql.column(word) !== word && sql.column(word.toLowerCase()) !== word.toLowerCase());
    expect(quoted.toSorted()).toEqual([...new Set(words(`${liquibase} ${besides}`))].toSorted());
  });
});

describe('qualified names', () => {
  const placed = { catalog: 'cat', schema: 'sch', name: 'person' };

  it('have the qualifiers that the database knows', () => {
    expect(dialects.map(({ name }) => sqlFor(name).table(placed))).toEqual([
      'sch.person',
      'cat.person',
      'cat.person',
      'cat.sch.person',
      'cat.person',
      'cat.person',
    ]);
  });

  it('take a schema for a catalog where there are no schemas', () => {
    expect(dialects.map(({ name }) => sqlFor(name).table({ schema: 'sch', name: 'person' }))).toEqual([
      'sch.person',
      'sch.person',
      'sch.person',
      'sch.person',
      'sch.person',
      'sch.person',
    ]);
  });

  it('get the default schema unless it is not to be written', () => {
    const defaults = { defaultSchema: 'app' };
    expect(dialects.map(({ name }) => sqlFor(name, defaults).table({ name: 't' }))).toEqual([
      'app.t',
      'app.t',
      'app.t',
      'app.t',
      'APP.t',
      'app.t',
    ]);
    const hidden = { ...defaults, outputDefaultSchema: false, outputDefaultCatalog: false };
    expect(sqlFor('postgresql', hidden).table({ name: 't' })).toBe('t');
    expect(sqlFor('postgresql', hidden).table({ schema: 'APP', name: 't' })).toBe('t');
    expect(sqlFor('mysql', hidden).table({ name: 't' })).toBe('t');
    expect(sqlFor('mysql', hidden).table({ schema: 'other', name: 't' })).toBe('other.t');
  });

  it('have the default schema in the case that the server stores it in', () => {
    const upper = { defaultSchema: 'APP' };
    expect(sqlFor('postgresql', upper).table({ name: 't' })).toBe('app.t');
    expect(sqlFor('postgresql', { defaultSchema: 'MyApp' }).table({ name: 't' })).toBe('"MyApp".t');
    expect(sqlFor('mysql', upper).table({ name: 't' })).toBe('app.t');
    expect(sqlFor('mysql', { ...upper, live: true }).table({ name: 't' })).toBe('APP.t');
    expect(sqlFor('mssql', upper).table({ name: 't' })).toBe('APP.t');
  });

  it('leave out the schema that a SQL Server session is in', () => {
    const live = { defaultSchema: 'dbo', defaultCatalog: 'shop', connectionSchema: 'dbo' };
    expect(sqlFor('mssql', live).table({ name: 't' })).toBe('t');
    expect(sqlFor('mssql', live).table({ catalog: 'SHOP', schema: 'sales', name: 't' })).toBe('sales.t');
    expect(sqlFor('mssql', live).object({ catalog: 'other', schema: 'sales', name: 's' }, 'sequence')).toBe('sales.s');
  });

  it('of a catalog alone mean its default schema on SQL Server', () => {
    expect(sqlFor('mssql').table({ catalog: 'shop', name: 'order' })).toBe('shop..[order]');
    expect(sqlFor('mssql', { quoting: 'QUOTE_ALL_OBJECTS' }).table({ catalog: 'shop', name: 't' })).toBe('[shop]..[t]');
  });

  it('of indexes have no qualifier where an index lives with its table', () => {
    expect(['mysql', 'mssql'].map((name) => sqlFor(name).object({ ...placed, name: 'ix' }, 'index'))).toEqual(['ix', 'ix']);
  });
});

describe('column lists', () => {
  it('keep DESC, drop ASC and quote each name', () => {
    expect(sqlFor('postgresql').columnList('a, "b", order desc,MixedCase ASC')).toBe('a, """b""", "order" DESC, "MixedCase"');
  });

  it('leave expressions alone where they may stand', () => {
    expect(sqlFor('postgresql').columnOrExpression('lower(name)')).toBe('lower(name)');
    expect(sqlFor('postgresql', { quoting: 'QUOTE_ALL_OBJECTS' }).columnOrExpression('lower(name)')).toBe('"lower(name)"');
  });
});

describe('names of primary keys', () => {
  it('are made from the name of the table', () => {
    expect(dialects.map((dialect) => dialect.primaryKeyName('a_table_with_a_rather_long_name'))).toEqual([
      'a_table_with_a_rather_long_name_pkey',
      'PK_A_TABLE_WITH_A_RATHER_LONG_NAME',
      'PK_A_TABLE_WITH_A_RATHER_LONG_NAME',
      'PK_A_TABLE_WITH_A_RATHER_LONG_NAME',
      'PK_A_TABLE_WITH_A_RATHER_LONG_',
      'PK_A_TABLE_WITH_A_RATHER_LONG_NAME',
    ]);
  });

  it('keep to the 63 bytes of PostgreSQL', () => {
    const [postgresql] = dialects;
    expect(postgresql?.primaryKeyName('a'.repeat(58))).toBe(`${'a'.repeat(58)}_pkey`);
    expect(postgresql?.primaryKeyName('a'.repeat(70))).toBe(`${'a'.repeat(57)}_pkey`);
    expect(postgresql?.primaryKeyName(`${'a'.repeat(57)}éé`)).toBe(`${'a'.repeat(57)}_pkey`);
  });
});

describe('words that only a connection makes reserved', () => {
  it('are those that the driver lists to Liquibase', () => {
    expect(sqlFor('oracle').column('comment')).toBe('comment');
    expect(sqlFor('oracle', { live: true }).column('comment')).toBe('"comment"');
    expect(sqlFor('mariadb', { live: true }).column('slow')).toBe('`slow`');
  });
});
