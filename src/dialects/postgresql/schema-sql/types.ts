import type { NearestType, TypeFamilyName, TypeMeaning } from '../../schema-sql.js';
import { asText, declaredAs, tidyType } from '../../ansi/schema-sql.js';

/** Other names of types. Source: https://www.postgresql.org/docs/current/datatype.html, table 8.1. */
const aliases: Readonly<Record<string, string>> = {
  bool: 'boolean',
  bpchar: 'character',
  char: 'character',
  'char varying': 'character varying',
  decimal: 'numeric',
  double: 'double precision',
  float: 'double precision',
  float4: 'real',
  float8: 'double precision',
  int: 'integer',
  int2: 'smallint',
  int4: 'integer',
  int8: 'bigint',
  time: 'time without time zone',
  timetz: 'time with time zone',
  timestamp: 'timestamp without time zone',
  timestamptz: 'timestamp with time zone',
  varbit: 'bit varying',
  varchar: 'character varying',
};

/** The words, parameters and dimensions of a type as `format_type` prints it. */
export function canonicalType(text: string): string {
  const tidy = tidyType(text);
  const dimensions = /(?:\[\d*\])*$/.exec(tidy)?.[0] ?? '';
  const element = tidy.slice(0, tidy.length - dimensions.length);
  const arrays = dimensions === '' ? '' : '[]';
  if (element.includes('"')) return element + arrays;
  const [, before = '', parameters, after = ''] = /^([^()]*?) ?(?:\(([^()]*)\))? ?([^()]*)$/.exec(element.toLowerCase()) ?? [
    undefined,
    element.toLowerCase(),
  ];
  const words = `${before} ${after}`.trim();
  const name = aliases[words] ?? words;
  const [first, zone] = [/^(?:timestamp|time|interval)/.exec(name)?.[0], name.replace(/^(?:timestamp|time|interval) ?/, '')];
  if (first !== undefined && first !== 'interval' && parameters !== undefined) return `${first}(${parameters}) ${zone}${arrays}`;
  if (name === 'numeric' && parameters !== undefined && !parameters.includes(',')) return `numeric(${parameters},0)${arrays}`;
  if (words === 'char' || words === 'character' || words === 'bit') return `${name}(${parameters ?? 1})${arrays}`;
  return `${name}${parameters === undefined ? '' : `(${parameters})`}${arrays}`;
}

const families: Readonly<Record<string, TypeFamilyName>> = {
  boolean: 'boolean',
  smallint: 'smallint',
  integer: 'int',
  bigint: 'bigint',
  numeric: 'decimal',
  real: 'real',
  'double precision': 'double',
  character: 'char',
  'character varying': 'varchar',
  text: 'text',
  bytea: 'blob',
  bit: 'bit',
  date: 'date',
  'time without time zone': 'time',
  'time with time zone': 'time with time zone',
  'timestamp without time zone': 'timestamp',
  'timestamp with time zone': 'timestamp with time zone',
  uuid: 'uuid',
  json: 'json',
  jsonb: 'json',
  xml: 'xml',
};

export function meaning(text: string): TypeMeaning {
  const canonical = canonicalType(text);
  const family = families[canonical.replace(/\([^)]*\)/, '')];
  if (family === undefined || canonical.endsWith('[]')) return { family: 'other' };
  const [first, second] = (/\(([^)]*)\)/.exec(canonical)?.[1] ?? '').split(',').map((one) => (one === '' ? undefined : Number(one)));
  switch (family) {
    case 'varchar':
      return first === undefined ? { family: 'text' } : { family, length: first };
    case 'char':
    case 'bit':
      return { family, length: first };
    case 'decimal':
      return { family, precision: first, scale: second };
    default:
      return first === undefined ? { family } : { family, precision: first };
  }
}

/** PostgreSQL's type for what another database holds. */
export function nearest(wanted: TypeMeaning, text: string): NearestType {
  switch (wanted.family) {
    case 'tinyint':
      return { declared: 'smallint' };
    case 'mediumint':
      return { declared: 'int' };
    case 'smallint':
    case 'int':
    case 'bigint':
      if (wanted.unsigned !== true) return { declared: wanted.family };
      return { declared: wanted.family === 'smallint' ? 'int' : wanted.family === 'int' ? 'bigint' : 'numeric(20)' };
    case 'binary':
    case 'varbinary':
    case 'blob':
      return { declared: 'bytea' };
    case 'year':
      return { declared: 'smallint' };
    case 'json':
      return { declared: 'jsonb' };
    case 'other':
      return asText(text);
    default:
      return { declared: declaredAs(wanted, text) };
  }
}

const groups: readonly (readonly TypeFamilyName[])[] = [
  ['smallint', 'int', 'bigint', 'decimal', 'real', 'double'],
  ['char', 'varchar', 'text'],
  ['date', 'timestamp', 'timestamp with time zone'],
  ['time', 'time with time zone'],
  ['boolean', 'int'],
  ['bit', 'int', 'bigint'],
];

/**
 * Whether values can be converted: there is a cast, or the text of the one is read as the other. All have casts to and from text; what is
 * known of types of their own (enums, arrays) is their text alone. https://www.postgresql.org/docs/current/sql-createcast.html
 */
export function converts(from: TypeMeaning, to: TypeMeaning): boolean {
  const isText = ({ family }: TypeMeaning): boolean => family === 'text' || family === 'varchar' || family === 'char';
  if (from.family === to.family || isText(from) || isText(to)) return true;
  return groups.some((group) => group.includes(from.family) && group.includes(to.family));
}
