import { defineChange } from '../define/change.js';
import { boolean } from '../define/fields.js';
import { cascade, typeOf, typeRef } from './shared/composite-type.js';

export const dropCompositeType = defineChange({
  name: 'dropCompositeType',
  summary: 'Drops a composite type (PostgreSQL)',
  fields: {
    ...typeRef,
    ifExists: boolean('Do nothing where the type does not exist; default false'),
    onDelete: cascade('CASCADE drops what uses the type, too; RESTRICT, the default, refuses'),
  },
  examples: [{ typeName: 'address', ifExists: true, onDelete: 'CASCADE' }],
  confirm: (p) => `Composite type ${p.typeName} dropped`,
  statements: (p) => [{ kind: 'dropType', type: typeOf(p), ifExists: p.ifExists, onDelete: p.onDelete }],
});
