import { defineChange } from '../define/change.js';
import { sequenceOf, sequenceRef, unreadOptions, warnOfUnread } from './shared/sequence.js';

export const dropSequence = defineChange({
  name: 'dropSequence',
  summary: 'Drops a sequence',
  fields: { ...sequenceRef, ...unreadOptions },
  examples: [{ sequenceName: 'seq_order' }],
  confirm: (p) => `Sequence ${p.sequenceName} dropped`,
  statements(p, context) {
    warnOfUnread('dropSequence', unreadOptions, p, context);
    return [{ kind: 'dropSequence', sequence: sequenceOf(p) }];
  },
});
