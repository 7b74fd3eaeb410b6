import { asText, declaredAs, tidyType } from '../../ansi/schema-sql.js';
import type { NearestType, TypeFamilyName, TypeMeaning } from '../../schema-sql.js';

/** Other names of types. https://mariadb.com/docs/server/reference/data-types, https://dev.mysql.com/doc/refman/8.4/en/data-types.html */
const aliases: Readonly<Record<string, string>> = {
  bool: 'tinyint(1)',
  boolean: 'tinyint(1)',
  'char varying': 'varchar',
  character: 'char',
  'character varying': 'varchar',
  dec: 'decimal',
  'double precision': 'double',
  fixed: 'decimal',
  int1: 'tinyint',
  int2: 'smallint',
  int3: 'mediumint',
  int4: 'int',
  int8: 'bigint',
  integer: 'int',
  'long varchar': 'mediumtext',
  numeric: 'decimal',
  real: 'double',
};

/** What a type has in parentheses where it says nothing: sizes, and the width of the display, which says nothing by itself. */
const usual: Readonly<Record<string, string>> = {
  binary: '1',
  bit: '1',
  char: '1',
  decimal: '10,0',
  year: '4',
};
const widths: Readonly<Record<string, readonly [string, string]>> = {
  tinyint: ['4', '3'],
  smallint: ['6', '5'],
  mediumint: ['9', '8'],
  int: ['11', '10'],
  bigint: ['20', '20'],
};

/** The words, parameters and attributes of a type in lower case; the values of an enum or set as they are. */
export function canonicalType(text: string): string {
  const listed = /^(enum|set)\s*(\([^]*\))(.*)$/i.exec(text.trim());
  if (listed !== null)
    return `${(listed[1] ?? '').toLowerCase()}${(listed[2] ?? '').replace(/'\s*,\s*'/g, "','")}${(listed[3] ?? '').toLowerCase()}`;
  const tidy = tidyType(text).toLowerCase();
  const [, words = tidy, parameters, attributes = ''] =
    /^([a-z0-9 ]+?)(?: ?\(([^)]*)\))?((?: (?:unsigned|zerofill|signed|character set \w+|collate \w+))*)$/.exec(tidy) ?? [];
  const [, name = words, own] = /^(\w+)\((\d)\)$/.exec(aliases[words] ?? words) ?? [];
  const after = attributes.replace(' signed', '');
  const given = own ?? parameters ?? usual[name];
  const width = widths[name];
  if (width !== undefined) {
    const zeros = after.includes('zerofill');
    const unsigned = zeros && !after.includes('unsigned') ? ` unsigned${after}` : after;
    const isUsual = given === undefined || given === width[after.includes('unsigned') || zeros ? 1 : 0];
    return `${name}${isUsual ? '' : `(${given})`}${unsigned}`;
  }
  if (name === 'decimal' && given !== undefined && !given.includes(',')) return `decimal(${given},0)${after}`;
  return `${name}${given === undefined || given === '0' ? '' : `(${given})`}${after}`;
}

const families: Readonly<Record<string, TypeFamilyName>> = {
  tinyint: 'tinyint',
  smallint: 'smallint',
  mediumint: 'mediumint',
  int: 'int',
  bigint: 'bigint',
  decimal: 'decimal',
  float: 'real',
  double: 'double',
  char: 'char',
  varchar: 'varchar',
  tinytext: 'text',
  text: 'text',
  mediumtext: 'text',
  longtext: 'text',
  binary: 'binary',
  varbinary: 'varbinary',
  tinyblob: 'blob',
  blob: 'blob',
  mediumblob: 'blob',
  longblob: 'blob',
  bit: 'bit',
  date: 'date',
  time: 'time',
  datetime: 'timestamp',
  timestamp: 'timestamp',
  year: 'year',
  uuid: 'uuid',
  json: 'json',
};

export function meaning(text: string): TypeMeaning {
  const canonical = canonicalType(text);
  if (canonical === 'tinyint(1)') return { family: 'boolean' };
  const [, name = '', sizes, attributes = ''] = /^(\w+)(?:\(([^)]*)\))?(.*)$/.exec(canonical) ?? [];
  const family = families[name];
  if (family === undefined || (sizes !== undefined && sizes.startsWith("'"))) return { family: 'other' };
  const [first, second] = (sizes ?? '').split(',').map((one) => (one === '' ? undefined : Number(one)));
  const unsigned = attributes.includes('unsigned') ? ({ unsigned: true } as const) : {};
  switch (family) {
    case 'char':
    case 'varchar':
    case 'binary':
    case 'varbinary':
    case 'bit':
      return { family, length: first };
    case 'decimal':
      return { family, precision: first, scale: second, ...unsigned };
    case 'time':
    case 'timestamp':
      return first === undefined ? { family } : { family, precision: first };
    default:
      return { family, ...unsigned };
  }
}

/** Digits that a DECIMAL can have, all and behind the point. */
const [mostDigits, mostDecimals] = [65, 38];
/** Characters of four bytes that fit into a row. */
const mostCharacters = 16_383;

/** MySQL's type for what another database holds. */
export function nearest(wanted: TypeMeaning, text: string): NearestType {
  const { family, length = 0, precision, scale = 0 } = wanted;
  switch (family) {
    case 'boolean':
      return { declared: 'tinyint(1)' };
    case 'smallint':
    case 'int':
    case 'bigint':
    case 'tinyint':
    case 'mediumint':
      return { declared: wanted.unsigned === true ? `${family} unsigned` : family };
    case 'decimal':
      if (precision === undefined)
        return { declared: 'decimal(65, 30)', loss: 'a number without limit has at most 35 digits before the point and 30 after it' };
      if (precision <= mostDigits && scale >= 0 && scale <= mostDecimals) return { declared: `decimal(${precision}, ${scale})` };
      return {
        declared: `decimal(${mostDigits}, ${Math.max(0, Math.min(scale, mostDecimals))})`,
        loss: `${text} has more digits than there can be`,
      };
    case 'real':
      return { declared: 'float' };
    case 'varchar':
      return length > mostCharacters ? { declared: 'longtext' } : { declared: `varchar(${length})` };
    case 'char':
      return length > 255 ? { declared: `varchar(${length})` } : { declared: `char(${length})` };
    case 'text':
      return { declared: 'longtext' };
    case 'blob':
      return { declared: 'longblob' };
    case 'bit':
      return length > 64 ? asText(text) : { declared: `bit(${length})` };
    case 'timestamp':
      return { declared: `datetime(${precision ?? 6})` };
    case 'timestamp with time zone':
      return { declared: `timestamp(${precision ?? 6})`, loss: 'moments before 1970 and after 2038 have no place in a TIMESTAMP' };
    case 'time':
      return { declared: 'time', ...((precision ?? 6) > 0 && { loss: 'fractions of a second are cut' }) };
    case 'time with time zone':
      return { declared: 'time', loss: 'the time zone is not kept' };
    case 'json':
      return { declared: 'json' };
    case 'uuid':
      return { declared: 'uuid' };
    case 'xml':
    case 'other':
      return { ...asText(text), declared: 'longtext' };
    default:
      return { declared: declaredAs(wanted, text) };
  }
}
