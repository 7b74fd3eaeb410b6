import type { PrintContext } from '../dialects/schema-sql.js';
import type { ObjectName } from '../model/names.js';
import type { Table } from '../model/schema-table.js';
import type { Side } from './side.js';

/** From the system of the reference to that of the target. */
export interface Translation {
  readonly reference: Side;
  readonly target: Side;
  readonly print: PrintContext;
  /** The object in the schema of the target. */
  placed<N extends ObjectName>(object: N): N;
  lose(table: Table, kind: string, name: string, reason: string): void;
}
