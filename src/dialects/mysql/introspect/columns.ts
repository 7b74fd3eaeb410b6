import type { Column } from '../../../model/schema-column.js';
import { optionsOf } from '../../introspect/options.js';
import { groupBy } from '../../introspect/group.js';
import { columnType } from './column-type.js';
import type { Reader } from './reader.js';
import { placeKey } from './place-key.js';

export interface ColumnRow {
  readonly schema: string;
  readonly owner: string;
  readonly name: string;
  readonly type: string;
  readonly nullable: string;
  readonly default: string | null;
  readonly extra: string;
  readonly expression: string | null;
  readonly charset: string | null;
  readonly collation: string | null;
  readonly remarks: string;
}

/** The columns of all tables and views, by `placeKey`, as the catalog has them. */
export async function readColumnRows(reader: Reader): Promise<ReadonlyMap<string, readonly ColumnRow[]>> {
  const rows = await reader.query<ColumnRow>(
    `SELECT TABLE_SCHEMA AS \`schema\`, TABLE_NAME AS \`owner\`, COLUMN_NAME AS \`name\`, COLUMN_TYPE AS \`type\`, IS_NULLABLE AS \`nullable\`,
       COLUMN_DEFAULT AS \`default\`, EXTRA AS \`extra\`, GENERATION_EXPRESSION AS \`expression\`, CHARACTER_SET_NAME AS \`charset\`,
       COLLATION_NAME AS \`collation\`, COLUMN_COMMENT AS \`remarks\`
     FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`,
  );
  return groupBy(rows, ({ schema, owner }) => placeKey(schema, owner));
}

/**
 * A column of a table.
 * @param collation that of the table, from which the column may differ.
 */
export function column(reader: Reader, row: ColumnRow, position: number, collation: string | null): Column {
  const type = columnType(row.type);
  const { extra } = row;
  const expression = row.expression === null || row.expression === '' ? undefined : reader.variant.expression(row.expression);
  const isOwn = row.collation !== null && row.collation !== collation;
  return {
    kind: 'column',
    name: row.name,
    position,
    type,
    nullable: row.nullable === 'YES',
    default:
      row.default === null || expression !== undefined ? undefined : reader.variant.columnDefault(row.default, extra, type, row.schema),
    identity: /\bauto_increment\b/i.test(extra) ? { generation: 'auto' } : undefined,
    generated: expression === undefined ? undefined : { expression, stored: /\b(?:STORED|PERSISTENT)\b/i.test(extra) },
    onUpdate: /\bon update (\S+)/i.exec(extra)?.[1],
    charset: isOwn ? (row.charset ?? undefined) : undefined,
    collation: isOwn ? (row.collation ?? undefined) : undefined,
    remarks: row.remarks || undefined,
    options: optionsOf({
      invisible: /\bINVISIBLE\b/i.test(extra) && 'true',
      'without system versioning': /\bWITHOUT SYSTEM VERSIONING\b/i.test(extra) && 'true',
    }),
  };
}
