import { string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { filled, place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `PrimaryKeyExistsPrecondition`. */
export const primaryKeyExists = definePrecondition({
  name: 'primaryKeyExists',
  summary: 'Holds where a primary key exists, by name or by table',
  fields: {
    ...schemaRef,
    primaryKeyName: string('Name of the primary key'),
    tableName: string('Table that has the primary key'),
  },
  examples: [{ tableName: 'person' }, { primaryKeyName: 'pk_person' }],
  check: ({ primaryKeyName, tableName }) =>
    primaryKeyName === undefined && tableName === undefined ? [{ message: 'Either primaryKeyName or tableName must be set' }] : [],
  async evaluate(props, { catalog, nameSql }) {
    const { primaryKeyName: primaryKey, tableName } = props;
    if (await catalog.primaryKeyExists({ ...place(props), table: filled(tableName), primaryKey })) return true;
    if (tableName !== undefined) return `Primary Key does not exist on ${nameSql(tableName, 'table')}`;
    return `Primary Key ${nameSql(primaryKey ?? '', 'constraint')} does not exist`;
  },
});
