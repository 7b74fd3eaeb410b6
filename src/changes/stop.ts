import { fail } from '../core/error.js';
import { defineChange } from '../define/change.js';
import { string } from '../define/fields.js';

const defaultMessage = 'Stop command in changelog file';

export const stop = defineChange({
  name: 'stop',
  summary: 'Ends the run with a message; for stepping through a changelog',
  fields: { message: string('The message', { xml: 'body' }) },
  examples: [{ message: 'What just happened?' }],
  stops: true,
  normalize: (p) => ({ message: p.message?.trim() || defaultMessage }),
  confirm: () => 'Changelog Execution Stopped',
  // A generator: the run ends when its turn comes, not while the changeset is looked at.
  // oxlint-disable-next-line require-yield
  *statements(p) {
    fail('STOPPED', { message: p.message ?? defaultMessage });
  },
});
