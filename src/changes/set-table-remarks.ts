import { defineChange } from '../define/change.js';
import { string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const setTableRemarks = defineChange({
  name: 'setTableRemarks',
  summary: 'Stores a comment with a table',
  fields: { ...tableRef, remarks: string('The comment; without it the table has none afterwards') },
  examples: [{ tableName: 'person', remarks: "People we've met" }],
  confirm: (p) => `Remarks set on ${p.tableName}`,
  statements: (p) => [{ kind: 'setTableRemarks', table: tableOf(p), remarks: p.remarks ?? '' }],
});
