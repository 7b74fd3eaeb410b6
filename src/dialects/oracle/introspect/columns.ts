import type { Column, ColumnDefault, ColumnIdentity, ColumnType } from '../../../model/schema-column.js';
import { groupBy } from '../../introspect/group.js';
import { optionsOf } from '../../introspect/options.js';
import { placeKey, type Reader } from './reader.js';

interface ColumnRow {
  readonly owner: string;
  readonly object: string;
  readonly name: string;
  readonly type: string;
  readonly type_owner: string | null;
  readonly size: number;
  readonly characters: number | null;
  readonly unit: string | null;
  readonly digits: number | null;
  readonly scale: number | null;
  readonly nullable: string;
  readonly default: string | null;
  readonly virtual: string;
  readonly hidden: string;
  readonly on_null: string;
  readonly remarks: string | null;
  readonly generation: string | null;
  readonly identity_options: string | null;
}

/**
 * Columns of tables and views, by `placeKey`. Columns that the server made for itself are left out.
 * Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_TAB_COLS.html
 */
export async function readColumns(reader: Reader): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await reader.query<ColumnRow>(
    `SELECT c.owner AS "owner", c.table_name AS "object", c.column_name AS "name", c.data_type AS "type", c.data_type_owner AS "type_owner",
       c.data_length AS "size", c.char_length AS "characters", c.char_used AS "unit", c.data_precision AS "digits", c.data_scale AS "scale",
       c.nullable AS "nullable", c.data_default AS "default", c.virtual_column AS "virtual", c.hidden_column AS "hidden",
       c.default_on_null AS "on_null", m.comments AS "remarks", i.generation_type AS "generation", i.identity_options AS "identity_options"
     FROM all_tab_cols c LEFT JOIN all_col_comments m ON m.owner = c.owner AND m.table_name = c.table_name AND m.column_name = c.column_name
     LEFT JOIN all_tab_identity_cols i ON i.owner = c.owner AND i.table_name = c.table_name AND i.column_name = c.column_name
     WHERE ${reader.inScope('c.owner')} AND c.user_generated = 'YES' ORDER BY c.owner, c.table_name, c.internal_column_id`,
  );
  return new Map(
    [...groupBy(rows, ({ owner, object }) => placeKey(owner, object))].map(([place, own]) => [
      place,
      own.map((row, at) => column(row, at + 1)),
    ]),
  );
}

function column(row: ColumnRow, position: number): Column {
  const type = columnType(row);
  const isVirtual = row.virtual === 'YES';
  const sql = row.default?.trim();
  const identity = row.generation === null ? undefined : identityOf(row.generation, row.on_null, row.identity_options ?? '');
  return {
    kind: 'column',
    name: row.name,
    position,
    type,
    nullable: row.nullable === 'Y',
    default: sql === undefined || isVirtual || identity !== undefined ? undefined : columnDefault(sql, type, row.owner),
    identity,
    generated: isVirtual ? { expression: sql ?? '', stored: false } : undefined,
    remarks: row.remarks ?? undefined,
    options: optionsOf({
      invisible: row.hidden === 'YES' && 'true',
      'default on null': row.on_null === 'YES' && identity === undefined && 'true',
    }),
  };
}

const limited = new Set(['VARCHAR2', 'NVARCHAR2', 'CHAR', 'NCHAR']);

/** Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/Data-Types.html */
export function columnType(row: Pick<ColumnRow, 'type' | 'type_owner' | 'size' | 'characters' | 'unit' | 'digits' | 'scale'>): ColumnType {
  const { type, digits, scale } = row;
  if (row.type_owner !== null) return { text: type, base: type.toLowerCase(), definedBy: { schema: row.type_owner, name: type } };
  const base = type.replace(/\(\d+\)/g, '').toLowerCase();
  if (limited.has(type)) {
    const length = row.characters ?? row.size;
    const unit = type.startsWith('N') ? '' : row.unit === 'C' ? ' CHAR' : ' BYTE';
    return { text: `${type}(${length}${unit})`, base, length };
  }
  if (type === 'RAW') return { text: `RAW(${row.size})`, base, length: row.size };
  if (type === 'NUMBER') {
    if (digits === null) return scale === 0 ? { text: 'NUMBER(*, 0)', base, scale: 0 } : { text: 'NUMBER', base };
    return {
      text: scale === null || scale === 0 ? `NUMBER(${digits})` : `NUMBER(${digits}, ${scale})`,
      base,
      precision: digits,
      scale: scale ?? 0,
    };
  }
  if (type === 'FLOAT')
    return { text: digits === null || digits === 126 ? 'FLOAT' : `FLOAT(${digits})`, base, precision: digits ?? undefined };
  const fraction = /^TIMESTAMP\((\d+)\)/.exec(type)?.[1];
  return fraction === undefined ? { text: type, base } : { text: type, base, precision: Number(fraction) };
}

function columnDefault(sql: string, type: ColumnType, owner: string): ColumnDefault | undefined {
  if (/^NULL$/i.test(sql)) return undefined;
  const [, schema, sequence] = /^"?(?:([^".]+)"?\.)?"?([^".]+)"?\."?NEXTVAL"?$/i.exec(sql) ?? [];
  if (sequence !== undefined) return { kind: 'sequence', sequence: { schema: schema ?? owner, name: sequence }, sql };
  if (/^-?\d*\.?\d+(?:e[-+]?\d+)?$/i.test(sql)) return { kind: 'value', type: 'numeric', text: sql, sql };
  const quoted = /^N?'((?:[^']|'')*)'$/i.exec(sql)?.[1];
  if (quoted !== undefined && !/^(?:date|timestamp)/.test(type.base))
    return { kind: 'value', type: 'string', text: quoted.replaceAll("''", "'"), sql };
  return { kind: 'computed', sql };
}

/** `START WITH: 1, INCREMENT BY: 1, MAX_VALUE: 9999999999999999999999999999, MIN_VALUE: 1, CYCLE_FLAG: N, CACHE_SIZE: 20, ORDER_FLAG: N` */
function identityOf(generation: string, onNull: string, options: string): ColumnIdentity {
  const given = new Map(
    options.split(',').map((part): [string, string] => [part.split(':')[0]?.trim() ?? '', part.split(':')[1]?.trim() ?? '']),
  );
  const unless = (name: string, usual: string): string | undefined => (given.get(name) === usual ? undefined : given.get(name));
  return {
    generation: generation === 'ALWAYS' ? 'always' : onNull === 'YES' ? 'byDefaultOnNull' : 'byDefault',
    start: unless('START WITH', '1'),
    increment: unless('INCREMENT BY', '1'),
    maximum: unless('MAX_VALUE', HIGHEST),
    minimum: unless('MIN_VALUE', '1'),
    cache: unless('CACHE_SIZE', '20'),
    cycle: given.get('CYCLE_FLAG') === 'Y' || undefined,
    ordered: given.get('ORDER_FLAG') === 'Y' || undefined,
  };
}

/** Of an ascending sequence. Source: https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-SEQUENCE.html */
export const HIGHEST = '9999999999999999999999999999';
