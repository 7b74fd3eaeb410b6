import { defineChange } from '../define/change.js';
import { sequenceOf, sequenceOptions, sequenceRef, sequenceSettings, unreadStart, warnOfUnread } from './shared/sequence.js';

export const alterSequence = defineChange({
  name: 'alterSequence',
  summary: 'Changes how a sequence counts',
  fields: { ...sequenceRef, ...sequenceOptions, ...unreadStart },
  examples: [
    { sequenceName: 'seq_order', incrementBy: 10n },
    { sequenceName: 'seq_order', maxValue: 1000000n, cycle: false },
  ],
  confirm: (p) => `Sequence ${p.sequenceName} altered`,
  statements(p, context) {
    warnOfUnread('alterSequence', unreadStart, p, context);
    return [{ kind: 'alterSequence', sequence: sequenceOf(p), ...sequenceSettings(p) }];
  },
});
