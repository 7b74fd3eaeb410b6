import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';

export const tagDatabase = defineChange({
  name: 'tagDatabase',
  summary: 'Gives the state of the database a name that a rollback can go back to',
  fields: { tag: required(string('The name')) },
  examples: [{ tag: 'version_1.3' }],
  setsTag: (p) => p.tag,
  confirm: (p) => `Tag '${p.tag}' applied to database`,
  statements: () => [],
  inverse: () => [],
});
