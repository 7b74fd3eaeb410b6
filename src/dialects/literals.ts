import { isOneExpression } from '../core/one-expression.js';
import { fail } from '../core/error.js';
import type { Value } from '../model/value.js';
import type { LiteralTable } from './data-types.js';
import type { Dialect, SqlContext } from './dialect.js';

/** How one database writes values. The rules by type family are shared; these are the parts that differ. */
export interface LiteralRules {
  readonly true: string;
  readonly false: string;
  /** A string literal for text. */
  string(text: string, sql: SqlContext): string;
  /** A canonical ISO date, time or timestamp as a literal. */
  date(iso: string): string;
  /** `sequence` stands quoted and qualified; undefined where the database has no such function. */
  readonly sequenceNext?: ((sequence: string) => string) | undefined;
  readonly sequenceCurrent?: ((sequence: string) => string) | undefined;
  /** Texts that are functions giving a date, though a string literal was asked for. */
  readonly dateFunctions: readonly string[];
  /** A literal for bytes, given as hexadecimal digits; default: `X'…'`, as in standard SQL. */
  bytes?(hex: string): string;
  /** A literal of the XML type; default: a string literal. */
  xml?(text: string, sql: SqlContext): string;
  /** Columns of numbers take TRUE and FALSE for 1 and 0. */
  readonly booleansAreNumbers?: true;
  /** A literal of the UUID type; default: a UUID is a string literal, any other text an expression. */
  uuid?(text: string): string | undefined;
  /** A boolean text that only this database knows. */
  boolean?(text: string): string | undefined;
  /** The current timestamp where it was spelled in a way of its own (`CURRENT_TIMESTAMP(3)`); default: the dialect's `now`. */
  now?(spelling: string, sql: SqlContext): string | undefined;
}

/** The text of a value the way Java prints it, for types that take a value as it comes. */
export function plainText(value: Value): string {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'string':
    case 'numeric':
    case 'clob':
      return value.text;
    case 'boolean':
      return String(value.value);
    case 'date':
      return isTimestamp(value.text) ? value.text.replace('T', ' ') + (value.text.includes('.') ? '' : '.0') : value.text;
    case 'computed':
      return value.sql;
    case 'sequenceNext':
    case 'sequenceCurrent':
      return value.schema === undefined ? value.sequence : `${value.schema}.${value.sequence}`;
    case 'blob':
      return Buffer.from(value.bytes).toString('hex');
  }
}

const isTimestamp = (iso: string): boolean => iso.length > 10;

/** Whether the value is written as NULL: no value, or text that says null. */
const isNull = (value: Value): boolean => plainText(value).toLowerCase() === 'null';

/**
 * A default of an existing table's column. An expression that says null is written in small letters, as Liquibase does there (and not in
 * CREATE TABLE). Source: Liquibase `LiquibaseDataType.objectToSql` (4.28.0).
 */
export const addedDefault = (value: Value, sql: SqlContext): string => (isNull(value) ? 'null' : sql.literal(value));

const isFunction = (value: Value): boolean =>
  value.kind === 'computed' || value.kind === 'sequenceNext' || value.kind === 'sequenceCurrent';

/** A number without a fraction of zeros: `1.0` is `1`, `1.50` stays. */
export const numberText = (text: string): string => text.replace(/\.0+$/, '');

/**
 * An expression that the database evaluates: current timestamps in the database's spelling, sequence values by its function, anything
 * else as it is. Source: Liquibase `AbstractJdbcDatabase.generateDatabaseFunctionValue` (4.28.0).
 */
export function functionSql(value: Value, rules: LiteralRules, sql: SqlContext): string {
  if (value.kind !== 'sequenceNext' && value.kind !== 'sequenceCurrent') {
    const text = plainText(value);
    if (isCurrentTime(text, sql.dialect)) return rules.now?.(text, sql) ?? sql.dialect.now;
    return text;
  }
  const write = value.kind === 'sequenceNext' ? rules.sequenceNext : rules.sequenceCurrent;
  if (write === undefined) {
    return fail('PLAN_UNSUPPORTED_CHANGE', {
      message: `${sql.dialect.title} has no function for the ${value.kind === 'sequenceNext' ? 'next' : 'current'} value of a sequence`,
      dialect: sql.dialect.name,
      hint: `leave the value of sequence ${value.sequence} to the database, or give an expression`,
    });
  }
  return write(sql.object({ schema: value.schema, name: value.sequence }, 'sequence'));
}

function isCurrentTime(text: string, dialect: Dialect): boolean {
  const lower = text.toLowerCase();
  return lower.startsWith('current_timestamp') || lower.startsWith('current_datetime') || lower === dialect.now.toLowerCase();
}

/** Whether the text is a whole string literal already, without a backslash that some databases would take for an escape. */
const isStringLiteral = (text: string): boolean => /^'[^'\\]*(?:''[^'\\]*)*'$/.test(text);

/** Whether the text is a UUID as it is usually written. */
export const isUuid = (text: string): boolean => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);

/** Writes values by the family of their declared type. Source: the `objectToSql` methods of Liquibase's data types (4.28.0). */
export function literalTable(rules: LiteralRules): LiteralTable {
  type Write = LiteralTable[keyof LiteralTable];
  const orNull =
    (write: Write): Write =>
    (value, sql) =>
      isNull(value) ? 'null' : write(value, sql);
  const expression: Write = (value, sql) => functionSql(value, rules, sql);
  const quoted: Write = (value, sql) => rules.string(plainText(value), sql);
  /** A value of a type that takes numbers and expressions as they stand; what can be neither is a string. */
  const bare: Write = (value, sql) => (isOneExpression(plainText(value)) ? numberText(plainText(value)) : quoted(value, sql));
  const digit = (value: boolean): string => (value ? '1' : '0');
  const plain = orNull((value, sql) => {
    if (isFunction(value)) return expression(value, sql);
    if (value.kind === 'numeric') return bare(value, sql);
    return value.kind !== 'string' || isOneExpression(value.text) ? plainText(value) : quoted(value, sql);
  });
  /** A boolean as a number, where the database would refuse the word that Liquibase writes. */
  const number: Write = (value, sql) => (value.kind === 'boolean' && !rules.booleansAreNumbers ? digit(value.value) : plain(value, sql));
  const smallWhole = orNull((value, sql) => {
    if (value.kind === 'boolean') return digit(value.value);
    return isFunction(value) ? plainText(value) : bare(value, sql);
  });
  const whole: Write = (value, sql) => (value.kind === 'boolean' && rules.booleansAreNumbers ? plainText(value) : smallWhole(value, sql));
  const text = orNull((value, sql) => (isFunction(value) ? plainText(value) : quoted(value, sql)));
  const moment = orNull((value, sql) => {
    if (isFunction(value)) return expression(value, sql);
    return value.kind === 'date' ? rules.date(value.text) : quoted(value, sql);
  });
  const timestamp = orNull((value, sql) => {
    const written = plainText(value);
    if (isFunction(value)) return expression(value, sql);
    const isCall = /^[\w$.]+\(\)$/.test(written) || rules.dateFunctions.some((one) => one.toLowerCase() === written.toLowerCase());
    return isCall ? written : moment(value, sql);
  });
  return {
    bigint: whole,
    blob: (value, sql) => (value.kind === 'string' ? quoted(value, sql) : plainText(value)),
    boolean: orNull((value) => booleanText(value, rules)),
    char: text,
    clob: orNull((value, sql) => (isFunction(value) || isStringLiteral(plainText(value)) ? plainText(value) : quoted(value, sql))),
    currency: number,
    function: orNull((value, sql) => (isFunction(value) ? expression(value, sql) : plainText(value))),
    datetime: timestamp,
    date: orNull((value, sql) => (plainText(value) === 'CURRENT_TIMESTAMP()' ? sql.dialect.now : moment(value, sql))),
    decimal: number,
    double: number,
    float: number,
    int: whole,
    mediumint: smallWhole,
    nchar: text,
    nvarchar: text,
    number,
    smallint: smallWhole,
    time: moment,
    timestamp,
    tinyint: whole,
    uuid: orNull((value, sql) => {
      if (isFunction(value) || value.kind === 'numeric') return plain(value, sql);
      const written = plainText(value);
      return rules.uuid?.(written) ?? (isUuid(written) ? quoted(value, sql) : plain(value, sql));
    }),
    varchar: text,
    xml: orNull((value, sql) => {
      if (isFunction(value) || value.kind === 'numeric') return plain(value, sql);
      return rules.xml?.(plainText(value), sql) ?? quoted(value, sql);
    }),
    unknown: (value, sql) => {
      if (isFunction(value)) return expression(value, sql);
      return value.kind === 'string' && !isNull(value) ? quoted(value, sql) : `'${plainText(value).replaceAll("'", "''")}'`;
    },
  };
}

function booleanText(value: Value, rules: LiteralRules): string {
  if (isFunction(value)) return plainText(value);
  if (value.kind === 'boolean') return value.value ? rules.true : rules.false;
  if (value.kind === 'numeric') return /^1(\.0)?$/.test(value.text) ? rules.true : rules.false;
  const text = plainText(value).replaceAll("'", '');
  const lower = text.toLowerCase();
  if (['true', '1', 't', rules.true.toLowerCase()].includes(lower)) return rules.true;
  if (['false', '0', 'f', rules.false.toLowerCase()].includes(lower)) return rules.false;
  return (
    rules.boolean?.(text) ??
    fail('PARSE_INVALID_VALUE', {
      message: `${plainText(value)} is no boolean value`,
      hint: 'write true or false, or use the computed form',
    })
  );
}

/** Writes a value by its own kind, for columns whose type is not known. */
export function untypedLiteral(rules: LiteralRules, table: LiteralTable) {
  return (value: Value, sql: SqlContext): string => {
    switch (value.kind) {
      case 'null':
        return 'NULL';
      case 'numeric':
        return table.decimal(value, sql);
      case 'boolean':
        return value.value ? rules.true : rules.false;
      case 'date':
        return rules.date(value.text);
      case 'computed':
      case 'sequenceNext':
      case 'sequenceCurrent':
        return functionSql(value, rules, sql);
      case 'blob':
        return rules.bytes?.(plainText(value)) ?? `X'${plainText(value)}'`;
      case 'string':
      case 'clob':
        return table.varchar(value, sql);
    }
  };
}

/** An ISO date as most databases take it: in quotes, with a space for the T. */
export const spacedDate = (iso: string): string => `'${iso.replace('T', ' ')}'`;
