import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const renameView = defineChange({
  name: 'renameView',
  summary: 'Renames a view',
  fields: {
    ...location,
    oldViewName: required(string('Name of the view as it is')),
    newViewName: required(string('Name that it gets')),
  },
  examples: [{ oldViewName: 'v_person', newViewName: 'v_people' }],
  confirm: (p) => `View ${p.oldViewName} renamed to ${p.newViewName}`,
  statements: (p) => [
    { kind: 'renameView', view: { catalog: p.catalogName, schema: p.schemaName, name: p.oldViewName }, newName: p.newViewName },
  ],
  inverse: (p) => [{ name: 'renameView', props: { ...p, oldViewName: p.newViewName, newViewName: p.oldViewName } }],
});
