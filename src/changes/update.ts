import { defineChange } from '../define/change.js';
import { list, required } from '../define/fields.js';
import { rowOf } from './shared/column-values.js';
import { columnFields, normalizeColumns, valueAttributes, warnOthers } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';
import { checkWhere, normalizeWhere, whereFields, whereOf } from './shared/where.js';

export const update = defineChange({
  name: 'update',
  summary: 'Updates rows of a table',
  fields: { ...tableRef, columns: required(list('column', columnFields, 'The columns and their new values')), ...whereFields },
  examples: [
    { tableName: 'person', columns: [{ name: 'active', valueBoolean: false }], where: "name = 'Bob'" },
    {
      tableName: 'person',
      columns: [{ name: 'nick', value: 'B' }],
      where: ':name = :value',
      whereParams: [{ name: 'id', valueNumeric: '1' }],
    },
  ],
  normalize: (p) => normalizeWhere(normalizeColumns(p)),
  check: (p) => [
    ...(p.columns.length === 0 ? [{ message: 'has no column', hint: 'name at least one column and its new value' }] : []),
    ...checkWhere(p),
  ],
  confirm: (p) => `Data updated in ${p.tableName}`,
  statements(p, context) {
    for (const column of p.columns) warnOthers('update', column, ['name', 'type', ...valueAttributes], context);
    // Liquibase reads the types of columns only where it has to prepare the statement, which files ask for.
    const prepared = p.columns.some((column) => column.valueBlobFile !== undefined || column.valueClobFile !== undefined);
    return [{ kind: 'update', table: tableOf(p), columns: rowOf(p.columns, p.schemaName, prepared, context), ...whereOf(p, context) }];
  },
});
