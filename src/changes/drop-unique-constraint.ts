import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { tableOf, tableRef } from './shared/table-ref.js';

export const dropUniqueConstraint = defineChange({
  name: 'dropUniqueConstraint',
  summary: 'Drops a unique constraint',
  fields: {
    ...tableRef,
    constraintName: required(string('Name of the constraint')),
    uniqueColumns: string('Columns of the constraint, separated by commas; they say which one where it has no name'),
  },
  examples: [{ tableName: 'person', constraintName: 'uq_person_email' }],
  confirm: (p) => `Unique constraint ${p.constraintName} dropped from ${p.tableName}`,
  statements: (p) => [
    { kind: 'dropUniqueConstraint', table: tableOf(p), constraintName: p.constraintName, uniqueColumns: p.uniqueColumns },
  ],
});
