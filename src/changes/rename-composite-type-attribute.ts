import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { cascade, typeOf, typeRef } from './shared/composite-type.js';

export const renameCompositeTypeAttribute = defineChange({
  name: 'renameCompositeTypeAttribute',
  summary: 'Renames an attribute of a composite type (PostgreSQL)',
  fields: {
    ...typeRef,
    oldAttributeName: required(string('Name of the attribute as it is')),
    newAttributeName: required(string('Name that it gets')),
    onUpdate: cascade('CASCADE renames it in typed tables, too; RESTRICT, the default, refuses'),
  },
  examples: [{ typeName: 'address', oldAttributeName: 'zip', newAttributeName: 'postcode', onUpdate: 'CASCADE' }],
  confirm: (p) => `Attribute ${p.oldAttributeName} of composite type ${p.typeName} renamed to ${p.newAttributeName}`,
  statements: (p) => [
    { kind: 'renameTypeAttribute', type: typeOf(p), oldName: p.oldAttributeName, newName: p.newAttributeName, onUpdate: p.onUpdate },
  ],
  inverse: (p) => [
    {
      name: 'renameCompositeTypeAttribute',
      props: { ...p, oldAttributeName: p.newAttributeName, newAttributeName: p.oldAttributeName },
    },
  ],
});
