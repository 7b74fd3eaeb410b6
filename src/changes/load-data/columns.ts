import { fail } from '../../core/error.js';
import type { ChangeContext } from '../../define/change.js';
import { boolean, integer, string, type Infer } from '../../define/fields.js';
import type { ObjectName } from '../../model/names.js';
import { columnFields, normalizeColumn, type ColumnProps } from '../shared/column.js';

/** A column of loadData. Source: Liquibase `LoadDataColumnConfig`. */
export const loadColumnFields = {
  ...columnFields,
  name: string('Name of the column in the table; default: the header'),
  header: string('Header of the column in the file'),
  index: integer('Place of the column in the file, counted from 0; the header counts where both are given'),
  allowUpdate: boolean('Whether loadUpdateData may change the column of existing rows; default true'),
  type: string('BOOLEAN, NUMERIC, DATE, DATETIME, TIME, STRING, COMPUTED, SEQUENCE, BLOB, CLOB, UUID, OTHER, or SKIP to leave it out'),
};

export type LoadColumnProps = Infer<typeof loadColumnFields>;

/** Source: `ColumnConfig.load`. */
export function normalizeLoadColumn(column: LoadColumnProps): LoadColumnProps {
  return normalizeColumn(column as LoadColumnProps & ColumnProps);
}

/** One column of the file, matched with what the change says about it. */
export interface LoadColumn {
  /** Place in the file, counted from 0. */
  readonly index: number;
  /** Name in the table. */
  readonly name: string;
  /** Lower case; undefined where neither the change nor the database tells. */
  readonly type: string | undefined;
  /** The type comes from the table, not from the change. */
  readonly typeFromTable: boolean;
  /** A large text column of the live table, whose values may be names of files. */
  readonly mayNameFile?: boolean;
  readonly config: LoadColumnProps;
}

/** What loading does with a database type. Text columns take the text: Liquibase 4.28 takes it for the name of a file, and fails. */
const typeOfFamily: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ['bigint', 'int', 'mediumint', 'smallint', 'tinyint', 'decimal', 'number', 'double', 'float', 'currency'].map((name) => [
      name,
      'numeric',
    ]),
  ),
  ...Object.fromEntries(['date', 'datetime', 'time', 'timestamp'].map((name) => [name, 'date'])),
  boolean: 'boolean',
  blob: 'blob',
  uuid: 'uuid',
};

/**
 * Matches the headers of the file with the columns of the change, by header, name or index, and types those without a type by the table.
 * Columns of the type SKIP are left out. Source: Liquibase `LoadDataChange.addColumnsFromHeaders`, `getColumnConfig` and
 * `retrieveMissingColumnLoadTypes` (4.28.0).
 * @throws PARSE_CSV for a column that has a name neither in the file nor in the change.
 */
export async function matchColumns(
  headers: readonly string[],
  declared: readonly LoadColumnProps[],
  table: ObjectName,
  context: Pick<ChangeContext, 'live' | 'typeFamily' | 'warn'>,
  file: string,
): Promise<readonly LoadColumn[]> {
  const configs = configsFor(headers, declared, file);
  const find = configFinder(configs);
  const matched = headers.map((header, index) => {
    const config = find(index, header.trim()) ?? {};
    return { index, name: (config.name ?? header).trim(), type: config.type?.toLowerCase(), typeFromTable: false, config };
  });
  const wanted = matched.filter((column) => column.type !== 'skip');
  if (context.live === undefined || wanted.every((column) => column.type !== undefined)) return wanted;
  const columns = await context.live.columns(table);
  if (columns === undefined) {
    context.warn(`table ${table.name} is not there yet, so the values of columns without a type are loaded as text`);
    return wanted;
  }
  return wanted.map((column) => {
    if (column.type !== undefined) return column;
    const found =
      columns.find((one) => one.name === column.name) ?? columns.find((one) => one.name.toLowerCase() === column.name.toLowerCase());
    if (found === undefined) return column;
    return { ...column, type: loadType(found.type, context), typeFromTable: true, mayNameFile: context.typeFamily(found.type) === 'clob' };
  });
}

/** MySQL's drivers report `tinyint(1)` as a boolean. https://dev.mysql.com/doc/connector-j/en/connector-j-reference-type-conversions.html */
function loadType(type: string, context: Pick<ChangeContext, 'typeFamily'>): string {
  return /^tinyint\s*\(\s*1\s*\)/i.test(type) ? 'boolean' : (typeOfFamily[context.typeFamily(type)] ?? 'string');
}

interface Config extends LoadColumnProps {
  readonly place?: number;
}

/** The declared columns with the place of their header in the file, and one more for each header that none of them means. */
function configsFor(headers: readonly string[], declared: readonly LoadColumnProps[], file: string): readonly Config[] {
  const configs: Config[] = declared.map((column) => ({ ...column, ...(column.index !== undefined && { place: Number(column.index) }) }));
  const added = new Map<string, number>();
  for (const [index, header] of headers.entries()) {
    const meant = configs.slice(0, declared.length).findIndex((one) => one.name === header || one.header === header || one.place === index);
    const at = meant < 0 ? added.get(header) : meant;
    const known = at === undefined ? undefined : configs[at];
    if (at !== undefined && known !== undefined) configs[at] = { ...known, place: index, header };
    else if (header.trim() !== '') {
      added.set(header, configs.length);
      configs.push({ name: header, header, place: index });
    } else {
      fail('PARSE_CSV', {
        message: `column ${index + 1} of ${file} has no header, and no column of the change has the index ${index}`,
        source: { file, line: 1, column: 1 },
        hint: `name it in the file, or give a column with index="${index}" and a name (or type="SKIP")`,
      });
    }
  }
  return configs;
}

/** Finds the first config that has a place, or a header or name but for letter case. */
function configFinder(configs: readonly Config[]): (index: number, header: string) => Config | undefined {
  const places = new Map<number, number>();
  const words = new Map<string, number>();
  for (const [at, { place, header, name }] of configs.entries()) {
    if (place !== undefined && !places.has(place)) places.set(place, at);
    for (const word of [header?.toLowerCase(), name?.toLowerCase()]) if (word !== undefined && !words.has(word)) words.set(word, at);
  }
  return (index, header) => configs[Math.min(places.get(index) ?? Infinity, words.get(header.toLowerCase()) ?? Infinity)];
}
