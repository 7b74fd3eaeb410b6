import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { given } from './shared/column.js';
import { forIndexFields, forIndexOf } from './shared/for-index.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const addUniqueConstraint = defineChange({
  name: 'addUniqueConstraint',
  summary: 'Makes the values of existing columns unique',
  fields: {
    ...tableRef,
    columnNames: required(string('Columns that are unique together, separated by commas')),
    constraintName: string('Name of the constraint'),
    tablespace: string('Tablespace of the index behind the constraint; on SQL Server the file group'),
    deferrable: boolean('Whether the constraint may be checked at the end of the transaction (PostgreSQL, Oracle)'),
    initiallyDeferred: boolean('Whether it is checked there unless told otherwise (PostgreSQL, Oracle)'),
    disabled: boolean('Whether the constraint is made but not in force (Oracle)'),
    validate: boolean('Whether existing rows are checked (Oracle)'),
    clustered: boolean('Whether the table is stored in the order of the constraint (SQL Server)'),
    ...forIndexFields,
  },
  examples: [
    { tableName: 'person', columnNames: 'email', constraintName: 'uq_person_email' },
    { tableName: 'person', columnNames: 'first_name, last_name' },
  ],
  confirm: (p) => `Unique constraint added to ${p.tableName}(${p.columnNames})`,
  statements: (p) => [
    {
      kind: 'addUniqueConstraint',
      table: tableOf(p),
      columns: p.columnNames,
      constraintName: p.constraintName,
      tablespace: p.tablespace,
      deferrable: p.deferrable,
      initiallyDeferred: p.initiallyDeferred,
      disabled: p.disabled,
      validate: p.validate,
      clustered: p.clustered,
      forIndex: forIndexOf(p),
    },
  ],
  inverse: (p) => [
    {
      name: 'dropUniqueConstraint',
      props: given({
        schemaName: p.schemaName,
        tableName: p.tableName,
        constraintName: p.constraintName,
        uniqueColumns: p.columnNames,
      }),
    },
  ],
});
