import { ansiTypes } from '../ansi/types.js';
import { checkPrecision, withAdditional, withParameters, wholeParameter, type DeclaredType, type TypeTable } from '../data-types.js';
import type { SqlContext } from '../dialect.js';
import { isUuid, literalTable, spacedDate, untypedLiteral, type LiteralRules } from '../literals.js';

const startsWith = (type: DeclaredType, ...words: readonly string[]): boolean =>
  words.some((word) => type.raw.toLowerCase().startsWith(word));

/** The name with the declared parameters; nothing that follows them. */
const named =
  (name: string) =>
  (type: DeclaredType): string =>
    withParameters(name, type.parameters);

const blob = (type: DeclaredType): string =>
  startsWith(type, 'raw', 'binary', 'varbinary') ? withParameters('RAW', type.parameters) : 'BLOB';

function datetime(type: DeclaredType): string {
  if (type.raw.toUpperCase().includes('TIME ZONE')) return type.raw.replace(/\(\d+\)$/, '');
  return withParameters('TIMESTAMP', type.parameters);
}

/** Oracle has WITH TIME ZONE and WITH LOCAL TIME ZONE, but nothing that says WITHOUT. */
function timestamp(type: DeclaredType, sql: SqlContext): string {
  checkPrecision(type, sql, 9);
  const written = withParameters('TIMESTAMP', type.parameters.length === 0 ? [] : [wholeParameter(type, 0)]);
  if (type.raw.startsWith('java.sql.Types.TIMESTAMP_WITH_TIMEZONE')) return `${written} WITH TIMEZONE`;
  if (type.additional === undefined) return datetime(type);
  return withAdditional(written, type.additional.toUpperCase().startsWith('WITHOUT') ? undefined : type.additional);
}

/** A NUMBER(0, -127) is how the dictionary shows a NUMBER without precision. */
const number = (type: DeclaredType): string =>
  type.parameters[0] === '0' && type.parameters[1] === '-127' ? 'NUMBER' : withParameters('NUMBER', type.parameters);

function ownType(type: DeclaredType): string {
  const name = type.name.toUpperCase();
  if (['LONG', 'BFILE', 'ROWID', 'ANYDATA', 'SDO_GEOMETRY'].includes(name)) return withAdditional(name, type.additional);
  if (name === 'RAW') return withParameters(type.name, type.parameters);
  if (name.startsWith('INTERVAL ')) return type.name.replaceAll(/\(\d+\)/g, '');
  // Any other name is most likely a type that somebody created, which takes no parameters.
  return name;
}

export const oracleTypes: TypeTable = {
  ...ansiTypes,
  bigint: () => 'NUMBER(38, 0)',
  blob,
  boolean: (_type, sql) => (sql.version.major >= 23 ? 'BOOLEAN' : 'NUMBER(1)'),
  clob: (type) => (type.raw.toLowerCase() === 'nclob' ? 'NCLOB' : 'CLOB'),
  currency: () => 'NUMBER(15, 2)',
  datetime,
  double: () => 'DOUBLE PRECISION',
  int: () => 'INTEGER',
  mediumint: () => 'MEDIUMINT',
  nchar: named('NCHAR'),
  number,
  nvarchar: named('NVARCHAR2'),
  smallint: () => 'NUMBER(5)',
  time: () => 'DATE',
  timestamp,
  tinyint: () => 'NUMBER(3)',
  uuid: () => 'RAW(16)',
  varchar: named('VARCHAR2'),
  xml: () => 'XMLTYPE',
  unknown: ownType,
};

/** The bytes that Oracle takes as one string literal. https://docs.oracle.com/en/error-help/db/ora-01704/ */
const longest = 4000;

/** A long text becomes CLOBs put together. Source: Liquibase `CharType.objectToSql` (4.28.0). */
function string(text: string, escape: (text: string) => string): string {
  const chunks = piecesOf(text);
  if (chunks.length <= 1) return `'${escape(text)}'`;
  return `to_clob( '${chunks.map(escape).join("' ) || to_clob( '")}' )`;
}

/** Pieces that fit into one literal each, and tear no letter apart. Liquibase counts characters. */
function piecesOf(text: string): readonly string[] {
  if (Buffer.byteLength(text) <= longest) return [text];
  const pieces: string[] = [];
  let [start, end, bytes] = [0, 0, 0];
  for (const letter of text) {
    const size = Buffer.byteLength(letter);
    if (bytes + size > longest) {
      pieces.push(text.slice(start, end));
      [start, bytes] = [end, 0];
    }
    [end, bytes] = [end + letter.length, bytes + size];
  }
  return [...pieces, text.slice(start)];
}

function date(iso: string): string {
  const literal = spacedDate(iso);
  if (iso.length === 8) return `TO_DATE(${literal}, 'HH24:MI:SS')`;
  if (iso.length === 10) return `TO_DATE(${literal}, 'YYYY-MM-DD')`;
  return iso.includes('.') ? `TO_TIMESTAMP(${literal}, 'YYYY-MM-DD HH24:MI:SS.FF')` : `TO_DATE(${literal}, 'YYYY-MM-DD HH24:MI:SS')`;
}

/** A schema and a sequence that were quoted as one name are two names. */
const apart = (sequence: string): string => sequence.replace(/"([^."]+)\.([^."]+)"/, '"$1"."$2"');

const rules: LiteralRules = {
  true: '1',
  false: '0',
  string: (text, sql) => string(text, sql.dialect.escapeString),
  date,
  sequenceNext: (sequence) => `${apart(sequence)}.nextval`,
  sequenceCurrent: (sequence) => `${apart(sequence)}.currval`,
  bytes: (hex) => `HEXTORAW('${hex}')`,
  dateFunctions: ['SYSTIMESTAMP', 'SYSDATE', 'CURRENT_TIMESTAMP'],
  now: (spelling) => (spelling.toLowerCase() === 'current_timestamp' ? spelling : undefined),
  // The column is RAW(16), and the text of a UUID is no hexadecimal number.
  uuid: (text) => (isUuid(text) ? `HEXTORAW('${text.replaceAll('-', '')}')` : undefined),
  xml: (text, sql) => `XMLType(${sql.string(text)})`,
};
export const oracleLiterals = literalTable(rules);
export const oracleLiteral = untypedLiteral(rules, oracleLiterals);
