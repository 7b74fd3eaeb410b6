import { ansiTypes, withoutNational } from '../ansi/types.js';
import { checkPrecision, withAdditional, withParameters, wholeParameter, type DeclaredType, type TypeTable } from '../data-types.js';
import type { SqlContext } from '../dialect.js';
import { literalTable, spacedDate, untypedLiteral, type LiteralRules } from '../literals.js';

/** Types that take no parameter, or one; all others take two. Source: Liquibase `MSSQLDatabase.getDataTypeMaxParameters` (4.28.0). */
const noParameter = new Set(
  `bigint bit date datetime geography geometry hierarchyid image int money ntext real smalldatetime smallint smallmoney text timestamp
   tinyint rowversion sql_variant sysname uniqueidentifier`.split(/\s+/),
);
const oneParameter = new Set('binary char datetime2 datetimeoffset float nchar nvarchar time varbinary varchar xml'.split(' '));

function maxParameters(name: string): number {
  const lower = name.toLowerCase();
  if (lower === 'enum' || lower === 'set') return Infinity;
  return noParameter.has(lower) ? 0 : oneParameter.has(lower) ? 1 : 2;
}

/** A type name, and a schema before it, each in brackets where a name needs them; brackets already there stay. */
function typeName(name: string, sql: SqlContext): string {
  const part = (text: string): string => (text.startsWith('[') ? text : sql.name(text, 'type'));
  const dot = name.indexOf('.');
  return dot < 0 ? part(name) : `${part(name.slice(0, dot))}.${part(name.slice(dot + 1))}`;
}

const fixed =
  (name: string, ...parameters: readonly (string | number)[]) =>
  (_type: DeclaredType, sql: SqlContext): string =>
    withParameters(typeName(name, sql), parameters);

const unbracketed = (type: DeclaredType): string => type.raw.toLowerCase().replace(/^\[(\w+)\]/, '$1');

/** Whether the declaration is the type `name` itself, with or without parameters. */
const isDeclared = (type: DeclaredType, name: string): boolean => new RegExp(`^${name}(\\s*\\(.+)?$`).test(unbracketed(type));

/** A length of characters or bytes: 1 where none is given, `more` where it is above `most` or no number. */
function length(text: string | undefined, most: number, more: string): string {
  if (text === undefined) return '1';
  return /^\d+$/.test(text) && BigInt(text) <= BigInt(most) ? text : more;
}

const characters =
  (name: string, most: number, more: string) =>
  (type: DeclaredType, sql: SqlContext): string => {
    const [first] = type.parameters;
    const size = name.startsWith('n') ? first : first?.replace(/(?<=\d)\s*char$/i, '');
    return withAdditional(withParameters(typeName(name, sql), [length(size, most, more)]), type.additional);
  };
const nvarchar = characters('nvarchar', 4000, 'MAX');

function blob(type: DeclaredType, sql: SqlContext): string {
  const [first] = type.parameters;
  if (isDeclared(type, 'binary')) return withParameters(typeName('binary', sql), [first ?? '1']);
  if (isDeclared(type, 'image')) return typeName('image', sql);
  const size = first === undefined && !isDeclared(type, 'varbinary') ? 'MAX' : length(first, 8000, 'MAX');
  return withParameters(typeName('varbinary', sql), [size]);
}

/** The deprecated text types become varchar(max); what follows them in the declaration (COLLATE …) stays. */
function clob(type: DeclaredType, sql: SqlContext): string {
  const old = /^\[?(n?)text\]?\s*/i.exec(type.raw);
  if (old === null) return fixed(type.raw.toLowerCase() === 'nclob' ? 'nvarchar' : 'varchar', 'MAX')(type, sql);
  const written = `${typeName(`${old[1]?.toLowerCase() ?? ''}varchar`, sql)} (max)`;
  const rest = type.raw.slice(old[0].length);
  const after = rest.slice(rest.lastIndexOf(')') + 1);
  return after === '' ? written : `${written} ${after}`;
}

const decimal =
  (name: string) =>
  (type: DeclaredType, sql: SqlContext): string => {
    const [precision, scale] = type.parameters;
    return withParameters(typeName(name, sql), [precision ?? '18', scale ?? '0']);
  };

/** 7 fractional digits are the default of SQL Server, so they are not written. */
const fraction = (type: DeclaredType): readonly string[] =>
  type.parameters.length > 0 && wholeParameter(type, 0) === 7 ? [] : type.parameters;

function datetime(type: DeclaredType, sql: SqlContext): string {
  if (/^\[?smalldatetime/i.test(type.raw)) return typeName('smalldatetime', sql);
  return isDeclared(type, 'datetime2') ? withParameters(typeName('datetime2', sql), fraction(type)) : typeName('datetime', sql);
}

/** SQL Server's own `timestamp` is a row version, so the standard type is a datetime2; more digits than it keeps are left out. */
function timestamp(type: DeclaredType, sql: SqlContext): string {
  checkPrecision(type, sql, 9);
  const digits = type.parameters.length > 0 && wholeParameter(type, 0) > 7 ? [] : fraction(type);
  return withParameters(typeName('datetime2', sql), digits);
}

function float(type: DeclaredType, sql: SqlContext): string {
  if (unbracketed(type) === 'real' || type.raw === 'java.lang.Float' || type.raw === 'java.sql.Types.REAL') return typeName('real', sql);
  return withParameters(typeName('float', sql), [type.parameters[0] ?? '53']);
}

function ownType(type: DeclaredType, sql: SqlContext): string {
  const offset = unbracketed(type).startsWith('datetimeoffset');
  const parameters = offset ? fraction(type) : type.parameters;
  return withAdditional(withParameters(typeName(type.name, sql), parameters.slice(0, maxParameters(type.name))), type.additional);
}

export const mssqlTypes: TypeTable = {
  ...ansiTypes,
  bigint: fixed('bigint'),
  blob,
  boolean: fixed('bit'),
  char: characters('char', 8000, '8000'),
  clob,
  currency: (type, sql) => typeName(/^\[?smallmoney/i.test(type.raw) ? 'smallmoney' : 'money', sql),
  datetime,
  date: fixed('date'),
  decimal: decimal('decimal'),
  double: fixed('float', 53),
  float,
  function: fixed('function'),
  int: fixed('int'),
  mediumint: fixed('int'),
  nchar: characters('nchar', 4000, '4000'),
  number: decimal('numeric'),
  nvarchar: (type, sql) => nvarchar(withoutNational(type), sql),
  smallint: fixed('smallint'),
  time: (type, sql) => withParameters(typeName('time', sql), fraction(type)),
  timestamp,
  tinyint: fixed('tinyint'),
  uuid: fixed('uniqueidentifier'),
  varchar: characters('varchar', 8000, 'MAX'),
  xml: (type, sql) => withParameters(typeName('xml', sql), type.parameters.slice(0, 1)),
  unknown: ownType,
};

const rules: LiteralRules = {
  true: '1',
  false: '0',
  string: (text, sql) => sql.string(text),
  date: (iso) => spacedDate(iso).replace(' ', 'T'),
  sequenceNext: (sequence) => `NEXT VALUE FOR ${sequence}`,
  bytes: (hex) => `0x${hex}`,
  dateFunctions: ['GETDATE()'],
  uuid: (written) => `'${written.toUpperCase().replaceAll("'", "''")}'`,
};
export const mssqlLiterals = literalTable(rules);
export const mssqlLiteral = untypedLiteral(rules, mssqlLiterals);
