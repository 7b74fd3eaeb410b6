import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `TableIsEmptyPrecondition`. A table that does not exist is an error, not a failure. */
export const tableIsEmpty = definePrecondition({
  name: 'tableIsEmpty',
  summary: 'Holds where a table has no rows',
  fields: { ...schemaRef, tableName: required(string('Name of the table')) },
  examples: [{ tableName: 'person' }],
  async evaluate(props, { catalog }) {
    const { tableName: table } = props;
    return !(await catalog.hasRows({ ...place(props), table })) || `Table ${table} is not empty.`;
  },
});
