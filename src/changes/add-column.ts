import { defineChange, type ChangeContext } from '../define/change.js';
import { list, required } from '../define/fields.js';
import type { Statement } from '../model/statement.js';
import { defaultStatement } from './add-default-value.js';
import {
  addColumnFields,
  columnSpec,
  defaultOf,
  given,
  normalizeColumns,
  valueOf,
  warnUnused,
  type AddColumnProps,
} from './shared/column.js';
import { newColumnProblems } from './shared/new-column-problems.js';
import { columnRemarks } from './shared/remarks.js';
import { tableOf, tableRef } from './shared/table-ref.js';

type TableProps = Parameters<typeof tableOf>[0];

export const addColumn = defineChange({
  name: 'addColumn',
  summary: 'Adds columns to a table',
  fields: { ...tableRef, columns: required(list('column', addColumnFields, 'Columns to add; a value goes into the existing rows')) },
  examples: [
    { tableName: 'person', columns: [{ name: 'nickname', type: 'varchar(30)' }] },
    {
      tableName: 'person',
      columns: [
        { name: 'country', type: 'char(2)', value: 'CH', remarks: 'ISO code', constraints: { nullable: false } },
        { name: 'points', type: 'int', defaultValueNumeric: '0', constraints: { nullable: false } },
      ],
    },
  ],
  normalize: normalizeColumns,
  check: (p) => newColumnProblems(p.columns),
  confirm: (p) => `Columns ${p.columns.map((c) => `${c.name}(${c.type})`).join(',')} added to ${p.tableName}`,
  *statements(p, context): Iterable<Statement> {
    for (const column of p.columns) warnUnused('addColumn', column, ['descending'], context);
    const values = p.columns.map((column) => ({ column, value: valueFor(column, context) }));
    yield {
      kind: 'addColumns',
      table: tableOf(p),
      columns: values.map(({ column, value }) => specOf(column, value !== undefined)),
    };
    for (const { column, value } of values)
      if (value !== undefined) yield { kind: 'update', table: tableOf(p), columns: [{ name: column.name, value }] };
    for (const { column, value } of values)
      if (value !== undefined && column.constraints?.nullable === false) yield* notNull(p, column, context);
    yield* columnRemarks(p, p.columns, context);
  },
  inverse: (p) => [
    ...p.columns
      .filter((column) => defaultOf(column) !== undefined)
      .map((column) => ({
        name: 'dropDefaultValue',
        props: given({ schemaName: p.schemaName, tableName: p.tableName, columnName: column.name }),
      })),
    {
      name: 'dropColumn',
      props: given({ catalogName: p.catalogName, schemaName: p.schemaName, tableName: p.tableName, columns: p.columns }),
    },
  ],
});

/** A column that existing rows get a value for becomes NOT NULL only after that. */
function specOf(column: AddColumnProps, hasValue: boolean) {
  const spec = columnSpec(column);
  const place = { afterColumn: column.afterColumn, beforeColumn: column.beforeColumn, position: column.position };
  return { ...spec, ...place, nullable: hasValue && spec.nullable === false ? undefined : spec.nullable };
}

function valueFor(column: AddColumnProps, context: ChangeContext) {
  return valueOf(column, {
    text: (path, encoding) => context.files.text(path, { encoding }),
    bytes: (path) => context.files.bytes(path, {}),
  });
}

function* notNull(p: TableProps, column: AddColumnProps, context: ChangeContext): Iterable<Statement> {
  yield {
    kind: 'setNullable',
    table: tableOf(p),
    column: column.name,
    nullable: false,
    type: column.type,
    constraintName: column.constraints?.notNullConstraintName,
    validate: column.constraints?.validateNullable,
    // Where the column is stated anew, what is not said again is lost, which happens in Liquibase.
    remarks: column.remarks,
  };
  if (context.traits.restatesColumns && defaultOf(column) !== undefined)
    yield* defaultStatement({ ...p, columnName: column.name, columnDataType: column.type }, column);
}
