import { ansiTypes, asDeclared } from '../ansi/types.js';
import { checkPrecision, withAdditional, withParameters, wholeParameter, type DeclaredType, type TypeTable } from '../data-types.js';
import { literalTable, spacedDate, untypedLiteral, type LiteralRules } from '../literals.js';
import type { SqlContext } from '../dialect.js';

/** Before version 10 there are no identity columns, only the serial types. */
const hasIdentity = (sql: SqlContext): boolean => sql.version.major >= 10;

const lower = (type: DeclaredType): string => type.raw.toLowerCase();

/** `(10 CHAR)` is Oracle's; and the largest length there is means no length. */
function characters(type: DeclaredType): string {
  if (type.parameters.length !== 1) return asDeclared(type);
  const length = type.parameters[0]?.replace(/(?<=\d)\s*char$/i, '') ?? '';
  return length === '2147483647' ? 'CHARACTER VARYING' : asDeclared({ ...type, parameters: [length] });
}

const zoned = (type: DeclaredType): string => (/tz|with time zone/.test(lower(type)) ? 'WITH TIME ZONE' : 'WITHOUT TIME ZONE');

/** Where two numbers are given (a size and a scale, as snapshots have them), the second counts. */
const digits = (type: DeclaredType): readonly string[] => type.parameters.slice(type.parameters.length === 2 ? 1 : 0).slice(0, 1);

function timestamp(type: DeclaredType, sql: SqlContext): string {
  const [first] = type.parameters;
  checkPrecision(type, sql, 6);
  const written = withParameters('TIMESTAMP', first === undefined ? [] : [wholeParameter(type, 0)]);
  if (type.raw.startsWith('java.sql.Types.TIMESTAMP_WITH_TIMEZONE')) return `${written} WITH TIME ZONE`;
  if (type.additional === undefined) return `${withParameters('TIMESTAMP', digits(type))} ${zoned(type)}`;
  const addition = type.additional.toUpperCase();
  return `${written} ${addition.includes('TIMEZONE') ? addition.replace('TIMEZONE', 'TIME ZONE') : type.additional}`;
}

function time(type: DeclaredType): string {
  const [first, second] = type.parameters;
  const length = first === undefined ? [] : wholeParameter(type, 0) <= 6 ? type.parameters : second === undefined ? [] : [second];
  return `${withParameters('time', length)} ${zoned(type)}`;
}

/** More digits than the server allows mean no limit. */
const numeric = (type: DeclaredType): string => withParameters('numeric', Number(type.parameters[0] ?? 0) > 1000 ? [] : type.parameters);

export const postgresqlTypes: TypeTable = {
  ...ansiTypes,
  bigint: (type, sql) => (type.autoIncrement && !hasIdentity(sql) ? 'BIGSERIAL' : withAdditional('BIGINT', type.additional)),
  blob: (type) => (/^blob/i.test(type.raw) || type.raw === 'java.sql.Types.BLOB' ? 'OID' : 'BYTEA'),
  boolean: (type) => (/^bit/i.test(type.raw) ? withParameters('BIT', type.parameters) : asDeclared(type)),
  char: characters,
  clob: () => 'TEXT',
  datetime: (type) => `${withParameters('TIMESTAMP', digits(type))} ${zoned(type)}`,
  double: () => 'DOUBLE PRECISION',
  float: (type) => (lower(type) === 'real' ? 'REAL' : asDeclared(type)),
  int: (type, sql) => (type.autoIncrement && !hasIdentity(sql) ? 'SERIAL' : 'INTEGER'),
  nchar: characters,
  number: numeric,
  nvarchar: (type) => withParameters('VARCHAR', type.parameters),
  smallint: (type, sql) => (type.autoIncrement && !hasIdentity(sql) ? 'SMALLSERIAL' : 'SMALLINT'),
  time,
  timestamp,
  tinyint: () => 'SMALLINT',
  uuid: () => 'UUID',
  varchar: characters,
  xml: () => 'XML',
};

/** Bit strings: `1`, `b'0000'` (with or without quotes), `111::bit`. */
function bits(text: string): string | undefined {
  if (!/^b?([01])\1*(::bit|::"bit")?$/.test(text)) return undefined;
  return `b'${text.replaceAll('b', '').replaceAll('"', '').replaceAll('::it', '')}'::"bit"`;
}

const rules: LiteralRules = {
  true: 'TRUE',
  false: 'FALSE',
  string: (text, sql) => sql.string(text),
  date: spacedDate,
  sequenceNext: (sequence) => `nextval('${sequence.replaceAll("'", "''")}')`,
  sequenceCurrent: (sequence) => `currval('${sequence.replaceAll("'", "''")}')`,
  // Hex format of bytea. https://www.postgresql.org/docs/current/datatype-binary.html
  bytes: (hex) => `'\\x${hex}'`,
  dateFunctions: ['NOW()'],
  boolean: bits,
  xml: (text, sql) => `xml ${sql.string(text)}`,
};
export const postgresqlLiterals = literalTable(rules);
export const postgresqlLiteral = untypedLiteral(rules, postgresqlLiterals);
