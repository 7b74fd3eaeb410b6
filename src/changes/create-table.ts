import { defineChange } from '../define/change.js';
import { boolean, list, required, string } from '../define/fields.js';
import type { Statement } from '../model/statement.js';
import { columnFields, columnSpec, given, normalizeColumns, valueAttributes, warnUnused, type ColumnProps } from './shared/column.js';
import { newColumnProblems } from './shared/new-column-problems.js';
import { columnRemarks } from './shared/remarks.js';
import { tableOf, tableRef } from './shared/table-ref.js';

const unused = [...valueAttributes, 'descending'] as const;

/** Liquibase gives the default of a key column no name of its own. */
function specOf(column: ColumnProps) {
  const spec = columnSpec(column);
  return spec.primaryKey ? { ...spec, defaultConstraintName: undefined } : spec;
}

export const createTable = defineChange({
  name: 'createTable',
  summary: 'Creates a table',
  fields: {
    ...tableRef,
    columns: required(list('column', columnFields, 'Columns of the table, in order')),
    tablespace: string('Tablespace that the table is stored in; on SQL Server the file group'),
    remarks: string('Comment stored with the table'),
    tableType: string('Words between CREATE and TABLE, such as TEMPORARY or GLOBAL TEMPORARY'),
    ifNotExists: boolean('Leave a table alone that exists already', { checksum: false }),
  },
  examples: [
    {
      tableName: 'person',
      columns: [
        { name: 'id', type: 'int', autoIncrement: true, constraints: { primaryKey: true, nullable: false } },
        { name: 'name', type: 'varchar(50)', constraints: { nullable: false } },
        { name: 'active', type: 'boolean', defaultValueBoolean: true },
      ],
    },
    {
      tableName: 'membership',
      remarks: "Who's in which club",
      columns: [
        { name: 'club', type: 'int', constraints: { primaryKey: true, primaryKeyName: 'pk_membership' } },
        { name: 'member', type: 'bigint', constraints: { primaryKey: true } },
        { name: 'code', type: 'varchar(10)', remarks: 'As printed', constraints: { unique: true, uniqueConstraintName: 'uq_code' } },
        { name: 'since', type: 'datetime', defaultValueComputed: 'CURRENT_TIMESTAMP' },
        { name: 'fee', type: 'decimal(10,2)', defaultValueNumeric: '1.50' },
      ],
    },
  ],
  normalize: normalizeColumns,
  check: (p) => newColumnProblems(p.columns),
  confirm: (p) => `Table ${p.tableName} created`,
  *statements(p, context): Iterable<Statement> {
    for (const column of p.columns) warnUnused('createTable', column, unused, context);
    yield {
      kind: 'createTable',
      table: tableOf(p),
      columns: p.columns.map(specOf),
      tablespace: p.tablespace,
      remarks: p.remarks,
      tableType: p.tableType,
      ifNotExists: p.ifNotExists,
    };
    if (context.traits.inlineRemarks) return;
    if (p.remarks?.trim()) {
      if (context.traits.tableRemarks) yield { kind: 'setTableRemarks', table: tableOf(p), remarks: p.remarks };
      else context.warn(`createTable: the database keeps no remarks of table ${p.tableName}`);
    }
    yield* columnRemarks(p, p.columns, context);
  },
  inverse: (p) => [{ name: 'dropTable', props: given({ catalogName: p.catalogName, schemaName: p.schemaName, tableName: p.tableName }) }],
});
