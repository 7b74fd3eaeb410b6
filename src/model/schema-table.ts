import type { ObjectName } from './names.js';
import type { Column } from './schema-column.js';
import type { ObjectRef } from './schema-ref.js';

/** When a constraint is checked, and whether the rows that were there have been. */
export interface ConstraintTiming {
  readonly deferrable?: true | undefined;
  readonly initiallyDeferred?: true | undefined;
  /** Existing rows were not checked (NOT VALID, WITH NOCHECK, ENABLE NOVALIDATE). */
  readonly notValidated?: true | undefined;
  /** It is not enforced at all (NOT ENFORCED, DISABLE). */
  readonly disabled?: true | undefined;
}

/** What a partition has behind a key, foreign key or index of its parent, where it is not as the server makes it by itself. */
export interface AttachedPart {
  readonly table: ObjectName;
  readonly name: string;
  /** The name that the server gives by itself; undefined where that is not certain. */
  readonly usual?: string | undefined;
  /** The index that it is attached to, where that is not the parent's own, but a partition's between them. */
  readonly of?: string | undefined;
  readonly clustered?: boolean | undefined;
  readonly tablespace?: string | undefined;
  readonly remarks?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

interface KeyConstraint extends ConstraintTiming {
  /** Undefined where the database keeps no name (SQLite). */
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  /** Further columns of the index behind it. */
  readonly include?: readonly string[] | undefined;
  readonly tablespace?: string | undefined;
  readonly clustered?: boolean | undefined;
  readonly remarks?: string | undefined;
  /** Those of partitions that lie furthest down come first (PostgreSQL). */
  readonly attached?: readonly AttachedPart[] | undefined;
  /** What else belongs to it by the database's own word: `nulls not distinct`, `on conflict`, `using`, `only`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}

export interface PrimaryKey extends KeyConstraint {
  readonly kind: 'primaryKey';
}

export interface UniqueConstraint extends KeyConstraint {
  readonly kind: 'uniqueConstraint';
}

export interface CheckConstraint extends ConstraintTiming {
  readonly kind: 'checkConstraint';
  readonly name?: string | undefined;
  /** The condition without CHECK and its parentheses. */
  readonly expression: string;
  readonly noInherit?: true | undefined;
  /** It stands in the column of its name, and goes where that is stated anew without it (MariaDB). */
  readonly ofColumn?: true | undefined;
  readonly remarks?: string | undefined;
}

/** No two rows for which all operators hold (PostgreSQL). */
export interface ExclusionConstraint extends ConstraintTiming {
  readonly kind: 'exclusionConstraint';
  readonly name: string;
  /** As it stands behind CONSTRAINT and its name. */
  readonly definition: string;
  readonly remarks?: string | undefined;
}

export type ReferentialAction = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default';

export interface ForeignKey extends ConstraintTiming {
  readonly kind: 'foreignKey';
  readonly name?: string | undefined;
  readonly columns: readonly string[];
  readonly references: ObjectName;
  /** In the order of `columns`. */
  readonly referencedColumns: readonly string[];
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly match?: 'full' | 'partial' | undefined;
  readonly remarks?: string | undefined;
  readonly attached?: readonly AttachedPart[] | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/** One key of an index: a column or an expression. */
export interface IndexKey {
  readonly column?: string | undefined;
  /** As the database prints it, without parentheses around the whole. */
  readonly expression?: string | undefined;
  readonly descending?: true | undefined;
  /** Only where it is not what the database does for this direction. */
  readonly nulls?: 'first' | 'last' | undefined;
  /** Characters of a column that are indexed (MySQL). */
  readonly length?: number | undefined;
  /** Only where it is not the column's. */
  readonly collation?: string | undefined;
  /** Only where it is not the default of the type. */
  readonly operatorClass?: string | undefined;
}

/** An index in its own right; one that stands behind a key constraint is not listed. */
export interface Index {
  readonly kind: 'index';
  readonly name: string;
  readonly unique: boolean;
  /** Lower case; undefined for the database's usual one (btree). */
  readonly method?: string | undefined;
  readonly keys: readonly IndexKey[];
  readonly include?: readonly string[] | undefined;
  /** The condition of a partial index. */
  readonly where?: string | undefined;
  readonly clustered?: boolean | undefined;
  readonly tablespace?: string | undefined;
  readonly remarks?: string | undefined;
  /** Those of partitions, the ones that lie furthest down first (PostgreSQL). */
  readonly attached?: readonly AttachedPart[] | undefined;
  /** `only`: partitions have no index for it but those that are attached. */
  readonly options?: Readonly<Record<string, string>> | undefined;
  /** The statement that makes it, where the database prints one. */
  readonly definition?: string | undefined;
}

/** How the rows of a table are spread over partitions. */
export interface Partitioning {
  /** As it stands behind PARTITION BY: `RANGE (created)`. */
  readonly by: string;
  /** Partitions that are no tables of their own (MySQL, Oracle), each as declared; PostgreSQL's are tables with `partitionOf`. */
  readonly partitions?: readonly { readonly name: string; readonly definition: string }[] | undefined;
}

export interface Table extends ObjectName {
  readonly kind: 'table';
  /** In order. */
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey | undefined;
  /** These lists are in the order of names, then of columns. */
  readonly uniqueConstraints: readonly UniqueConstraint[];
  readonly checkConstraints: readonly CheckConstraint[];
  readonly exclusionConstraints: readonly ExclusionConstraint[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly indexes: readonly Index[];
  readonly partitioning?: Partitioning | undefined;
  /** The table that it is a partition of, and which rows it takes: `FOR VALUES FROM (…) TO (…)`, `DEFAULT`. */
  readonly partitionOf?: { readonly parent: ObjectName; readonly bound: string } | undefined;
  /** Tables that it inherits from (PostgreSQL), in order. */
  readonly inherits?: readonly ObjectName[] | undefined;
  readonly tablespace?: string | undefined;
  readonly remarks?: string | undefined;
  /** By the database's own word where not the default: `engine`, `row_format`, `unlogged`, `fillfactor`, `strict`, `without rowid`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
  /** The statement that made it, where the database keeps it (SQLite). */
  readonly definition?: string | undefined;
  /** Routines that its defaults, checks and indexes call, where the catalog says so. */
  readonly dependsOn?: readonly ObjectRef[] | undefined;
}
