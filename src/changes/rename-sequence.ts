import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const renameSequence = defineChange({
  name: 'renameSequence',
  summary: 'Renames a sequence',
  fields: {
    ...location,
    oldSequenceName: required(string('Name of the sequence as it is')),
    newSequenceName: required(string('Name that it gets')),
  },
  examples: [{ oldSequenceName: 'seq_order', newSequenceName: 'seq_purchase' }],
  confirm: (p) => `Sequence ${p.oldSequenceName} renamed to ${p.newSequenceName}`,
  statements: (p) => [
    {
      kind: 'renameSequence',
      sequence: { catalog: p.catalogName, schema: p.schemaName, name: p.oldSequenceName },
      newName: p.newSequenceName,
    },
  ],
  inverse: (p) => [{ name: 'renameSequence', props: { ...p, oldSequenceName: p.newSequenceName, newSequenceName: p.oldSequenceName } }],
});
