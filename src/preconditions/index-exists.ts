import { string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { columnNames, filled, place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `IndexExistsPrecondition`: a given name decides alone; without one the columns decide. */
export const indexExists = definePrecondition({
  name: 'indexExists',
  summary: 'Holds where an index exists, by name or by table and columns',
  fields: {
    ...schemaRef,
    indexName: string('Name of the index'),
    tableName: string('Table that the index is on'),
    columnNames: string('Comma-separated columns of the index, in order'),
  },
  examples: [{ indexName: 'idx_person_name' }, { tableName: 'person', columnNames: 'last_name, first_name' }],
  check: (props) =>
    props.indexName === undefined && (props.tableName === undefined || props.columnNames === undefined)
      ? [{ message: 'indexName OR (tableName and columnNames) is required' }]
      : [],
  async evaluate(props, { catalog, nameSql }) {
    const table = filled(props.tableName);
    const exists = await catalog.indexExists({
      // Liquibase hangs the schema on the table; without one it looks in the default schema, whatever schemaName says.
      ...(table === undefined ? {} : place(props)),
      table,
      index: props.indexName,
      columns: columnNames(props.columnNames),
    });
    if (exists) return true;
    const index = props.indexName === undefined ? '' : nameSql(props.indexName, 'index');
    const columns = filled(props.columnNames) === undefined ? '' : ` columns ${props.columnNames}`;
    return `Index ${index}${table === undefined ? '' : ` on ${nameSql(table, 'table')}${columns}`} does not exist`;
  },
});
