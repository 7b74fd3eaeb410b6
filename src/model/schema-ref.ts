import type { ObjectName } from './names.js';

/** The kinds of objects that a snapshot holds. */
export const schemaObjectKinds = [
  'schema',
  'extension',
  'enum',
  'domain',
  'compositeType',
  'sequence',
  'table',
  'column',
  'primaryKey',
  'uniqueConstraint',
  'checkConstraint',
  'exclusionConstraint',
  'foreignKey',
  'index',
  'view',
  'materializedView',
  'function',
  'procedure',
  'package',
  'packageBody',
  'trigger',
  'synonym',
] as const;

export type SchemaObjectKind = (typeof schemaObjectKinds)[number];

/** What an object is and where it is: enough to find it again in another snapshot. */
export interface ObjectRef extends ObjectName {
  readonly kind: SchemaObjectKind;
  /** Empty for a constraint without a name; its `columns` then tell it apart. */
  readonly name: string;
  /** The table or view that it is part of, in the same schema. */
  readonly table?: string | undefined;
  /** Argument types of a routine. */
  readonly arguments?: string | undefined;
  /** Columns, or the expression, of a constraint without a name. */
  readonly columns?: readonly string[] | undefined;
}

/**
 * A text that is the same for an object and its like in another snapshot, and sorts well: the schema is left out where it is the default
 * one of its snapshot, so that two databases compare whatever their schemas are called.
 */
export function refKey(ref: ObjectRef, defaultSchema: string | undefined): string {
  const schema = ref.schema === undefined || ref.schema === defaultSchema ? '' : ref.schema;
  const name = ref.columns === undefined || ref.name !== '' ? ref.name : `(${ref.columns.join(', ')})`;
  const part = ref.table === undefined ? name : `${ref.table}.${name}`;
  return `${ref.kind} ${schema === '' ? '' : `${schema}.`}${part}${ref.arguments === undefined ? '' : `(${ref.arguments})`}`;
}
