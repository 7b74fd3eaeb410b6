import { defineChange } from '../define/change.js';
import { baseTableOf, baseTableRef } from './shared/table-ref.js';

export const dropAllForeignKeyConstraints = defineChange({
  name: 'dropAllForeignKeyConstraints',
  summary: 'Drops every foreign key that a table has; which ones, the live database tells',
  fields: { ...baseTableRef },
  examples: [{ baseTableName: 'address' }],
  confirm: (p) => `Foreign keys on base table ${p.baseTableName} dropped`,
  statements: (p) => [{ kind: 'dropAllForeignKeys', baseTable: baseTableOf(p) }],
});
