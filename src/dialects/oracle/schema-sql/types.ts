import { asText, declaredAs, meaningOf } from '../../ansi/schema-sql.js';
import type { NearestType, TypeMeaning } from '../../schema-sql.js';
import type { ColumnType } from '../../../model/schema-column.js';

/** What the catalog's own names mean. */
export function meaning(text: string): TypeMeaning {
  const type = text.trim().toUpperCase();
  const [, digits, scale] = /^NUMBER\s*\(\s*(\d+|\*)\s*(?:,\s*(-?\d+)\s*)?\)$/.exec(type) ?? [];
  if (digits !== undefined) return { family: 'decimal', ...(digits !== '*' && { precision: Number(digits) }), scale: Number(scale ?? 0) };
  const [, characters] = /^N?(?:VAR)?CHAR2?\s*\(\s*(\d+)\s*(?:CHAR|BYTE)?\s*\)$/.exec(type) ?? [];
  if (characters !== undefined) return { family: type.includes('VARCHAR') ? 'varchar' : 'char', length: Number(characters) };
  const [, bytes] = /^RAW\s*\(\s*(\d+)\s*\)$/.exec(type) ?? [];
  if (bytes !== undefined) return { family: 'varbinary', length: Number(bytes) };
  // A DATE has a time of day.
  if (type === 'DATE') return { family: 'timestamp', precision: 0 };
  if (type === 'BINARY_FLOAT') return { family: 'real' };
  if (type === 'BINARY_DOUBLE' || type === 'FLOAT') return { family: 'double' };
  if (type === 'LONG') return { family: 'text' };
  if (type === 'LONG RAW') return { family: 'blob' };
  if (type === 'XMLTYPE') return { family: 'xml' };
  const [, fraction, zone] = /^TIMESTAMP\s*(?:\(\s*(\d)\s*\))?(\s+WITH\s+(?:LOCAL\s+)?TIME\s+ZONE)?$/.exec(type) ?? [];
  if (fraction !== undefined || zone !== undefined)
    return {
      family: zone === undefined ? 'timestamp' : 'timestamp with time zone',
      ...(fraction !== undefined && { precision: Number(fraction) }),
    };
  return meaningOf(text);
}

const [mostDigits, mostCharacters, mostBytes] = [38, 4000, 2000];

/** Oracle's type for what another database holds. https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html */
export function nearest(wanted: TypeMeaning, text: string): NearestType {
  const { family, length = 0, precision, scale = 0 } = wanted;
  switch (family) {
    // Digits enough for numbers without a sign as well.
    case 'tinyint':
    case 'smallint':
    case 'mediumint':
    case 'int':
    case 'bigint':
    case 'year': {
      const digits = { tinyint: 3, smallint: 5, mediumint: 8, int: 10, bigint: wanted.unsigned === true ? 20 : 19, year: 4 };
      return { declared: `number(${digits[family]})` };
    }
    case 'decimal':
      if (precision === undefined) return { declared: 'number' };
      if (precision <= mostDigits) return { declared: `number(${precision}, ${scale})` };
      return { declared: 'number', loss: `${text} has more digits than the ${mostDigits} there can be` };
    case 'real':
      return { declared: 'binary_float' };
    case 'double':
      return { declared: 'binary_double' };
    case 'char':
      return { declared: length > mostBytes ? 'clob' : `char(${Math.max(length, 1)} char)` };
    case 'varchar':
      return { declared: length > mostCharacters ? 'clob' : `varchar2(${Math.max(length, 1)} char)` };
    case 'binary':
    case 'varbinary':
      return { declared: length === 0 || length > mostBytes ? 'blob' : `raw(${length})` };
    case 'bit':
      return length > 1 ? asText(text) : { declared: 'number(1)' };
    case 'json':
    case 'time':
    case 'time with time zone':
    case 'other':
      return asText(text);
    default:
      return { declared: declaredAs(wanted, text) };
  }
}

const moment = "'YYYY-MM-DD HH24:MI:SS.FF'";
const zoned = "'YYYY-MM-DD HH24:MI:SS.FF TZH:TZM'";

/** Moments as texts that say in which form they are: what a text alone means is for each session to set. */
export function rowValue({
  base,
}: ColumnType): { readonly read: (column: string) => string; readonly write: (text: string) => string } | undefined {
  const call =
    (name: string, ...more: readonly string[]) =>
    (text: string): string =>
      `${name}(${[`'${text.replaceAll("'", "''")}'`, ...more].join(', ')})`;
  if (base === 'date')
    return { read: (column) => `TO_CHAR(${column}, 'YYYY-MM-DD HH24:MI:SS')`, write: call('TO_DATE', "'YYYY-MM-DD HH24:MI:SS'") };
  if (base.startsWith('timestamp'))
    return base.includes('zone')
      ? { read: (column) => `TO_CHAR(CAST(${column} AS TIMESTAMP(9) WITH TIME ZONE), ${zoned})`, write: call('TO_TIMESTAMP_TZ', zoned) }
      : { read: (column) => `TO_CHAR(${column}, ${moment})`, write: call('TO_TIMESTAMP', moment) };
  if (base.startsWith('interval'))
    return { read: (column) => `TO_CHAR(${column})`, write: call(base.includes('year') ? 'TO_YMINTERVAL' : 'TO_DSINTERVAL') };
  return undefined;
}
