import type { Column } from '../../../model/schema-column.js';
import type { Sequence } from '../../../model/schema-code.js';
import type { Table } from '../../../model/schema-table.js';
import type { PrintContext } from '../../schema-sql.js';
import { usualName } from '../usual-name.js';

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
    name: usualName(table.name, column.name, 'seq'),
    ...(column.type.text !== 'bigint' && { dataType: column.type.text }),
    ownedBy: { table: { schema: table.schema, name: table.name }, column: column.name },
  };
  return { sequence, next: `nextval(${sql.string(sql.object(local(sequence), 'sequence'))}::regclass)` };
}
