import type { ObjectName } from './names.js';
import type { ColumnDefault, ColumnType } from './schema-column.js';
import type { ObjectRef } from './schema-ref.js';
import type { CheckConstraint, Index } from './schema-table.js';

/** A view or a materialized view. */
export interface View extends ObjectName {
  readonly kind: 'view' | 'materializedView';
  /** The query, as the database prints it, without a semicolon. */
  readonly query: string;
  readonly columns: readonly { readonly name: string; readonly type?: ColumnType | undefined; readonly remarks?: string | undefined }[];
  readonly checkOption?: 'local' | 'cascaded' | undefined;
  /** Of a materialized view. */
  readonly indexes?: readonly Index[] | undefined;
  readonly remarks?: string | undefined;
  /** By the database's own word where not the default: `security_barrier`, `algorithm`, `sql security`, `definer`, `with no data`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
  /** The statement that made it, where the database keeps it (SQLite). */
  readonly definition?: string | undefined;
  /** What it reads, where the catalog says so; undefined where it does not. */
  readonly dependsOn?: readonly ObjectRef[] | undefined;
}

/** Stored logic with a text of its own. */
export interface Routine extends ObjectName {
  readonly kind: 'function' | 'procedure' | 'package' | 'packageBody';
  /** Types of the arguments, as they tell overloaded routines apart; empty text where names do. */
  readonly arguments: string;
  /** The whole statement that makes it. */
  readonly definition: string;
  readonly language?: string | undefined;
  readonly remarks?: string | undefined;
  /** Settings in force when it was made, which it keeps (MySQL's `sql_mode`). */
  readonly options?: Readonly<Record<string, string>> | undefined;
  readonly dependsOn?: readonly ObjectRef[] | undefined;
}

export interface Trigger extends ObjectName {
  readonly kind: 'trigger';
  /** The table or view that it watches. */
  readonly table: ObjectName;
  /** The whole statement that makes it. */
  readonly definition: string;
  /** Undefined: enabled. */
  readonly state?: 'disabled' | 'replica' | 'always' | undefined;
  readonly remarks?: string | undefined;
  readonly options?: Readonly<Record<string, string>> | undefined;
}

/** Whole numbers are decimal text. */
export interface Sequence extends ObjectName {
  readonly kind: 'sequence';
  readonly dataType?: string | undefined;
  readonly start?: string | undefined;
  readonly increment?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
  readonly cache?: string | undefined;
  readonly cycle?: true | undefined;
  readonly ordered?: true | undefined;
  /** The column with which it is dropped. */
  readonly ownedBy?: { readonly table: ObjectName; readonly column: string } | undefined;
  readonly remarks?: string | undefined;
  /** By the database's own word where not the default: `unlogged`, `engine`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}

export interface EnumType extends ObjectName {
  readonly kind: 'enum';
  /** In their order. */
  readonly values: readonly string[];
  readonly remarks?: string | undefined;
}

export interface DomainType extends ObjectName {
  readonly kind: 'domain';
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly default?: ColumnDefault | undefined;
  readonly collation?: string | undefined;
  readonly checkConstraints: readonly CheckConstraint[];
  readonly remarks?: string | undefined;
}

export interface CompositeType extends ObjectName {
  readonly kind: 'compositeType';
  readonly attributes: readonly {
    readonly name: string;
    readonly type: ColumnType;
    readonly collation?: string | undefined;
    readonly remarks?: string | undefined;
  }[];
  readonly remarks?: string | undefined;
}

export interface Synonym extends ObjectName {
  readonly kind: 'synonym';
  readonly target: ObjectName;
  readonly isPublic?: true | undefined;
}
