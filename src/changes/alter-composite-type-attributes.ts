import { defineChange } from '../define/change.js';
import { boolean, list, required, string } from '../define/fields.js';
import { cascade, typeOf, typeRef } from './shared/composite-type.js';

const name = required(string('Name of the attribute'));
const collation = string('Collation of the attribute');

const added = {
  name,
  type: required(string('Data type of the attribute, as the database spells it')),
  collation,
  onCreate: cascade('CASCADE adds it to typed tables, too; RESTRICT, the default, refuses'),
};

const altered = {
  name,
  newType: required(string('Data type that the attribute gets')),
  collation,
  onUpdate: cascade('CASCADE changes typed tables, too; RESTRICT, the default, refuses'),
};

const dropped = {
  name,
  ifExists: boolean('Do nothing where the attribute does not exist; default false'),
  onDelete: cascade('CASCADE drops it from typed tables, too; RESTRICT, the default, refuses'),
};

export const alterCompositeTypeAttributes = defineChange({
  name: 'alterCompositeTypeAttributes',
  summary: 'Adds, changes and drops attributes of a composite type (PostgreSQL)',
  fields: {
    ...typeRef,
    addAttributes: list('addAttribute', added, 'Attributes to add'),
    alterAttributes: list('alterAttribute', altered, 'Attributes to change'),
    dropAttributes: list('dropAttribute', dropped, 'Attributes to drop'),
  },
  examples: [
    {
      typeName: 'address',
      addAttributes: [{ name: 'country', type: 'text', onCreate: 'CASCADE' }],
      alterAttributes: [{ name: 'zip', newType: 'text' }],
      dropAttributes: [{ name: 'street', ifExists: true }],
    },
  ],
  confirm: (p) => `Composite type ${p.typeName} altered`,
  statements: (p) => [
    {
      kind: 'alterType',
      type: typeOf(p),
      add: p.addAttributes ?? [],
      alter: (p.alterAttributes ?? []).map((one) => ({ ...one, type: one.newType })),
      drop: p.dropAttributes ?? [],
    },
  ],
});
