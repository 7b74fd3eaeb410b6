import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { given } from './shared/column.js';
import { location } from './shared/table-ref.js';

export const renameTable = defineChange({
  name: 'renameTable',
  summary: 'Renames a table',
  fields: {
    ...location,
    oldTableName: required(string('Name that the table has')),
    newTableName: required(string('Name that the table gets')),
  },
  examples: [{ oldTableName: 'person', newTableName: 'employee' }],
  confirm: (p) => `Table ${p.oldTableName} renamed to ${p.newTableName}`,
  statements: (p) => [
    { kind: 'renameTable', table: { catalog: p.catalogName, schema: p.schemaName, name: p.oldTableName }, newName: p.newTableName },
  ],
  inverse: (p) => [
    {
      name: 'renameTable',
      props: given({ schemaName: p.schemaName, oldTableName: p.newTableName, newTableName: p.oldTableName }),
    },
  ],
});
