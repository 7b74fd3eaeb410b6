import { defineChange } from '../define/change.js';
import { string } from '../define/fields.js';
import { given } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const dropNotNullConstraint = defineChange({
  name: 'dropNotNullConstraint',
  summary: 'Lets a column hold NULL',
  fields: {
    ...tableRef,
    columnName: string('Name of the column; only Oracle can do without, by the name of the constraint'),
    columnDataType: string('Data type of the column; MySQL, MariaDB and SQL Server need it'),
    constraintName: string('Name of the constraint, on databases where it has one'),
  },
  examples: [{ tableName: 'person', columnName: 'name', columnDataType: 'varchar(50)' }],
  check: (p) =>
    p.columnName === undefined && p.constraintName === undefined
      ? [{ message: 'neither columnName nor constraintName is given', hint: 'add columnName' }]
      : [],
  confirm: (p) => `Null constraint dropped from ${p.tableName}.${p.columnName}`,
  statements: (p) => [
    {
      kind: 'setNullable',
      table: tableOf(p),
      column: p.columnName ?? '',
      nullable: true,
      type: p.columnDataType,
      constraintName: p.constraintName,
    },
  ],
  inverse: (p) => [
    {
      name: 'addNotNullConstraint',
      props: given({
        schemaName: p.schemaName,
        tableName: p.tableName,
        columnName: p.columnName,
        columnDataType: p.columnDataType,
        constraintName: p.constraintName,
      }),
    },
  ],
});
