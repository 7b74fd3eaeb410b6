import { defineChange } from '../define/change.js';
import { checkRef } from './shared/check-ref.js';
import { tableOf } from './shared/table-ref.js';

export const dropCheckConstraint = defineChange({
  name: 'dropCheckConstraint',
  summary: 'Drops a check constraint',
  fields: checkRef,
  examples: [{ tableName: 'person', constraintName: 'person_id_positive' }],
  confirm: (p) => `Check constraint ${p.constraintName} dropped from ${p.tableName}`,
  statements: (p) => [{ kind: 'dropCheck', table: tableOf(p), constraintName: p.constraintName }],
});
