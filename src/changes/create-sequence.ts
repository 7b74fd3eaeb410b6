import { defineChange } from '../define/change.js';
import { integer } from '../define/fields.js';
import { sequenceOf, sequenceOptions, sequenceRef, sequenceSettings } from './shared/sequence.js';

export const createSequence = defineChange({
  name: 'createSequence',
  summary: 'Creates a sequence',
  fields: { ...sequenceRef, startValue: integer('First value'), ...sequenceOptions },
  examples: [
    { sequenceName: 'seq_order', startValue: 100n, incrementBy: 2n },
    { sequenceName: 'seq_invoice', minValue: 1n, maxValue: 9999n, cacheSize: 20n, cycle: true },
  ],
  confirm: (p) => `Sequence ${p.sequenceName} created`,
  statements: (p) => [{ kind: 'createSequence', sequence: sequenceOf(p), startValue: p.startValue, ...sequenceSettings(p) }],
  inverse: (p) => [{ name: 'dropSequence', props: { catalogName: p.catalogName, schemaName: p.schemaName, sequenceName: p.sequenceName } }],
});
