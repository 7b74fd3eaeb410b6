import type { ColumnDefault, ColumnType } from '../../../model/schema-column.js';
import type { Sequence } from '../../../model/schema-code.js';
import type { Table } from '../../../model/schema-table.js';
import type { Unmodelled } from '../../../model/schema.js';
import type { Connection } from '../../driver.js';
import type { Reader } from './reader.js';

/** How the catalogs of MySQL and MariaDB differ. */
export interface Variant {
  /** The default of a column from what COLUMNS.COLUMN_DEFAULT and EXTRA say. */
  columnDefault(text: string, extra: string, type: ColumnType, schema: string): ColumnDefault | undefined;
  /** An expression of COLUMNS or CHECK_CONSTRAINTS as it would be written. */
  expression(text: string): string;
  /** Query for check constraints with `schema`, `owner`, `name`, `clause`, `enforced` and `level`. */
  readonly checks: string;
  /** Select list of STATISTICS for the expression of a key and for whether the optimizer passes the index over. */
  readonly indexColumns: string;
  /** Select list of VIEWS for the algorithm. */
  readonly viewAlgorithm: string;
  /** A last change to a table that has been read. */
  table?(table: Table): Table;
  /** Tables without what stands in the catalog for application-time periods, and these, where the product has them. */
  periods?(
    reader: Reader,
    tables: readonly Table[],
  ): Promise<{ readonly tables: readonly Table[]; readonly periods: readonly Unmodelled[] }>;
  /** Sequences by their names, where the product has them. */
  sequences?(connection: Connection, names: readonly { readonly schema: string; readonly name: string }[]): Promise<readonly Sequence[]>;
}
