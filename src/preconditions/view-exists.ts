import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { objectLine } from './shared/object-line.js';
import { place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `ViewExistsPrecondition`. */
export const viewExists = definePrecondition({
  name: 'viewExists',
  summary: 'Holds where a view exists',
  fields: { ...schemaRef, viewName: required(string('Name of the view')) },
  examples: [{ viewName: 'active_person' }],
  line: objectLine('view', 'viewName'),
  async evaluate(props, { catalog, objectSql }) {
    const at = place(props);
    if (await catalog.viewExists({ ...at, view: props.viewName })) return true;
    return `View ${objectSql({ ...at, name: props.viewName }, 'table')} does not exist`;
  },
});
