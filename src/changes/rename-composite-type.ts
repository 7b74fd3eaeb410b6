import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { location } from './shared/table-ref.js';

export const renameCompositeType = defineChange({
  name: 'renameCompositeType',
  summary: 'Renames a composite type (PostgreSQL)',
  fields: {
    ...location,
    oldTypeName: required(string('Name of the type as it is')),
    newTypeName: required(string('Name that it gets')),
  },
  examples: [{ oldTypeName: 'address', newTypeName: 'postal_address' }],
  confirm: (p) => `Composite type ${p.oldTypeName} renamed to ${p.newTypeName}`,
  statements: (p) => [
    { kind: 'renameType', type: { catalog: p.catalogName, schema: p.schemaName, name: p.oldTypeName }, newName: p.newTypeName },
  ],
  inverse: (p) => [{ name: 'renameCompositeType', props: { ...p, oldTypeName: p.newTypeName, newTypeName: p.oldTypeName } }],
});
