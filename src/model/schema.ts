import type { ObjectName } from './names.js';
import type { CompositeType, DomainType, EnumType, Routine, Sequence, Synonym, Trigger, View } from './schema-code.js';
import type { ObjectRef, SchemaObjectKind } from './schema-ref.js';
import type { Table } from './schema-table.js';

/** A schema (namespace); a database of MySQL. */
export interface Schema {
  readonly kind: 'schema';
  readonly name: string;
  readonly remarks?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

export interface Extension {
  readonly kind: 'extension';
  readonly name: string;
  readonly schema?: string | undefined;
  readonly version?: string | undefined;
}

/** Privileges of one grantee on one object; the owner's own are left out. */
export interface Grant {
  readonly on: ObjectRef;
  /** `PUBLIC` for everybody. */
  readonly grantee: string;
  /** Upper case, sorted. */
  readonly privileges: readonly string[];
  readonly grantable?: true | undefined;
}

/** An object that the model does not cover, so that it is at least told: an aggregate, a policy, an event, a virtual table. */
export interface Unmodelled extends ObjectName {
  /** The database's own word in lower case: `aggregate`, `policy`, `event`. */
  readonly kind: string;
  /** The table that it belongs to, in the same schema. */
  readonly table?: string | undefined;
  /** The statement that makes it, where the database prints one. */
  readonly definition?: string | undefined;
}

/** The database that a snapshot is of. Nothing in here decides whether two snapshots are equal. */
export interface SnapshotSource {
  /** Name of the dialect. */
  readonly dialect: string;
  readonly product: string;
  readonly version: string;
  readonly catalog?: string | undefined;
  /** The schema that unqualified names belong to; undefined where there are no schemas (SQLite). */
  readonly defaultSchema?: string | undefined;
  /** Default of the schema, from which tables and columns may differ. */
  readonly collation?: string | undefined;
  readonly charset?: string | undefined;
}

/**
 * The schema of a database as plain data: what introspection gives, a snapshot file holds, a diff compares and a changelog is generated
 * from. A name's `schema` is the namespace whatever the database calls it (on MySQL the database; on SQLite there is none); `catalog` is
 * not used. Lists are sorted by schema and name; lists without members are empty, not undefined.
 */
export interface Snapshot {
  readonly source: SnapshotSource;
  /** Those that were looked at, the default one among them. */
  readonly schemas: readonly Schema[];
  /** The kinds that were looked for; undefined: all. */
  readonly kinds?: readonly SchemaObjectKind[] | undefined;
  readonly extensions: readonly Extension[];
  readonly enums: readonly EnumType[];
  readonly domains: readonly DomainType[];
  readonly compositeTypes: readonly CompositeType[];
  /** Without those behind identity and serial columns. */
  readonly sequences: readonly Sequence[];
  readonly tables: readonly Table[];
  /** Views and materialized views. */
  readonly views: readonly View[];
  readonly routines: readonly Routine[];
  readonly triggers: readonly Trigger[];
  readonly synonyms: readonly Synonym[];
  readonly grants: readonly Grant[];
  readonly unmodelled: readonly Unmodelled[];
}
