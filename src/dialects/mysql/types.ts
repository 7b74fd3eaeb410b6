import { ansiTypes, asDeclared } from '../ansi/types.js';
import { checkPrecision, withAdditional, withParameters, wholeParameter, type DeclaredType, type TypeTable } from '../data-types.js';
import type { DatabaseVersion, SqlContext } from '../dialect.js';
import { literalTable, spacedDate, untypedLiteral, type LiteralRules } from '../literals.js';

/** The name with `unsigned` and the like; a display width goes. */
const whole =
  (name: string) =>
  (type: DeclaredType): string =>
    withAdditional(name, type.additional);

const startsWith = (type: DeclaredType, ...words: readonly string[]): boolean =>
  words.some((word) => type.raw.toLowerCase().startsWith(word));

function blob(type: DeclaredType): string {
  if (startsWith(type, 'blob') || type.raw === 'java.sql.Types.BLOB') return 'BLOB';
  if (startsWith(type, 'varbinary') || type.raw === 'java.sql.Types.VARBINARY') return withParameters('VARBINARY', type.parameters);
  if (startsWith(type, 'tinyblob')) return 'TINYBLOB';
  if (startsWith(type, 'mediumblob')) return 'MEDIUMBLOB';
  if (startsWith(type, 'binary')) return withParameters('BINARY', type.parameters);
  return 'LONGBLOB';
}

function clob(type: DeclaredType): string {
  const own = ['text', 'tinytext', 'mediumtext'].find((name) => startsWith(type, name));
  if (own !== undefined) return own.toUpperCase();
  return startsWith(type, 'nclob') ? 'LONGTEXT CHARACTER SET utf8' : 'LONGTEXT';
}

function datetime(type: DeclaredType, sql: SqlContext): string {
  if (type.parameters.length === 0 || !keepsFractions(sql.version)) return type.name;
  const digits = wholeParameter(type, 0);
  if (digits <= 6) return withParameters(type.name, type.parameters);
  sql.warn(`${sql.dialect.title} keeps 6 fractional digits, so ${type.raw} becomes ${type.name}(6)`);
  return `${type.name}(6)`;
}

/** MySQL has fractions of seconds since 5.6.4, MariaDB since 5.3. https://dev.mysql.com/doc/refman/8.0/en/fractional-seconds.html */
const keepsFractions = (version: DatabaseVersion): boolean => version.major > 5 || (version.major === 5 && version.minor >= 6);

/** As declared where there is more than a name: MySQL knows additions such as ON UPDATE. */
function timestamp(type: DeclaredType, sql: SqlContext): string {
  checkPrecision(type, sql, keepsFractions(sql.version) ? 6 : 0);
  return /[ (]/.test(type.raw) ? type.raw : datetime(type, sql);
}

/** Liquibase compares major, minor and patch number each by itself with 5.6.4, so most versions lose the precision. */
function time(type: DeclaredType, sql: SqlContext): string {
  const { major, minor, patch = 0 } = sql.version;
  const precise = major >= 5 && minor >= 6 && patch >= 4 && type.parameters.length > 0 && wholeParameter(type, 0) <= 6;
  return precise ? withParameters('time', type.parameters) : 'time';
}

function double(type: DeclaredType): string {
  const addition = (type.additional ?? '').toUpperCase();
  const name = addition.includes('PRECISION') ? 'DOUBLE PRECISION' : 'DOUBLE';
  const rest = addition.replaceAll('PRECISION', '').replaceAll(/\s+/g, ' ').trim();
  return withAdditional(withParameters(name, type.parameters.length > 1 ? type.parameters : []), rest === '' ? undefined : rest);
}

export const mysqlTypes: TypeTable = {
  ...ansiTypes,
  bigint: whole('BIGINT'),
  blob,
  boolean: (type) => (startsWith(type, 'bit') ? withParameters('BIT', type.parameters) : 'TINYINT'),
  clob,
  datetime,
  double,
  float: (type) => (type.raw.toUpperCase() === 'REAL' ? 'REAL' : asDeclared(type)),
  int: whole('INT'),
  mediumint: whole('MEDIUMINT'),
  number: (type) => withParameters('numeric', type.parameters),
  smallint: whole('SMALLINT'),
  time,
  timestamp,
  tinyint: (type) => withAdditional(withParameters('TINYINT', type.parameters), type.additional),
  xml: () => 'LONGTEXT',
};

export const mysqlRules: LiteralRules = {
  true: '1',
  false: '0',
  booleansAreNumbers: true,
  string: (text, sql) => sql.string(text),
  date: spacedDate,
  dateFunctions: ['NOW()'],
  /** A precision is kept: CURRENT_TIMESTAMP(3) is NOW(3). What follows an ON UPDATE stands as written. */
  now(spelling, sql) {
    if (spelling.toLowerCase().includes('on update')) return spelling;
    const digits = Number(/\((\d+)\)/.exec(spelling)?.[1] ?? 0);
    return digits === 0 ? undefined : sql.dialect.now.replace('()', `(${digits})`);
  },
};
export const mysqlLiterals = literalTable(mysqlRules);
export const mysqlLiteral = untypedLiteral(mysqlRules, mysqlLiterals);
