import { defineChange } from '../define/change.js';
import { required, string } from '../define/fields.js';
import { typeOf, typeRef } from './shared/composite-type.js';

export const changeCompositeTypeOwner = defineChange({
  name: 'changeCompositeTypeOwner',
  summary: 'Gives a composite type to another role (PostgreSQL)',
  fields: { ...typeRef, newOwner: required(string('The role, or CURRENT_USER, CURRENT_ROLE or SESSION_USER')) },
  examples: [{ typeName: 'address', newOwner: 'CURRENT_USER' }],
  confirm: (p) => `Composite type ${p.typeName} given to ${p.newOwner}`,
  statements: (p) => [{ kind: 'changeTypeOwner', type: typeOf(p), newOwner: p.newOwner }],
});
