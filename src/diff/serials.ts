import type { Column } from '../model/schema-column.js';
import type { Sequence } from '../model/schema-code.js';
import type { Snapshot } from '../model/schema.js';
import type { Table } from '../model/schema-table.js';
import { localName, printContext, versionOf, type Side } from './side.js';

/**
 * The side with every `serial` column as what it is: a default that takes the next number of a sequence, and the sequence, which the column
 * owns. Change types can say the parts, and not the whole.
 */
export function withSerialsApart(side: Side): Side {
  const { serialSequence } = side.ddl;
  if (serialSequence === undefined) return side;
  const print = printContext(side.dialect, versionOf(side), localName(side));
  const sequences: Sequence[] = [];
  const apart = (table: Table): Table => {
    if (!table.columns.some(isSerial)) return table;
    return { ...table, columns: table.columns.map((column) => (isSerial(column) ? numbered(column, table) : column)) };
  };
  const numbered = (column: Column, table: Table): Column => {
    const { sequence, next } = serialSequence(table, column, print);
    sequences.push(sequence);
    const { identity: _serial, ...rest } = column;
    return { ...rest, default: { kind: 'sequence', sequence: { schema: sequence.schema, name: sequence.name }, sql: next } };
  };
  const tables = side.snapshot.tables.map(apart);
  const snapshot: Snapshot = { ...side.snapshot, tables, sequences: [...side.snapshot.sequences, ...sequences] };
  return { ...side, snapshot };
}

const isSerial = (column: Column): boolean => column.identity?.generation === 'serial';
