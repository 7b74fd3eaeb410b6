import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { given } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const renameColumn = defineChange({
  name: 'renameColumn',
  summary: 'Renames a column',
  fields: {
    ...tableRef,
    oldColumnName: required(string('Name that the column has')),
    newColumnName: required(string('Name that the column gets')),
    columnDataType: string('Data type of the column; MySQL and MariaDB need it'),
    remarks: string('Comment that the column gets (MySQL, MariaDB)'),
  },
  examples: [{ tableName: 'person', oldColumnName: 'name', newColumnName: 'full_name', columnDataType: 'varchar(50)' }],
  confirm: (p) => `Column ${p.tableName}.${p.oldColumnName} renamed to ${p.newColumnName}`,
  statements: (p) => [
    {
      kind: 'renameColumn',
      table: tableOf(p),
      oldName: p.oldColumnName,
      newName: p.newColumnName,
      type: p.columnDataType,
      remarks: p.remarks,
    },
  ],
  inverse: (p) => [
    {
      name: 'renameColumn',
      props: given({
        schemaName: p.schemaName,
        tableName: p.tableName,
        oldColumnName: p.newColumnName,
        newColumnName: p.oldColumnName,
        columnDataType: p.columnDataType,
      }),
    },
  ],
});
