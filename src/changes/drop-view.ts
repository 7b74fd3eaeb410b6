import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const dropView = defineChange({
  name: 'dropView',
  summary: 'Drops a view',
  fields: {
    ...location,
    viewName: required(string('Name of the view')),
    ifExists: boolean('Do nothing where the view does not exist; default false, which makes that an error'),
  },
  examples: [{ viewName: 'v_person' }, { viewName: 'v_person', ifExists: true }],
  confirm: (p) => `View ${p.viewName} dropped`,
  statements: (p) => [{ kind: 'dropView', view: { catalog: p.catalogName, schema: p.schemaName, name: p.viewName }, ifExists: p.ifExists }],
});
