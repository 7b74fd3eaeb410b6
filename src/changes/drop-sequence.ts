import { defineChange } from '../define/change.js';
import { sequenceOf, sequenceRef } from './shared/sequence.js';

export const dropSequence = defineChange({
  name: 'dropSequence',
  summary: 'Drops a sequence',
  fields: sequenceRef,
  examples: [{ sequenceName: 'seq_order' }],
  confirm: (p) => `Sequence ${p.sequenceName} dropped`,
  statements: (p) => [{ kind: 'dropSequence', sequence: sequenceOf(p) }],
});
