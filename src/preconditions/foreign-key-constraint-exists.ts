import { required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { filled, place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `ForeignKeyExistsPrecondition`. */
export const foreignKeyConstraintExists = definePrecondition({
  name: 'foreignKeyConstraintExists',
  summary: 'Holds where a foreign key exists',
  fields: {
    ...schemaRef,
    foreignKeyName: required(string('Name of the foreign key')),
    foreignKeyTableName: string('Table that has the foreign key'),
  },
  examples: [{ foreignKeyName: 'fk_address_person', foreignKeyTableName: 'address' }],
  async evaluate(props, { catalog, objectSql }) {
    const at = place(props);
    const { foreignKeyName: foreignKey } = props;
    if (await catalog.foreignKeyExists({ ...at, table: filled(props.foreignKeyTableName), foreignKey })) return true;
    return `Foreign Key ${objectSql({ ...at, name: foreignKey }, 'index')} does not exist`;
  },
});
