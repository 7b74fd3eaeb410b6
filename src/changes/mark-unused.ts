import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const markUnused = defineChange({
  name: 'markUnused',
  summary: 'Takes a column out of use at once and leaves its data for later (Oracle)',
  fields: { ...tableRef, columnName: required(string('Name of the column')) },
  examples: [{ tableName: 'person', columnName: 'nick' }],
  confirm: (p) => `Column ${p.columnName} of ${p.tableName} marked as unused`,
  statements: (p) => [{ kind: 'markUnused', table: tableOf(p), column: p.columnName }],
});
