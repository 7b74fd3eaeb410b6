import { fail } from '../core/error.js';
import type { Value } from '../model/value.js';
import type { ResolvedType, SqlContext } from './dialect.js';

/** The names in texts and lists, in order. */
const list = (...names: readonly (string | readonly string[])[]): readonly string[] =>
  names.flatMap((part) => (typeof part === 'string' ? part.split(' ') : part));

/** The kinds of types that are told apart, named as the changelog's standard types; `unknown` is any type of the database's own. */
const families = {
  bigint: ['java.sql.Types.BIGINT', 'java.math.BigInteger', 'java.lang.Long', 'integer8', 'bigserial', 'serial8', 'int8'],
  blob: list(
    'longblob longvarbinary varbinary binary image tinyblob mediumblob',
    'java.sql.Types.BLOB java.sql.Types.LONGBLOB java.sql.Types.LONGVARBINARY java.sql.Types.VARBINARY java.sql.Types.BINARY',
    ['long binary', 'long varbinary'],
  ),
  boolean: ['java.sql.Types.BOOLEAN', 'java.lang.Boolean', 'bit', 'bool'],
  char: ['java.sql.Types.CHAR', 'bpchar', 'character'],
  clob: list(
    'text longtext tinytext mediumtext ntext longvarchar longnvarchar nclob',
    'java.sql.Types.LONGVARCHAR java.sql.Types.CLOB java.sql.Types.LONGNVARCHAR java.sql.Types.NCLOB',
    ['long varchar', 'long nvarchar'],
  ),
  currency: ['money', 'smallmoney'],
  function: ['liquibase.statement.DatabaseFunction'],
  datetime: ['java.sql.Types.DATETIME', 'java.util.Date', 'smalldatetime', 'datetime2'],
  date: ['java.sql.Types.DATE', 'java.sql.Date'],
  decimal: ['java.sql.Types.DECIMAL', 'java.math.BigDecimal'],
  double: ['java.sql.Types.DOUBLE', 'java.lang.Double'],
  float: ['java.sql.Types.FLOAT', 'java.lang.Float', 'real', 'java.sql.Types.REAL'],
  int: ['integer', 'java.sql.Types.INTEGER', 'java.lang.Integer', 'serial', 'int4', 'serial4'],
  mediumint: [],
  nchar: ['java.sql.Types.NCHAR', 'nchar2'],
  nvarchar: ['java.sql.Types.NVARCHAR', 'nvarchar2', 'national'],
  number: ['numeric', 'java.sql.Types.NUMERIC'],
  smallint: ['java.sql.Types.SMALLINT', 'int2', 'smallserial'],
  time: ['java.sql.Types.TIME', 'java.sql.Time', 'timetz'],
  timestamp: ['java.sql.Types.TIMESTAMP', 'java.sql.Types.TIMESTAMP_WITH_TIMEZONE', 'java.sql.Timestamp', 'timestamptz'],
  tinyint: ['java.sql.Types.TINYINT'],
  uuid: ['uniqueidentifier', 'java.util.UUID'],
  varchar: ['java.sql.Types.VARCHAR', 'java.lang.String', 'varchar2', 'character varying'],
  xml: ['xmltype', 'java.sql.Types.SQLXML'],
} satisfies Record<string, readonly string[]>;

export type TypeFamily = keyof typeof families | 'unknown';

const familyOf: ReadonlyMap<string, TypeFamily> = new Map(
  Object.entries(families).flatMap(([family, aliases]) => [family, ...aliases].map((name) => [name.toLowerCase(), family as TypeFamily])),
);

/** A declared type taken apart. Source: Liquibase `DataTypeFactory.fromDescription` (4.28.0). */
export interface DeclaredType {
  readonly family: TypeFamily;
  /** The family's name; for an unknown type the name as written. */
  readonly name: string;
  /** The whole declaration as written, without spaces around it. */
  readonly raw: string;
  /** What stands in parentheses, cut at commas. */
  readonly parameters: readonly string[];
  /** What follows name and parameters, e.g. `unsigned`. */
  readonly additional?: string | undefined;
  readonly autoIncrement: boolean;
}

/** How a dialect writes each family. */
export type TypeTable = { readonly [F in TypeFamily]: (type: DeclaredType, sql: SqlContext) => string };

/** How a dialect writes a value of each family. */
export type LiteralTable = { readonly [F in TypeFamily]: (value: Value, sql: SqlContext) => string };

/** Names of two words; every other name ends at its first space. */
const twoWords = /^(bit varying|character varying|long varchar|long nvarchar|long binary|long varbinary)/i;

const characterFamilies: ReadonlySet<TypeFamily> = new Set(['char', 'varchar', 'nchar', 'nvarchar']);

/** Families whose columns can number their rows. */
const numbering: ReadonlySet<TypeFamily> = new Set(['bigint', 'decimal', 'int', 'mediumint', 'number', 'smallint', 'tinyint', 'unknown']);

/**
 * Takes a declared type apart: `varchar(10)`, `java.sql.Types.NVARCHAR(10)`, `[decimal](5, 2)`, `timestamp(6) with time zone`.
 * @param autoIncrement whether the column is to number its rows.
 */
export function parseType(declared: string, autoIncrement: boolean): DeclaredType {
  const raw = declared.trim();
  if (/^\$\{.*\}$/.test(declared)) return { family: 'unknown', name: declared, raw, parameters: [], autoIncrement };
  let name = withoutParentheses(declared);
  if (name.indexOf('{', 1) > 0) name = name.slice(0, name.indexOf('{')).trimEnd();
  const identity = / identity$/i.test(name);
  if (identity) name = name.toLowerCase().slice(0, -' identity'.length);
  name = unquoted(name);
  let additional: string | undefined;
  if (!twoWords.test(name)) {
    const [first, rest] = splitOnce(name.trim());
    [name, additional] = [first, rest];
  }
  const family = familyOf.get(name.toLowerCase()) ?? 'unknown';
  // An interval's unit stands before its parentheses, so the whole declaration is its name.
  const ownName = name.toUpperCase().startsWith('INTERVAL') ? declared : name.toLowerCase() === 'unknown' ? 'UNKNOWN' : name;
  return {
    family,
    name: family === 'unknown' ? ownName : family,
    raw,
    parameters: parametersOf(declared),
    additional,
    autoIncrement: numbersRows(family, declared, autoIncrement || (identity && (family === 'int' || family === 'bigint'))),
  };
}

/** The declaration without what stands from its first to its last parenthesis, if that is on one line, and a name before it. */
function withoutParentheses(declared: string): string {
  const inner = declared.indexOf('(', 1);
  const end = declared.lastIndexOf(')');
  if (inner < 0 || end < inner || /[\r\n]/.test(declared.slice(inner, end))) return declared;
  return declared.slice(0, declared.indexOf('(')).trimEnd() + declared.slice(end + 1);
}

function numbersRows(family: TypeFamily, declared: string, asked: boolean): boolean {
  const lower = declared.toLowerCase();
  if (family === 'int' ? lower.startsWith('serial') : (family === 'bigint' || family === 'smallint') && lower.includes('serial'))
    return true;
  return asked || numberedInBraces(family, declared);
}

/** `int{autoIncrement:true}`: what stands in braces sets properties of the type, of which numbering is the only one. */
function numberedInBraces(family: TypeFamily, declared: string): boolean {
  const braces = /\{(.*?)(?:\}|$)/.exec(declared)?.[1] ?? '';
  const settings = braces.split(',').filter((one) => one.trim() !== '');
  for (const setting of settings) {
    if (numbering.has(family) && setting.trim().startsWith('autoIncrement:')) continue;
    fail('PARSE_INVALID_VALUE', {
      message: `the type ${declared} has a setting ${setting.trim()} that means nothing`,
      hint: 'what stands in braces can be autoIncrement:true, for a whole-number type',
    });
  }
  return settings.some((setting) => /:true$/i.test(setting.trim()));
}

function unquoted(name: string): string {
  for (const [open, close] of ['""', '[]', '``', "''"] as const) {
    if (open === undefined || close === undefined || !name.startsWith(open)) continue;
    const end = name.indexOf(close, 1);
    if (end >= 0 && name.indexOf(close, end + 1) < 0) return name.slice(1, end) + name.slice(end + 1);
  }
  return name;
}

function splitOnce(name: string): [string, string?] {
  const space = /\s+/.exec(name);
  return space === null ? [name] : [name.slice(0, space.index), name.slice(space.index + space[0].length)];
}

function parametersOf(declared: string): readonly string[] {
  if (declared.indexOf('(', 1) < 0) return [];
  return declared
    .slice(declared.indexOf('(') + 1)
    .split(')', 1)
    .join('')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** `NAME(1, 2)`: a type name with its parameters. */
export function withParameters(name: string, parameters: readonly (string | number)[]): string {
  return parameters.length === 0 ? name : `${name}(${parameters.join(', ')})`;
}

/** The type with what followed it in the declaration. */
export function withAdditional(type: string, additional: string | undefined): string {
  return additional === undefined ? type : `${type} ${additional}`;
}

/** A parameter that has to be a whole number. Throws PARSE_INVALID_VALUE where it is none. */
export function wholeParameter(type: DeclaredType, index: number): number {
  const text = type.parameters[index] ?? '';
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  return fail('PARSE_INVALID_VALUE', {
    message: `the type ${type.raw} has the parameter ${text} where a whole number is needed`,
    hint: `write the type with a number in parentheses, e.g. ${type.name}(6)`,
  });
}

/**
 * Checks the fractional digits of a declared timestamp: fails where the database keeps fewer.
 * Source: Liquibase `TimestampType.toDatabaseDataType` (4.28.0).
 */
export function checkPrecision(type: DeclaredType, sql: SqlContext, most: number): void {
  const digits = type.parameters[0];
  if (digits === undefined || !/^[+-]?\d+$/.test(digits) || Number(digits) <= most) return;
  fail('PLAN_UNSUPPORTED_CHANGE', {
    message: `${sql.dialect.title} keeps ${most} fractional digits of a timestamp, and ${type.raw} asks for ${digits}`,
    dialect: sql.dialect.name,
    hint: `declare ${type.name}(${most}) for this database, for example by a property with dbms="${sql.dialect.name}"`,
  });
}

/**
 * Builds a dialect's `resolveType` from its two tables.
 * @param lengthUnits whether a length may say `(10 BYTE)`; elsewhere the word goes.
 */
export function typeResolver(types: TypeTable, literals: LiteralTable, lengthUnits = false) {
  return (declared: string, sql: SqlContext, options: { autoIncrement?: boolean }): ResolvedType => {
    const parsed = parseType(declared, options.autoIncrement ?? false);
    const plain = !lengthUnits && characterFamilies.has(parsed.family);
    if (options.autoIncrement && !numbering.has(parsed.family)) refuseNumbering(declared, sql);
    const type = plain ? { ...parsed, parameters: parsed.parameters.map((one) => one.replace(' BYTE', '')) } : parsed;
    const written = types[type.family](type, sql);
    return {
      sql: written,
      autoIncrement: type.autoIncrement,
      serial: /^(small|big)?serial$/i.test(written),
      family: roughFamily(type.family),
      literal: (value) => literals[type.family](value, sql),
    };
  };
}

function refuseNumbering(declared: string, sql: SqlContext): never {
  return fail('PLAN_UNSUPPORTED_CHANGE', {
    message: `a column of type ${declared} cannot number its rows`,
    dialect: sql.dialect.name,
    hint: 'give the column a whole-number type such as bigint, or leave autoIncrement out',
  });
}

function roughFamily(family: TypeFamily): ResolvedType['family'] {
  if (family === 'boolean') return 'boolean';
  return characterFamilies.has(family) ? 'char' : 'other';
}
