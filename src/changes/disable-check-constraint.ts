import { defineChange } from '../define/change.js';
import { checkRef } from './shared/check-ref.js';
import { tableOf } from './shared/table-ref.js';

export const disableCheckConstraint = defineChange({
  name: 'disableCheckConstraint',
  summary: 'Stops enforcing a check constraint',
  fields: checkRef,
  examples: [{ tableName: 'person', constraintName: 'person_id_positive' }],
  confirm: (p) => `Check constraint ${p.constraintName} of ${p.tableName} disabled`,
  statements: (p) => [{ kind: 'enableCheck', table: tableOf(p), constraintName: p.constraintName, enabled: false }],
  inverse: (p) => [{ name: 'enableCheckConstraint', props: p }],
});
