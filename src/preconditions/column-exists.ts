import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `ColumnExistsPrecondition`. */
export const columnExists = definePrecondition({
  name: 'columnExists',
  summary: 'Holds where a table or view has a column',
  fields: {
    ...schemaRef,
    tableName: required(string('Name of the table or view')),
    columnName: required(string('Name of the column')),
  },
  examples: [{ tableName: 'person', columnName: 'nick' }],
  async evaluate(props, { catalog, defaultSchema }) {
    const { tableName: table, columnName: column } = props;
    const at = place(props);
    if (await catalog.columnExists({ ...at, table, column })) return true;
    return `Column ${[at.schema ?? defaultSchema, table, column].filter((part) => part !== undefined).join('.')} does not exist`;
  },
});
