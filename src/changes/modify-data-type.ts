import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const modifyDataType = defineChange({
  name: 'modifyDataType',
  summary: 'Changes the data type of a column',
  fields: {
    ...tableRef,
    columnName: required(string('Name of the column')),
    newDataType: required(string('Type that the column gets; it says nothing about constraints')),
  },
  examples: [{ tableName: 'person', columnName: 'name', newDataType: 'varchar(200)' }],
  confirm: (p) => `${p.tableName}.${p.columnName} datatype was changed to ${p.newDataType}`,
  statements: (p) => [{ kind: 'modifyDataType', table: tableOf(p), column: p.columnName, newType: p.newDataType }],
});
