import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const dropDefaultValue = defineChange({
  name: 'dropDefaultValue',
  summary: 'Takes the default value off a column',
  fields: {
    ...tableRef,
    columnName: required(string('Name of the column')),
    columnDataType: string('Data type of the column'),
  },
  examples: [{ tableName: 'person', columnName: 'active', columnDataType: 'boolean' }],
  confirm: (p) => `Default value dropped from ${p.tableName}.${p.columnName}`,
  statements: (p) => [{ kind: 'dropDefaultValue', table: tableOf(p), column: p.columnName, type: p.columnDataType }],
});
