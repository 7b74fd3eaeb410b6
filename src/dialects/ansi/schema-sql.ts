import type { ObjectKind } from '../../model/names.js';
import type { SchemaObject } from '../../model/schema-object.js';
import { parseType } from '../data-types.js';
import type { NearestType, Placed, PrintContext, SchemaSql, TypeFamilyName, TypeMeaning } from '../schema-sql.js';
import {
  checkClause,
  columnClause,
  foreignKeyClause,
  indexKeyText,
  keyClause,
  standardColumn,
  tableBody,
  type ClauseStyle,
} from './schema-clauses.js';

/** What most databases print alike; the starting point of a dialect's own. */
export const ansiSchemaSql: SchemaSql = {
  canonicalType: (text) => tidyType(text).toLowerCase(),
  canonicalExpression: (sql) => sql.trim(),
  meaning: (text) => meaningOf(text),
  // What no other system is known to have is its text.
  nearest: (meaning, text) => (meaning.family === 'other' ? asText(text) : { declared: declaredAs(meaning, text) }),
  placesColumns: false,
  addsConstraints: true,
  viewsPinColumns: false,
  generatedPinsColumns: true,
  standardGenerated: true,
  foreignKeysNeedIndexes: false,
  converts: () => true,
  numbering: 'byDefault',
  indexes: { expressions: true, conditions: false, longTexts: true, uniqueAreConstraints: false },
  keysSetDefaults: true,
  keysActOnUpdate: true,
  create: (placed, print) => createSql(placed, standardStyle, print),
  remarks: () => [],
  drop: (placed, print) => dropSql(placed, print),
  alter: () => undefined,
  column: (column, print) => columnClause(column, standardStyle, print),
};

export const standardStyle: ClauseStyle = { column: (column) => standardColumn(column), index: () => ({ after: '' }) };

/** A type without needless blanks. */
export function tidyType(text: string): string {
  return text
    .trim()
    .replace(/\s+/g, ' ')
    .replace(/\s*\(\s*/g, '(')
    .replace(/\s*,\s*/g, ',')
    .replace(/\s*\)/g, ')');
}

/** A number without the zeros at the end of its fraction. */
export const plainNumber = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

const families: Partial<Record<string, TypeFamilyName>> = {
  boolean: 'boolean',
  tinyint: 'tinyint',
  smallint: 'smallint',
  mediumint: 'mediumint',
  int: 'int',
  bigint: 'bigint',
  decimal: 'decimal',
  number: 'decimal',
  float: 'real',
  double: 'double',
  char: 'char',
  nchar: 'char',
  varchar: 'varchar',
  nvarchar: 'varchar',
  clob: 'text',
  blob: 'blob',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
  timestamp: 'timestamp',
  uuid: 'uuid',
  xml: 'xml',
};

/** What a type means by the names that databases share. */
export function meaningOf(text: string): TypeMeaning {
  const { family, parameters, raw } = parseType(text, false);
  const [first, second] = parameters.map((one) => (/^\d+$/.test(one) ? Number(one) : undefined));
  const named = families[family];
  if (named === undefined) return { family: /^jsonb?$/i.test(raw) ? 'json' : 'other' };
  switch (named) {
    case 'char':
      return { family: named, length: first ?? 1 };
    case 'varchar':
      return first === undefined ? { family: 'text' } : { family: named, length: first };
    case 'decimal':
      return { family: named, precision: first, scale: second ?? (first === undefined ? undefined : 0) };
    case 'time':
    case 'timestamp':
      return { family: /with time ?zone|timestamptz|timetz/i.test(raw) ? `${named} with time zone` : named, precision: first };
    case 'blob':
      return /^varbinary/i.test(raw)
        ? { family: 'varbinary', length: first }
        : /^binary/i.test(raw)
          ? { family: 'binary', length: first }
          : { family: named };
    default:
      return /\bunsigned\b/i.test(raw) ? { family: named, unsigned: true } : { family: named };
  }
}

/** The changelog's own word for a meaning. */
export function declaredAs({ family, length, precision, scale }: TypeMeaning, text: string): string {
  const sized = (name: string, ...sizes: readonly (number | undefined)[]): string => {
    const given = sizes.filter((size) => size !== undefined);
    return given.length === 0 ? name : `${name}(${given.join(', ')})`;
  };
  switch (family) {
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
    case 'bit':
      return sized(family, length);
    case 'decimal':
      return sized('decimal', precision, scale);
    case 'text':
      return 'clob';
    case 'time':
    case 'timestamp':
      return sized(family, precision);
    case 'time with time zone':
    case 'timestamp with time zone':
      return `${sized(family.slice(0, family.indexOf(' ')), precision)} with time zone`;
    case 'other':
      return text;
    default:
      return family;
  }
}

/** A type for what the target does not have: the text of the value. */
export const asText = (what: string): NearestType => ({ declared: 'clob', loss: `${what} is kept as text` });

/** The statements that create an object by the words that databases share; undefined for kinds that they do not. */
export function createSql({ object, owner }: Placed, style: ClauseStyle, print: PrintContext): readonly string[] | undefined {
  const { sql, local } = print;
  const alter = owner === undefined ? '' : `ALTER TABLE ${sql.table(local(owner))} ADD`;
  switch (object.kind) {
    case 'table': {
      const key = object.primaryKey === undefined ? [] : [keyClause(object.primaryKey, print)];
      const body = tableBody(
        object.columns.map((column) => columnClause(column, style, print)),
        key,
      );
      return [`CREATE TABLE ${sql.table(local(object))} ${body}`];
    }
    case 'column':
      return [`${alter} ${columnClause(object, style, print)}`];
    case 'primaryKey':
    case 'uniqueConstraint':
      return [`${alter} ${keyClause(object, print)}`];
    case 'checkConstraint':
      return [`${alter} ${checkClause(object, print)}`];
    case 'foreignKey':
      return [`${alter} ${foreignKeyClause(object, print)}`];
    case 'index': {
      if (owner === undefined) return undefined;
      const { method = '', after } = style.index(object, print);
      const keys = object.keys.map((key) => indexKeyText(key, print)).join(', ');
      const unique = object.unique ? 'UNIQUE ' : '';
      return [`CREATE ${unique}INDEX ${sql.name(object.name, 'index')} ON ${sql.table(local(owner))}${method} (${keys})${after}`];
    }
    case 'view':
      return [`CREATE VIEW ${sql.object(local(object), 'view')} AS ${object.query.trim()}`];
    case 'function':
    case 'procedure':
    case 'package':
    case 'packageBody':
    case 'trigger':
      return [object.definition.trim()];
    default:
      return undefined;
  }
}

const dropWords: Partial<Record<SchemaObject['kind'], readonly [string, ObjectKind]>> = {
  table: ['TABLE', 'table'],
  view: ['VIEW', 'view'],
  sequence: ['SEQUENCE', 'sequence'],
  procedure: ['PROCEDURE', 'procedure'],
  function: ['FUNCTION', 'function'],
  package: ['PACKAGE', 'package'],
  packageBody: ['PACKAGE BODY', 'package'],
  synonym: ['SYNONYM', 'synonym'],
};

/** The statement that drops an object by the words that databases share. */
export function dropSql({ object, owner }: Placed, { sql, local }: PrintContext): readonly string[] | undefined {
  const table = owner === undefined ? '' : sql.table(local(owner));
  switch (object.kind) {
    case 'column':
      return [`ALTER TABLE ${table} DROP COLUMN ${sql.column(object.name)}`];
    case 'primaryKey':
    case 'uniqueConstraint':
    case 'checkConstraint':
    case 'exclusionConstraint':
    case 'foreignKey':
      return object.name === undefined ? undefined : [`ALTER TABLE ${table} DROP CONSTRAINT ${sql.constraint(object.name)}`];
    default: {
      const words = dropWords[object.kind];
      return words === undefined ? undefined : [`DROP ${words[0]} ${sql.object(local(object), words[1])}`];
    }
  }
}
