import { defineChange } from '../define/change.js';
import { list, required, string } from '../define/fields.js';
import { typeOf, typeRef } from './shared/composite-type.js';

const attributeFields = {
  name: required(string('Name of the attribute')),
  type: required(string('Data type of the attribute, as the database spells it')),
  collation: string('Collation of the attribute'),
};

export const createCompositeType = defineChange({
  name: 'createCompositeType',
  summary: 'Creates a type made of attributes (PostgreSQL)',
  fields: { ...typeRef, typeAttributes: required(list('typeAttribute', attributeFields, 'The attributes, in order')) },
  examples: [
    {
      typeName: 'address',
      typeAttributes: [
        { name: 'street', type: 'text' },
        { name: 'zip', type: 'varchar(10)', collation: 'C' },
      ],
    },
  ],
  confirm: (p) => `Composite type ${p.typeName} created`,
  statements: (p) => [{ kind: 'createType', type: typeOf(p), attributes: p.typeAttributes }],
  inverse: ({ catalogName, schemaName, typeName }) => [{ name: 'dropCompositeType', props: { catalogName, schemaName, typeName } }],
});
