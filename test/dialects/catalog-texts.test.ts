import { describe, expect, it } from 'vitest';
import { columnType as mssqlType } from '../../src/dialects/mssql/introspect/columns.js';
import { columnDefault as mssqlDefault } from '../../src/dialects/mssql/introspect/default-value.js';
import { viewQuery } from '../../src/dialects/mssql/introspect/modules.js';
import { mysqlVariant } from '../../src/dialects/mysql/introspect/mysql-variant.js';
import { columnType as mysqlType } from '../../src/dialects/mysql/introspect/column-type.js';
import { namesOf, withoutSchema } from '../../src/dialects/mysql/introspect/text.js';
import { columnType as oracleType } from '../../src/dialects/oracle/introspect/columns.js';
import { stripParentheses } from '../../src/dialects/introspect/strip-parentheses.js';

/** Texts of catalogs as the vendors document them; the servers themselves are asked in the live tests. */
describe('what the catalog of SQL Server prints', () => {
  it.each([
    ['nvarchar', 80, 0, 0, 'nvarchar(40)', { length: 40 }],
    ['varchar', -1, 0, 0, 'varchar(max)', {}],
    ['varbinary', 16, 0, 0, 'varbinary(16)', { length: 16 }],
    ['decimal', 9, 10, 2, 'decimal(10, 2)', { precision: 10, scale: 2 }],
    ['datetime2', 8, 27, 7, 'datetime2', {}],
    ['datetime2', 6, 22, 3, 'datetime2(3)', { precision: 3 }],
    ['int', 4, 10, 0, 'int', {}],
  ])('for the type %s of %i bytes, %i digits and scale %i means %s', (type, size, digits, scale, text, more) => {
    expect(mssqlType({ type, type_schema: null, size, digits, scale })).toMatchObject({ text, base: type, ...more });
  });

  const integer = { text: 'int', base: 'int' };
  it.each([
    ['((0))', integer, { kind: 'value', type: 'numeric', text: '0' }],
    ['((-1.5))', integer, { kind: 'value', type: 'numeric', text: '-1.5' }],
    ["(N'it''s (x)')", integer, { kind: 'value', type: 'string', text: "it's (x)" }],
    ["('2020-01-31')", { text: 'date', base: 'date' }, { kind: 'value', type: 'date', text: '2020-01-31' }],
    ['(getdate())', integer, { kind: 'computed', sql: 'getdate()' }],
    ['(NEXT VALUE FOR [dbo].[my]]seq])', integer, { kind: 'sequence', sequence: { schema: 'dbo', name: 'my]seq' } }],
    ["('a'+'b')", integer, { kind: 'computed', sql: "'a'+'b'" }],
  ])('for the default %s', (printed, type, expected) => {
    expect(mssqlDefault(printed, type)).toMatchObject(expected);
    expect(mssqlDefault('(NULL)', type)).toBeUndefined();
  });

  it.each([
    ['CREATE VIEW v AS SELECT 1 AS one', 'SELECT 1 AS one'],
    [
      '-- the view as such\nCREATE OR ALTER VIEW [dbo].[as is] WITH SCHEMABINDING /* as */ AS\nSELECT a AS b FROM t;',
      'SELECT a AS b FROM t',
    ],
    ['create view dbo.basic (as_a, b)\nas select 1, 2', 'select 1, 2'],
  ])('for the view %s', (definition, query) => {
    expect(viewQuery(definition)).toBe(query);
  });
});

describe('what the catalog of Oracle prints', () => {
  const none = { type_owner: null, size: 22, characters: null, unit: null, digits: null, scale: null };
  it.each([
    ['VARCHAR2', { characters: 40, unit: 'C' }, 'VARCHAR2(40 CHAR)', { length: 40 }],
    ['VARCHAR2', { characters: 40, unit: 'B' }, 'VARCHAR2(40 BYTE)', { length: 40 }],
    ['NVARCHAR2', { characters: 40, unit: 'C' }, 'NVARCHAR2(40)', { length: 40 }],
    ['NUMBER', {}, 'NUMBER', {}],
    ['NUMBER', { scale: 0 }, 'NUMBER(*, 0)', { scale: 0 }],
    ['NUMBER', { digits: 10, scale: 2 }, 'NUMBER(10, 2)', { precision: 10, scale: 2 }],
    ['NUMBER', { digits: 10, scale: 0 }, 'NUMBER(10)', { precision: 10, scale: 0 }],
    ['TIMESTAMP(6) WITH TIME ZONE', {}, 'TIMESTAMP(6) WITH TIME ZONE', { precision: 6 }],
    ['RAW', { size: 16 }, 'RAW(16)', { length: 16 }],
  ])('for the type %s with %o means %s', (type, given, text, more) => {
    expect(oracleType({ ...none, type, ...given })).toMatchObject({ text, ...more });
  });
});

describe('what the catalog of MySQL prints', () => {
  it.each([
    ['int unsigned', { base: 'int', unsigned: true }],
    ['decimal(10,0)', { base: 'decimal', precision: 10, scale: 0 }],
    ["enum('a,b','c''d','e\\\\f')", { base: 'enum', values: ['a,b', "c'd", 'e\\f'] }],
    ['double(8,3)', { base: 'double', precision: 8, scale: 3 }],
    ['tinyint(1)', { base: 'tinyint' }],
  ])('for the type %s', (text, expected) => {
    expect(mysqlType(text)).toMatchObject({ text, ...expected });
  });

  const text = { text: 'varchar(20)', base: 'varchar', length: 20 };
  const number = { text: 'int', base: 'int' };
  it.each([
    ["it's", '', text, { kind: 'value', type: 'string', text: "it's", sql: "'it''s'" }],
    ['5', '', number, { kind: 'value', type: 'numeric', text: '5', sql: '5' }],
    ['5', '', text, { kind: 'value', type: 'string', text: '5' }],
    ['CURRENT_TIMESTAMP(3)', 'DEFAULT_GENERATED', text, { kind: 'computed', sql: 'CURRENT_TIMESTAMP(3)' }],
    ["concat(_utf8mb4\\'it\\\\\\'s\\',1)", 'DEFAULT_GENERATED', text, { kind: 'computed', sql: "concat(_utf8mb4'it\\'s',1)" }],
    ["b'101'", '', { text: 'bit(8)', base: 'bit', length: 8 }, { kind: 'value', type: 'string', text: '101', sql: "b'101'" }],
  ])('for the default %s', (printed, extra, type, expected) => {
    expect(mysqlVariant.columnDefault(printed, extra, type, 'shop')).toMatchObject(expected);
  });

  it('for views, without the name of their database but where a table goes by that name', () => {
    const query = "select `shop`.`t`.`a` AS `a`,'`shop`.' AS `b`,`shop`.`f`(`a`) AS `c` from `shop`.`t`";
    expect(withoutSchema(query, 'shop')).toBe("select `t`.`a` AS `a`,'`shop`.' AS `b`,`f`(`a`) AS `c` from `t`");
    expect([...namesOf(query, 'shop')].sort()).toEqual(['f', 't']);
    const alias = 'select `shop`.`a` AS `a` from `shop`.`t` `shop`';
    expect(withoutSchema(alias, 'shop')).toBe(alias);
  });
});

describe('parentheses around an expression', () => {
  it.each([
    ['((a > 0))', 'a > 0'],
    ['(a) or (b)', '(a) or (b)'],
    ["(a <> ')')", "a <> ')'"],
    ["('it''s (')", "'it''s ('"],
    ['(")(" > 1)', '")(" > 1'],
    ['lower(a)', 'lower(a)'],
  ])('of %s are taken off: %s', (expression, expected) => {
    expect(stripParentheses(expression)).toBe(expected);
  });
});
