import type { ObjectName } from '../model/names.js';
import type { SchemaObject } from '../model/schema-object.js';
import { refKey, type ObjectRef } from '../model/schema-ref.js';
import type { Table } from '../model/schema-table.js';
import type { View } from '../model/schema-code.js';
import type { Entry, ObjectEntry } from './entry.js';
import { fieldsOf, type FieldRules } from './fields.js';

/**
 * All objects of a snapshot, parts of tables among them, in the order of the snapshot. The columns of a partition are those of its parent.
 * @param rules how values are made comparable with those of the other side.
 */
export function entriesOf(rules: FieldRules): readonly Entry[] {
  const { snapshot } = rules.side;
  const own = (object: SchemaObject & ObjectName): ObjectEntry => entry(object, undefined, rules);
  const schemas = snapshot.schemas.filter(({ name }) => name !== snapshot.source.defaultSchema);
  const usual = snapshot.schemas.filter(({ name }) => name === snapshot.source.defaultSchema);
  return [
    // The default schema has another name in another database; only its remarks count.
    ...usual.map((object): ObjectEntry => {
      const remarks = { compared: object.remarks, shown: object.remarks };
      return { key: 'schema', ref: { kind: 'schema', name: object.name }, object, fields: { remarks } };
    }),
    ...[...schemas, ...snapshot.extensions, ...snapshot.enums, ...snapshot.compositeTypes, ...snapshot.domains].map(own),
    ...snapshot.sequences.map(own),
    ...snapshot.tables.flatMap((table) => [own(table), ...tableParts(table).map((part) => entry(part, table, rules))]),
    ...snapshot.views.flatMap((view) => [own(view), ...(view.indexes ?? []).map((index) => entry(index, view, rules))]),
    ...[...snapshot.routines, ...snapshot.triggers, ...snapshot.synonyms].map(own),
    ...snapshot.unmodelled.map((listed): Entry => {
      const ref = { ...rules.local(listed), kind: listed.kind, ...(listed.table !== undefined && { table: listed.table }) };
      const key = `${listed.kind} ${ref.schema ?? ''}.${ref.table ?? ''}.${ref.name}`;
      return { key, ref, listed, fields: { definition: { compared: listed.definition, shown: listed.definition } } };
    }),
    ...snapshot.grants.map((listed): Entry => {
      const { schema } = rules.local(listed.on);
      const ref = { kind: 'grant', name: `${listed.grantee} on ${refKey({ ...listed.on, schema }, undefined)}` };
      const shown = listed.privileges.join(', ') + (listed.grantable === true ? ' with grant option' : '');
      return {
        key: `grant ${ref.name}${listed.grantable === true ? ' with grant option' : ''}`,
        ref,
        listed,
        fields: { privileges: { compared: shown, shown } },
      };
    }),
  ];
}

/** What belongs to a table and is compared by itself. */
export function tableParts(table: Table): readonly SchemaObject[] {
  return [
    ...(table.partitionOf === undefined ? table.columns : []),
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.uniqueConstraints,
    ...table.checkConstraints,
    ...table.exclusionConstraints,
    ...table.foreignKeys,
    ...table.indexes,
  ];
}

function entry(object: SchemaObject, owner: Table | View | undefined, rules: FieldRules): ObjectEntry {
  const ref = refOf(object, owner, rules);
  return { key: keyOf(ref, rules), ref, object, owner, fields: fieldsOf(object, rules) };
}

function keyOf(ref: ObjectRef, rules: FieldRules): string {
  // A table has one primary key, whatever it is called.
  const key = ref.kind === 'primaryKey' ? `primaryKey ${ref.schema ?? ''}.${ref.table ?? ''}` : refKey(ref, undefined);
  return rules.foldsNames ? key.toLowerCase() : key;
}

function refOf(object: SchemaObject, owner: Table | View | undefined, { local }: FieldRules): ObjectRef {
  if (owner === undefined) {
    const { schema, name } = local(object as SchemaObject & ObjectName);
    const place = object.kind === 'trigger' ? { table: object.table.name } : {};
    const types = 'arguments' in object ? { arguments: object.arguments } : {};
    return { kind: object.kind, ...(schema !== undefined && { schema }), name, ...place, ...types };
  }
  const { schema, name: table } = local(owner);
  const name = ('name' in object ? object.name : undefined) ?? '';
  return { kind: object.kind, ...(schema !== undefined && { schema }), table, name, ...(name === '' && { columns: columnsOf(object) }) };
}

/** What tells a constraint without a name apart. */
function columnsOf(object: SchemaObject): readonly string[] {
  if (object.kind === 'checkConstraint') return [object.expression];
  return object.kind === 'foreignKey' || object.kind === 'uniqueConstraint' || object.kind === 'primaryKey' ? object.columns : [];
}
