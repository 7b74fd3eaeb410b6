import { defineChange } from '../define/change.js';
import { triggerNamed, triggerRef, triggerTableOf } from './shared/trigger.js';

export const enableTrigger = defineChange({
  name: 'enableTrigger',
  summary: 'Switches a trigger on',
  fields: triggerRef,
  examples: [{ triggerName: 'person_stamp', tableName: 'person' }],
  confirm: (p) => `Trigger ${p.triggerName} enabled`,
  statements: (p) => [{ kind: 'enableTrigger', enabled: true, trigger: triggerNamed(p.triggerName, p), table: triggerTableOf(p) }],
  inverse: (p) => [{ name: 'disableTrigger', props: p }],
});
