import type { ObjectName } from './names.js';
import type { Value } from './value.js';

/** Identity (auto-increment) options of a column. */
export interface Identity {
  readonly startWith?: bigint | undefined;
  readonly incrementBy?: bigint | undefined;
  readonly generationType?: string | undefined;
  readonly defaultOnNull?: boolean | undefined;
}

export interface ColumnForeignKey {
  readonly name: string;
  /** `table(column)` as written, or the three parts. */
  readonly references?: string | undefined;
  readonly referencedTable?: ObjectName | undefined;
  readonly referencedColumns?: string | undefined;
  readonly deleteCascade?: boolean | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initiallyDeferred?: boolean | undefined;
  readonly validate?: boolean | undefined;
}

/** A column of createTable or addColumn. `type` is the type as the changelog spells it; the dialect resolves it. */
export interface ColumnSpec {
  readonly name: string;
  readonly type?: string | undefined;
  readonly computed?: boolean | undefined;
  readonly default?: Value | undefined;
  readonly defaultConstraintName?: string | undefined;
  /** The database is asked to number the rows; some types (serial) do it without being asked. */
  readonly autoIncrement?: boolean | undefined;
  /** Options of the numbering; they count only where the column is numbered. */
  readonly identity?: Identity | undefined;
  readonly nullable?: boolean | undefined;
  readonly notNullConstraintName?: string | undefined;
  readonly validateNullable?: boolean | undefined;
  readonly primaryKey?: boolean | undefined;
  readonly primaryKeyName?: string | undefined;
  readonly primaryKeyTablespace?: string | undefined;
  readonly validatePrimaryKey?: boolean | undefined;
  readonly unique?: boolean | undefined;
  readonly uniqueConstraintName?: string | undefined;
  readonly validateUnique?: boolean | undefined;
  readonly foreignKey?: ColumnForeignKey | undefined;
  readonly checkConstraint?: string | undefined;
  readonly deferrable?: boolean | undefined;
  readonly initiallyDeferred?: boolean | undefined;
  readonly remarks?: string | undefined;
  /** addColumn only: where the column goes, and the value that existing rows get. */
  readonly afterColumn?: string | undefined;
  readonly beforeColumn?: string | undefined;
  readonly position?: bigint | undefined;
  readonly value?: Value | undefined;
}

export interface IndexColumn {
  readonly name: string;
  readonly computed?: boolean | undefined;
  readonly descending?: boolean | undefined;
}

export interface ColumnValue {
  readonly name: string;
  readonly value: Value;
}

/** The kinds of stored logic whose text a changelog gives. */
export type RoutineType = 'procedure' | 'function' | 'trigger' | 'package' | 'package body';

/** An attribute of a composite type. */
export interface TypeAttribute {
  readonly name: string;
  readonly type: string;
  readonly collation?: string | undefined;
}

/** What takes the place of `:name` and of `:value` (or `?`) in a condition. */
export interface WhereParam {
  readonly name?: string | undefined;
  readonly value: Value;
}

interface Constraint {
  readonly table: ObjectName;
  readonly columns: string;
  readonly constraintName?: string | undefined;
  readonly tablespace?: string | undefined;
  readonly clustered?: boolean | undefined;
  readonly forIndex?: ObjectName | undefined;
  readonly validate?: boolean | undefined;
}

interface SequenceOptions {
  readonly startValue?: bigint | undefined;
  readonly incrementBy?: bigint | undefined;
  readonly minValue?: bigint | undefined;
  readonly maxValue?: bigint | undefined;
  readonly cacheSize?: bigint | undefined;
  readonly cycle?: boolean | undefined;
  readonly ordered?: boolean | undefined;
  readonly dataType?: string | undefined;
}

/** Every statement that the dialects can render, by kind. A change becomes statements; a dialect turns each into SQL. */
export interface StatementKinds {
  createTable: {
    readonly table: ObjectName;
    readonly columns: readonly ColumnSpec[];
    readonly tablespace?: string | undefined;
    readonly remarks?: string | undefined;
    readonly tableType?: string | undefined;
    readonly ifNotExists?: boolean | undefined;
  };
  dropTable: { readonly table: ObjectName; readonly cascadeConstraints?: boolean | undefined };
  /** Creates `table` with one column that holds the distinct values of a column of `from`, NULL left out. */
  createLookupTable: { readonly table: ObjectName; readonly column: string; readonly from: ObjectName; readonly fromColumn: string };
  renameTable: { readonly table: ObjectName; readonly newName: string };
  setTableRemarks: { readonly table: ObjectName; readonly remarks: string };
  addColumns: { readonly table: ObjectName; readonly columns: readonly ColumnSpec[] };
  dropColumns: { readonly table: ObjectName; readonly columns: readonly string[] };
  renameColumn: {
    readonly table: ObjectName;
    readonly oldName: string;
    readonly newName: string;
    readonly type?: string | undefined;
    readonly remarks?: string | undefined;
  };
  /** Sets `target` to the values of the two columns, with a text between them. */
  joinColumns: {
    readonly table: ObjectName;
    readonly first: string;
    readonly joinText: string;
    readonly second: string;
    readonly target: string;
  };
  modifyDataType: { readonly table: ObjectName; readonly column: string; readonly newType: string };
  setColumnRemarks: {
    readonly table: ObjectName;
    readonly column: string;
    readonly remarks: string;
    readonly type?: string | undefined;
    readonly parentType?: string | undefined;
  };
  setNullable: {
    readonly table: ObjectName;
    readonly column: string;
    readonly nullable: boolean;
    readonly type?: string | undefined;
    readonly constraintName?: string | undefined;
    readonly validate?: boolean | undefined;
    /** What rows that hold NULL get first, where the column becomes NOT NULL. */
    readonly replaceNulls?: string | undefined;
    /** The remarks that the column has just got, for databases that state it anew. */
    readonly remarks?: string | undefined;
  };
  addDefaultValue: {
    readonly table: ObjectName;
    readonly column: string;
    readonly type?: string | undefined;
    readonly value: Value;
    readonly constraintName?: string | undefined;
  };
  dropDefaultValue: { readonly table: ObjectName; readonly column: string; readonly type?: string | undefined };
  addAutoIncrement: {
    readonly table: ObjectName;
    readonly column: string;
    readonly type?: string | undefined;
    readonly identity: Identity;
  };
  addPrimaryKey: Constraint;
  dropPrimaryKey: { readonly table: ObjectName; readonly constraintName?: string | undefined; readonly dropIndex?: boolean | undefined };
  addUniqueConstraint: Constraint & {
    readonly deferrable?: boolean | undefined;
    readonly initiallyDeferred?: boolean | undefined;
    readonly disabled?: boolean | undefined;
  };
  dropUniqueConstraint: {
    readonly table: ObjectName;
    readonly constraintName?: string | undefined;
    readonly uniqueColumns?: string | undefined;
  };
  addForeignKey: {
    readonly constraintName: string;
    readonly baseTable: ObjectName;
    readonly baseColumns: string;
    readonly referencedTable: ObjectName;
    readonly referencedColumns: string;
    readonly onDelete?: string | undefined;
    readonly onUpdate?: string | undefined;
    readonly deferrable?: boolean | undefined;
    readonly initiallyDeferred?: boolean | undefined;
    readonly validate?: boolean | undefined;
  };
  dropForeignKey: { readonly baseTable: ObjectName; readonly constraintName: string };
  /** Drops every foreign key of the table; which ones, only the live catalog knows. */
  dropAllForeignKeys: { readonly baseTable: ObjectName };
  createIndex: {
    readonly index?: string | undefined;
    readonly table: ObjectName;
    readonly columns: readonly IndexColumn[];
    readonly unique?: boolean | undefined;
    readonly tablespace?: string | undefined;
    readonly clustered?: boolean | undefined;
    readonly associatedWith?: string | undefined;
  };
  dropIndex: { readonly index: string; readonly table?: ObjectName | undefined; readonly associatedWith?: string | undefined };
  createSequence: SequenceOptions & { readonly sequence: ObjectName };
  alterSequence: SequenceOptions & { readonly sequence: ObjectName };
  renameSequence: { readonly sequence: ObjectName; readonly newName: string };
  dropSequence: { readonly sequence: ObjectName };
  createView: {
    readonly view: ObjectName;
    readonly query: string;
    readonly replace?: boolean | undefined;
    readonly fullDefinition?: boolean | undefined;
  };
  renameView: { readonly view: ObjectName; readonly newName: string };
  dropView: { readonly view: ObjectName; readonly ifExists?: boolean | undefined };
  setViewRemarks: { readonly view: ObjectName; readonly remarks: string };
  /** Stored logic whose text the changelog gives: procedure, function, trigger, package. */
  createRoutine: {
    readonly routine: ObjectName;
    readonly type: RoutineType;
    readonly text: string;
    readonly replace?: boolean | undefined;
    readonly endDelimiter?: string | undefined;
  };
  dropProcedure: { readonly procedure: ObjectName };
  /** Drops stored logic other than a procedure; a trigger also names its table, where the change does. */
  dropRoutine: { readonly routine: ObjectName; readonly type: RoutineType; readonly table?: ObjectName | undefined };
  renameTrigger: { readonly trigger: ObjectName; readonly newName: string; readonly table?: ObjectName | undefined };
  enableTrigger: { readonly trigger: ObjectName; readonly enabled: boolean; readonly table?: ObjectName | undefined };
  createSynonym: {
    readonly synonym: ObjectName;
    readonly object: ObjectName;
    readonly private: boolean;
    readonly replace?: boolean | undefined;
  };
  dropSynonym: { readonly synonym: ObjectName; readonly private: boolean };
  addCheck: {
    readonly table: ObjectName;
    readonly constraintName?: string | undefined;
    readonly condition: string;
    readonly disabled?: boolean | undefined;
    readonly validate?: boolean | undefined;
  };
  dropCheck: { readonly table: ObjectName; readonly constraintName: string };
  enableCheck: { readonly table: ObjectName; readonly constraintName: string; readonly enabled: boolean };
  createType: { readonly type: ObjectName; readonly attributes: readonly TypeAttribute[] };
  /** Changes of a composite type's attributes, in order. */
  alterType: {
    readonly type: ObjectName;
    readonly add: readonly (TypeAttribute & { readonly onCreate?: string | undefined })[];
    readonly alter: readonly (TypeAttribute & { readonly onUpdate?: string | undefined })[];
    readonly drop: readonly { readonly name: string; readonly ifExists?: boolean | undefined; readonly onDelete?: string | undefined }[];
  };
  renameType: { readonly type: ObjectName; readonly newName: string };
  renameTypeAttribute: {
    readonly type: ObjectName;
    readonly oldName: string;
    readonly newName: string;
    readonly onUpdate?: string | undefined;
  };
  changeTypeOwner: { readonly type: ObjectName; readonly newOwner: string };
  dropType: { readonly type: ObjectName; readonly ifExists?: boolean | undefined; readonly onDelete?: string | undefined };
  markUnused: { readonly table: ObjectName; readonly column: string };
  /** `bound`: the changelog asks for values to be bound by the driver (usePreparedStatements). */
  insert: { readonly table: ObjectName; readonly columns: readonly ColumnValue[]; readonly bound?: boolean | undefined };
  /** Many rows of one table at once; every row has the same columns in the same order. */
  insertRows: { readonly table: ObjectName; readonly rows: readonly (readonly ColumnValue[])[] };
  /** Insert, or update where the key columns match; `onlyUpdate` never inserts. */
  upsert: {
    readonly table: ObjectName;
    readonly columns: readonly ColumnValue[];
    readonly primaryKey: readonly string[];
    readonly onlyUpdate: boolean;
    readonly allowUpdate: readonly string[];
  };
  /** Deletes the row that has these values in its key columns. */
  deleteRow: { readonly table: ObjectName; readonly columns: readonly ColumnValue[]; readonly primaryKey: readonly string[] };
  update: {
    readonly table: ObjectName;
    readonly columns: readonly ColumnValue[];
    readonly where?: string | undefined;
    readonly whereParams?: readonly WhereParam[] | undefined;
  };
  delete: { readonly table: ObjectName; readonly where?: string | undefined; readonly whereParams?: readonly WhereParam[] | undefined };
  comment: { readonly text: string };
  /** SQL from the changelog, sent as it is. */
  raw: { readonly sql: string; readonly endDelimiter?: string | undefined; readonly commentOnly?: true | undefined };
}

export type StatementKind = keyof StatementKinds;
export type Statement<K extends StatementKind = StatementKind> = { [T in K]: { readonly kind: T } & StatementKinds[T] }[K];

/** One SQL text ready to be sent or printed. */
export interface Sql {
  readonly sql: string;
  /** What a script prints after it where that is not the dialect's own delimiter (`;`). */
  readonly endDelimiter?: string | undefined;
  /** Bound values, for texts with placeholders. */
  readonly parameters?: readonly unknown[] | undefined;
  /** A remark for scripts, sent to no database. */
  readonly comment?: true | undefined;
  /** SQL of the changelog that is nothing but comments: scripts repeat it, and no database gets it, for some refuse an empty statement. */
  readonly commentOnly?: true | undefined;
}
