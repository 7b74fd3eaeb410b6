import { defineChange } from '../define/change.js';
import { boolean } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const dropTable = defineChange({
  name: 'dropTable',
  summary: 'Drops an existing table',
  fields: { ...tableRef, cascadeConstraints: boolean('Also drop the foreign keys that refer to the table') },
  examples: [{ tableName: 'person' }, { tableName: 'person', cascadeConstraints: true }],
  confirm: (p) => `Table ${p.tableName} dropped`,
  statements: (p) => [{ kind: 'dropTable', table: tableOf(p), cascadeConstraints: p.cascadeConstraints }],
});
