import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { given } from './shared/column.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const addNotNullConstraint = defineChange({
  name: 'addNotNullConstraint',
  summary: 'Makes a column NOT NULL',
  fields: {
    ...tableRef,
    columnName: required(string('Name of the column')),
    defaultNullValue: string('Value that rows with NULL get first; without it such rows make the change fail'),
    columnDataType: string('Data type of the column; MySQL, MariaDB and SQL Server need it'),
    constraintName: string('Name of the constraint, on databases where it has one'),
    validate: boolean('Whether existing rows are checked (Oracle)'),
  },
  examples: [
    { tableName: 'person', columnName: 'name', columnDataType: 'varchar(50)', defaultNullValue: 'unknown' },
    { tableName: 'person', columnName: 'active', columnDataType: 'boolean', defaultNullValue: 'false' },
  ],
  confirm: (p) =>
    `NOT NULL constraint ${p.constraintName?.trim() ? `"${p.constraintName}" ` : ''}has been added to ${p.tableName}.${p.columnName}`,
  statements: (p) => [
    {
      kind: 'setNullable',
      table: tableOf(p),
      column: p.columnName,
      nullable: false,
      type: p.columnDataType,
      constraintName: p.constraintName,
      validate: p.validate,
      replaceNulls: p.defaultNullValue,
    },
  ],
  inverse: (p) => [
    {
      name: 'dropNotNullConstraint',
      props: given({
        schemaName: p.schemaName,
        tableName: p.tableName,
        columnName: p.columnName,
        columnDataType: p.columnDataType,
      }),
    },
  ],
});
