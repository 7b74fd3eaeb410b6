import { defineChange } from '../define/change.js';
import { boolean, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const dropPrimaryKey = defineChange({
  name: 'dropPrimaryKey',
  summary: 'Drops the primary key of a table',
  fields: {
    ...tableRef,
    constraintName: string('Name of the key; without it, the key that the table has'),
    dropIndex: boolean('Whether the index behind the key goes too (Oracle); default true'),
  },
  examples: [{ tableName: 'person', constraintName: 'pk_person' }, { tableName: 'person' }],
  confirm: (p) => `Primary key dropped from ${p.tableName}`,
  statements: (p) => [{ kind: 'dropPrimaryKey', table: tableOf(p), constraintName: p.constraintName, dropIndex: p.dropIndex }],
});
