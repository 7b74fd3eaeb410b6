import type { ObjectName } from './names.js';

/** A data type as a database has it. */
export interface ColumnType {
  /** As the database prints it, with everything that it takes to declare a column alike: `character varying(40)`, `int(10) unsigned`. */
  readonly text: string;
  /** Lower-case name without parameters and attributes, in the database's own canonical spelling: `character varying`, `int`. */
  readonly base: string;
  /** Characters, bytes or bits, where the type is limited to them. */
  readonly length?: number | undefined;
  /** Digits, or digits of the fraction of a second where the type is a time. */
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
  readonly unsigned?: true | undefined;
  /** An array; `base` is then the name of the type of its elements. */
  readonly array?: true | undefined;
  /** Values of a type that lists them in the column (MySQL's enum and set). */
  readonly values?: readonly string[] | undefined;
  /** The enum, domain or composite type of this database that it is. */
  readonly definedBy?: ObjectName | undefined;
}

/** What a column holds where an insert does not name it. `sql` is the expression as the database prints it. */
export type ColumnDefault =
  /** A constant; `text` is its value without quotes. A default of NULL is no default. */
  | { readonly kind: 'value'; readonly type: 'string' | 'numeric' | 'boolean' | 'date'; readonly text: string; readonly sql: string }
  /** An expression that is evaluated for each row. */
  | { readonly kind: 'computed'; readonly sql: string }
  /** The next number of a sequence. */
  | { readonly kind: 'sequence'; readonly sequence: ObjectName; readonly sql: string };

/** Numbers that the database gives to rows. Whole numbers are decimal text, for a sequence's limits do not fit a number. */
export interface ColumnIdentity {
  /** `serial`: a sequence that the column owns and a default, as PostgreSQL's serial makes; `auto`: MySQL's and SQLite's numbering. */
  readonly generation: 'always' | 'byDefault' | 'byDefaultOnNull' | 'auto' | 'serial';
  readonly start?: string | undefined;
  readonly increment?: string | undefined;
  readonly minimum?: string | undefined;
  readonly maximum?: string | undefined;
  readonly cache?: string | undefined;
  readonly cycle?: true | undefined;
  readonly ordered?: true | undefined;
  /** The sequence behind it, where it has a name. */
  readonly sequence?: ObjectName | undefined;
}

export interface Column {
  readonly kind: 'column';
  readonly name: string;
  /** From 1, without gaps for dropped columns. */
  readonly position: number;
  readonly type: ColumnType;
  readonly nullable: boolean;
  /** It comes from a table that this one inherits from or is a partition of. */
  readonly inherited?: true | undefined;
  /** A table that this one inherits from or is a partition of has the column, too, with another default, nullable, or without these remarks. */
  readonly overrides?: true | undefined;
  /** Name of the NOT NULL constraint, where the database keeps one that somebody chose. */
  readonly notNullName?: string | undefined;
  readonly default?: ColumnDefault | undefined;
  /** Name of the default constraint (SQL Server), where somebody chose it. */
  readonly defaultName?: string | undefined;
  readonly identity?: ColumnIdentity | undefined;
  readonly generated?: { readonly expression: string; readonly stored: boolean } | undefined;
  /** What is set on every update (MySQL's ON UPDATE CURRENT_TIMESTAMP). */
  readonly onUpdate?: string | undefined;
  /** Only where it differs from the table's or the database's default. */
  readonly collation?: string | undefined;
  readonly charset?: string | undefined;
  readonly remarks?: string | undefined;
  /** What else the database knows of it, by the database's own word: `invisible`, `storage`, `compression`, `statistics`. */
  readonly options?: Readonly<Record<string, string>> | undefined;
}
