import { defineChange } from '../define/change.js';
import { triggerNamed, triggerRef, triggerTableOf } from './shared/trigger.js';

export const disableTrigger = defineChange({
  name: 'disableTrigger',
  summary: 'Switches a trigger off',
  fields: triggerRef,
  examples: [{ triggerName: 'person_stamp', tableName: 'person' }],
  confirm: (p) => `Trigger ${p.triggerName} disabled`,
  statements: (p) => [{ kind: 'enableTrigger', enabled: false, trigger: triggerNamed(p.triggerName, p), table: triggerTableOf(p) }],
  inverse: (p) => [{ name: 'enableTrigger', props: p }],
});
