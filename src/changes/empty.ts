import { defineChange } from '../define/change.js';

export const empty = defineChange({
  name: 'empty',
  summary: 'Does nothing',
  fields: {},
  examples: [{}],
  confirm: () => 'Empty change did nothing',
  statements: () => [],
  inverse: () => [],
});
