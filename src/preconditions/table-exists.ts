import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { objectLine } from './shared/object-line.js';
import { place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `TableExistsPrecondition`. */
export const tableExists = definePrecondition({
  name: 'tableExists',
  summary: 'Holds where a table exists',
  fields: { ...schemaRef, tableName: required(string('Name of the table')) },
  examples: [{ tableName: 'person' }],
  line: objectLine('table', 'tableName'),
  async evaluate(props, { catalog, objectSql }) {
    const at = place(props);
    if (await catalog.tableExists({ ...at, table: props.tableName })) return true;
    return `Table ${objectSql({ ...at, name: props.tableName }, 'table')} does not exist`;
  },
});
