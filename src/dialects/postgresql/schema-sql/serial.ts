import type { Column } from '../../../model/schema-column.js';
import type { Sequence } from '../../../model/schema-code.js';
import type { Table } from '../../../model/schema-table.js';
import type { PrintContext } from '../../schema-sql.js';

/** Bytes that a name may have, without the zero at its end. */
const nameBytes = 63;

/**
 * The sequence that a serial column owns, with all that `serial` says without words.
 * https://www.postgresql.org/docs/current/datatype-numeric.html#DATATYPE-SERIAL
 */
export function serialSequence(
  table: Table,
  column: Column,
  { sql, local }: PrintContext,
): { readonly sequence: Sequence; readonly next: string } {
  const sequence: Sequence = {
    kind: 'sequence',
    schema: table.schema,
    name: sequenceName(table.name, column.name),
    ...(column.type.text !== 'bigint' && { dataType: column.type.text }),
    ownedBy: { table: { schema: table.schema, name: table.name }, column: column.name },
  };
  return { sequence, next: `nextval(${sql.string(sql.object(local(sequence), 'sequence'))}::regclass)` };
}

/** Both names and `_seq`; the longer one is cut where the whole would be too long. */
function sequenceName(table: string, column: string): string {
  let [first, second] = [table, column];
  while (Buffer.byteLength(`${first}_${second}_seq`) > nameBytes) {
    if (Buffer.byteLength(first) > Buffer.byteLength(second)) first = first.replace(/.$/su, '');
    else second = second.replace(/.$/su, '');
  }
  return `${first}_${second}_seq`;
}
