import type { Column } from '../../../model/schema-column.js';
import type { Table } from '../../../model/schema-table.js';
import type { Reader } from './reader.js';
import { quoted } from './text.js';

/**
 * Tables with the bytes of defaults that the catalog, which is text, cannot tell: it has question marks for what is no UTF-8. The default of
 * a column is asked of no row.
 */
export async function withBinaryDefaults(reader: Reader, tables: readonly Table[]): Promise<readonly Table[]> {
  const found: Table[] = [];
  for (const table of tables) {
    const unsure = table.columns.filter(isUnsure);
    const place = `${quoted(table.schema ?? '')}.${quoted(table.name)}`;
    const list = unsure.map(({ name }, at) => `HEX(DEFAULT(t.${quoted(name)})) AS \`c${at}\``).join(', ');
    const row =
      unsure.length === 0
        ? {}
        : await reader.ask<Readonly<Record<string, string>>>(`SELECT ${list} FROM (SELECT 1) AS one LEFT JOIN ${place} AS t ON FALSE`);
    const bytes = new Map(unsure.map((column, at) => [column, row?.[`c${at}`]]));
    found.push(unsure.length === 0 ? table : { ...table, columns: table.columns.map((column) => withBytes(column, bytes.get(column))) });
  }
  return found;
}

/** Whether the text of a default may stand for other bytes. */
const isUnsure = ({ type, default: fallback }: Column): boolean =>
  /(?:binary|blob)$/.test(type.base) && fallback?.kind === 'value' && /[?\u0080-\uffff]/.test(fallback.sql);

const withBytes = (column: Column, hex: string | undefined): Column =>
  hex === undefined ? column : { ...column, default: { kind: 'value', type: 'string', text: hex, sql: `x'${hex}'` } };
