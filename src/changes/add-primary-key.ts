import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { given } from './shared/column.js';
import { forIndexFields, forIndexOf } from './shared/for-index.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const addPrimaryKey = defineChange({
  name: 'addPrimaryKey',
  summary: 'Makes existing columns the primary key of their table',
  fields: {
    ...tableRef,
    columnNames: required(string('Columns of the key, separated by commas')),
    constraintName: string('Name of the key'),
    tablespace: string('Tablespace of the index behind the key; on SQL Server the file group'),
    clustered: boolean('Whether the table is stored in the order of the key'),
    ...forIndexFields,
    validate: boolean('Whether existing rows are checked (Oracle)'),
  },
  examples: [
    { tableName: 'person', columnNames: 'id', constraintName: 'pk_person' },
    { tableName: 'membership', columnNames: 'club, member' },
  ],
  confirm: (p) => `Primary key added to ${p.tableName} (${p.columnNames})`,
  statements: (p) => [
    {
      kind: 'addPrimaryKey',
      table: tableOf(p),
      columns: p.columnNames,
      constraintName: p.constraintName,
      tablespace: p.tablespace,
      clustered: p.clustered,
      forIndex: forIndexOf(p),
      validate: p.validate,
    },
  ],
  inverse: (p) => [
    {
      name: 'dropPrimaryKey',
      props: given({
        schemaName: p.schemaName,
        tableName: p.tableName,
        constraintName: p.constraintName,
        dropIndex: p.forIndexName === undefined ? undefined : false,
      }),
    },
  ],
});
