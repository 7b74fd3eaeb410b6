import { defineChange } from '../define/change.js';
import { checkRef } from './shared/check-ref.js';
import { tableOf } from './shared/table-ref.js';

export const enableCheckConstraint = defineChange({
  name: 'enableCheckConstraint',
  summary: 'Enforces a check constraint again',
  fields: checkRef,
  examples: [{ tableName: 'person', constraintName: 'person_id_positive' }],
  confirm: (p) => `Check constraint ${p.constraintName} of ${p.tableName} enabled`,
  statements: (p) => [{ kind: 'enableCheck', table: tableOf(p), constraintName: p.constraintName, enabled: true }],
  inverse: (p) => [{ name: 'disableCheckConstraint', props: p }],
});
