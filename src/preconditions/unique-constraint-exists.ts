import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { columnNames, filled, place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `UniqueConstraintExistsPrecondition`: a given name decides alone; without one the columns decide. */
export const uniqueConstraintExists = definePrecondition({
  name: 'uniqueConstraintExists',
  summary: 'Holds where a unique constraint exists, by name or by columns',
  fields: {
    ...schemaRef,
    tableName: required(string('Table that has the constraint')),
    constraintName: string('Name of the constraint'),
    columnNames: string('Comma-separated columns of the constraint, in order'),
  },
  examples: [{ tableName: 'person', columnNames: 'email' }],
  check: (props) =>
    filled(props.constraintName) === undefined && filled(props.columnNames) === undefined
      ? [{ message: 'constraintName OR columnNames is required for uniqueConstraintExists' }]
      : [],
  async evaluate(props, { catalog }) {
    const constraint = filled(props.constraintName);
    const columns = columnNames(props.columnNames);
    if (await catalog.uniqueConstraintExists({ ...place(props), table: props.tableName, constraint, columns })) return true;
    return `${constraint ?? 'Unique constraint'} on ${props.tableName}(${columns?.join(', ') ?? ''}) does not exist`;
  },
});
