import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const setColumnRemarks = defineChange({
  name: 'setColumnRemarks',
  summary: 'Stores a comment with a column',
  fields: {
    ...tableRef,
    columnName: required(string('Name of the column')),
    remarks: string('The comment; without it the column has none afterwards'),
    columnDataType: string('Data type of the column; MySQL and MariaDB need it'),
    columnParentType: string('TABLE or VIEW: what the column belongs to; default TABLE (SQL Server)'),
  },
  examples: [{ tableName: 'person', columnName: 'name', remarks: "The person's name", columnDataType: 'varchar(50)' }],
  confirm: (p) => `Remarks set on ${p.tableName}.${p.columnName}`,
  statements: (p) => [
    {
      kind: 'setColumnRemarks',
      table: tableOf(p),
      column: p.columnName,
      remarks: p.remarks ?? '',
      type: p.columnDataType,
      parentType: p.columnParentType,
    },
  ],
});
