import { defineChange } from '../define/change.js';
import { list, required } from '../define/fields.js';
import { rowOf } from './shared/column-values.js';
import { columnFields, normalizeColumns, valueAttributes, warnOthers } from './shared/column.js';
import { dbmsField } from './shared/sql-text.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const insert = defineChange({
  name: 'insert',
  summary: 'Inserts one row into a table',
  fields: { ...tableRef, ...dbmsField, columns: required(list('column', columnFields, 'The columns and their values')) },
  examples: [
    {
      tableName: 'person',
      columns: [
        { name: 'id', valueNumeric: '1' },
        { name: 'name', value: "O'Neil" },
        { name: 'born', valueDate: '1990-05-17' },
        { name: 'active', valueBoolean: true },
      ],
    },
    {
      tableName: 'person',
      columns: [{ name: 'id', valueNumeric: '2' }, { name: 'seen', valueComputed: 'CURRENT_TIMESTAMP' }, { name: 'nick' }],
    },
  ],
  normalize: normalizeColumns,
  check: (p) => (p.columns.length === 0 ? [{ message: 'has no column', hint: 'name at least one column and its value' }] : []),
  confirm: (p) => `New row inserted into ${p.tableName}`,
  statements(p, context) {
    for (const column of p.columns) warnOthers('insert', column, ['name', 'type', 'autoIncrement', ...valueAttributes], context);
    const columns = p.columns.filter((column) => !(column.autoIncrement === true && context.traits.autoIncrement));
    return [{ kind: 'insert', table: tableOf(p), columns: rowOf(columns, p.schemaName, true, context) }];
  },
});
