import { defineChange } from '../define/change.js';
import { boolean, required, string } from '../define/fields.js';
import type { ObjectName } from '../model/names.js';
import type { Statement } from '../model/statement.js';
import { checkSource, fieldsAndSqlChecksum, fileFields, sqlOf } from './shared/sql-text.js';
import { location } from './shared/table-ref.js';

const fields = {
  ...location,
  viewName: required(string('Name of the view')),
  selectQuery: string('The query that the view shows', { xml: 'body' }),
  replaceIfExists: boolean('Replace a view of that name; default false'),
  fullDefinition: boolean('The text is the whole CREATE VIEW statement, not the query alone; default false'),
  ...fileFields,
  remarks: string('Comment stored with the view'),
};

export const createView = defineChange({
  name: 'createView',
  summary: 'Creates a view',
  fields,
  examples: [
    { viewName: 'v_person', selectQuery: 'SELECT id, name FROM person WHERE id > 10' },
    { viewName: 'v_person', replaceIfExists: true, remarks: 'People by number', selectQuery: 'SELECT id, name FROM person' },
    { viewName: 'v_person', fullDefinition: true, selectQuery: 'CREATE VIEW v_person (number) AS SELECT id FROM person' },
  ],
  check: (p) => checkSource(p, p.selectQuery, 'a query'),
  checksum: (p, context) => fieldsAndSqlChecksum({ name: 'createView', fields, own: 'selectQuery', exclude: [] }, p, context),
  confirm: (p) => `View ${p.viewName} created`,
  statements(p, context) {
    const view: ObjectName = { catalog: p.catalogName, schema: p.schemaName, name: p.viewName };
    const query = sqlOf(p, p.selectQuery, context);
    const statements: Statement[] = [{ kind: 'createView', view, query, replace: p.replaceIfExists, fullDefinition: p.fullDefinition }];
    const remarks = p.remarks?.trim() ?? '';
    if (remarks !== '' && context.traits.viewRemarks) statements.push({ kind: 'setViewRemarks', view, remarks });
    else if (remarks !== '') context.warn(`createView ${p.viewName}: remarks are left out, for views have none here`);
    return statements;
  },
  inverse: (p) => [{ name: 'dropView', props: { catalogName: p.catalogName, schemaName: p.schemaName, viewName: p.viewName } }],
});
