import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { triggerNamed, triggerPlace, triggerTableOf } from './shared/trigger.js';

export const renameTrigger = defineChange({
  name: 'renameTrigger',
  summary: 'Renames a trigger',
  fields: {
    ...triggerPlace,
    oldTriggerName: required(string('Name of the trigger as it is')),
    newTriggerName: required(string('Name that it gets')),
  },
  examples: [{ oldTriggerName: 'person_stamp', newTriggerName: 'person_seen', tableName: 'person' }],
  confirm: (p) => `Trigger ${p.oldTriggerName} renamed to ${p.newTriggerName}`,
  statements: (p) => [
    { kind: 'renameTrigger', trigger: triggerNamed(p.oldTriggerName, p), newName: p.newTriggerName, table: triggerTableOf(p) },
  ],
  inverse: (p) => [{ name: 'renameTrigger', props: { ...p, oldTriggerName: p.newTriggerName, newTriggerName: p.oldTriggerName } }],
});
