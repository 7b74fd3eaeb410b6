import { defineChange } from '../define/change.js';
import { triggerNamed, triggerRef, triggerTableOf } from './shared/trigger.js';

export const dropTrigger = defineChange({
  name: 'dropTrigger',
  summary: 'Drops a trigger',
  fields: triggerRef,
  examples: [{ triggerName: 'person_stamp', tableName: 'person' }],
  confirm: (p) => `Trigger ${p.triggerName} dropped`,
  statements: (p) => [{ kind: 'dropRoutine', type: 'trigger', routine: triggerNamed(p.triggerName, p), table: triggerTableOf(p) }],
});
