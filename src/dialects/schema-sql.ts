import type { ObjectName } from '../model/names.js';
import type { Column, ColumnIdentity, ColumnType } from '../model/schema-column.js';
import type { Sequence } from '../model/schema-code.js';
import type { SchemaObjectKind } from '../model/schema-ref.js';
import type { SchemaObject } from '../model/schema-object.js';
import type { Unmodelled } from '../model/schema.js';
import type { Index, Table } from '../model/schema-table.js';
import type { SqlContext } from './dialect.js';

/** The names of standard types that are told apart across databases. */
export type TypeFamilyName =
  | 'boolean'
  | 'tinyint'
  | 'smallint'
  | 'mediumint'
  | 'int'
  | 'bigint'
  | 'decimal'
  | 'real'
  | 'double'
  | 'char'
  | 'varchar'
  | 'text'
  | 'binary'
  | 'varbinary'
  | 'blob'
  | 'bit'
  | 'date'
  | 'time'
  | 'time with time zone'
  | 'timestamp'
  | 'timestamp with time zone'
  | 'year'
  | 'uuid'
  | 'json'
  | 'xml'
  | 'other';

/** What a data type holds, whatever the database calls it. */
export interface TypeMeaning {
  readonly family: TypeFamilyName;
  /** Characters, bytes or bits. */
  readonly length?: number | undefined;
  /** Digits, or digits of the fraction of a second. */
  readonly precision?: number | undefined;
  readonly scale?: number | undefined;
  readonly unsigned?: true | undefined;
}

/** A type of this database for what another database holds. */
export interface NearestType {
  /** As a changelog declares it. */
  readonly declared: string;
  /** What the other type keeps and this one does not. */
  readonly loss?: string | undefined;
}

/** An object with the table or view that it is part of. */
export interface Placed<O extends SchemaObject = SchemaObject> {
  readonly object: O;
  readonly owner?: ObjectName | undefined;
}

/** A name of the snapshot as it is to be written: without the default schema, or in the schema that it is written to. */
export type Localize = (name: ObjectName) => ObjectName;

/** What printing depends on. Names come out so that they read back as the catalog spells them. */
export interface PrintContext {
  readonly sql: SqlContext;
  readonly local: Localize;
}

/**
 * A database's own DDL about the objects of a snapshot: how it spells types and defaults, and the statements for what no change type says.
 * Texts have no semicolon at their end.
 */
export interface SchemaSql {
  /** A declared or printed type in the one spelling that all spellings of it share. */
  canonicalType(text: string): string;
  /** A default or another expression in the one spelling of what the database treats alike; default: as it is. */
  canonicalExpression(sql: string): string;
  /** Whether two queries or statements that differ are the same as two versions of the server print it; default: they are not. */
  printAlike?(one: string, other: string): boolean;
  meaning(type: string): TypeMeaning;
  nearest(meaning: TypeMeaning, text: string): NearestType;
  /** A new column can stand between others, so that the order of columns can be kept. */
  readonly placesColumns: boolean;
  /** Keys and checks can be added to a table that exists, by a statement written without looking at it. */
  readonly addsConstraints: boolean;
  /** A view stands in the way of a change of the columns that it reads. */
  readonly viewsPinColumns: boolean;
  /** A generated column stands in the way of a change of the columns that it is computed from. */
  readonly generatedPinsColumns: boolean;
  /** The clause of a generated column is the standard's, which change types take in the place of a default. */
  readonly standardGenerated: boolean;
  /** `modifyDataType` says nothing of NOT NULL, and takes it away. */
  readonly retypingMakesNullable?: true;
  /** `addForeignKeyConstraint` says nothing of rows that were not checked. */
  readonly checksAllKeys?: true;
  /** What `createSequence` and `alterSequence` cannot say here. */
  readonly unsaidOfSequences?: ReadonlySet<'dataType' | 'cache'>;
  /** A foreign key stands in the way of dropping the index that serves it in its own table. */
  readonly foreignKeysNeedIndexes: boolean;
  /** Whether a column of one type can become one of the other with its values. */
  converts(from: TypeMeaning, to: TypeMeaning): boolean;
  /** How a column numbers rows; undefined: only by a sequence and a default. */
  readonly numbering: ColumnIdentity['generation'] | undefined;
  /**
   * How values of a type are read so that nothing of them is cut, and written so that they mean the same in every session; undefined where
   * the text of the value does. `read` makes an expression of a column, `write` of the text that it gave.
   */
  rowValue?(type: ColumnType): { readonly read?: (column: string) => string; readonly write: (text: string) => string } | undefined;
  /** Types, as the catalog names them, whose values no row can give. */
  readonly serverGiven?: ReadonlySet<string>;
  /**
   * The statements between which rows may give numbers to a column that otherwise gives them itself (`always`); absent where nothing does.
   */
  rowsGiveNumbers?(table: ObjectName, column: string, print: PrintContext): { readonly before: string; readonly after: string };
  /** The type, as a changelog declares it, that alone can number rows; default: any whole number. */
  readonly numberedType?: string;
  /** What an index may have besides columns, whether long texts may be among these, and whether a unique one is a constraint. */
  readonly indexes: {
    readonly expressions: boolean;
    readonly conditions: boolean;
    readonly longTexts: boolean;
    readonly uniqueAreConstraints: boolean;
  };
  /** A foreign key can set its columns to their defaults. */
  readonly keysSetDefaults: boolean;
  /** A foreign key can do something when the key that it refers to changes. */
  readonly keysActOnUpdate: boolean;
  /** The statements that make an object from nothing, its remarks included; undefined where this database has no such objects. */
  create(placed: Placed, print: PrintContext): readonly string[] | undefined;
  /** The statements that give the object its remarks, or take them away. */
  remarks(placed: Placed, print: PrintContext): readonly string[];
  /** What can be said of an object only when the others are there, such as the column that owns a sequence. `undo` takes it back. */
  complete?(placed: Placed, print: PrintContext): { readonly statements: readonly string[]; readonly undo: readonly string[] } | undefined;
  /** The statements that remove it. */
  drop(placed: Placed, print: PrintContext): readonly string[] | undefined;
  /** The statements that make one object into another of its name and kind; undefined where only dropping and creating will do. */
  alter(from: Placed, to: Placed, print: PrintContext): readonly string[] | undefined;
  /** The statements that give a constraint or an index another name; undefined where only dropping and creating will do. */
  rename?(placed: Placed, name: string, print: PrintContext): readonly string[] | undefined;
  /** The statements that make a type anew under its name and give it to the columns of the old one, with their values. */
  replaceType?(to: Placed, columns: readonly Placed<Column>[], print: PrintContext): readonly string[] | undefined;
  /**
   * The statement that makes an index last which the server may have made for a foreign key by itself; only where it removes such an index
   * without a word as soon as another one serves the key.
   */
  keepIndex?(index: Index, owner: ObjectName, print: PrintContext): string;
  /** Whether columns and keys of the table are changed by this database's own statements alone: changes say too little. */
  ownWordsOn?(table: ObjectName | undefined): boolean;
  /** Whether the column comes and goes with what the statements about its table say. */
  comesWithTable?(column: Column): boolean;
  /** Why no statement makes such an object, in words for people. */
  unmakeable?(object: SchemaObject): string | undefined;
  /** What rows are lost where one object becomes the other by `alter`, in words for people. */
  loses?(from: SchemaObject, to: SchemaObject): string | undefined;
  /** The kinds of parts that the statement which creates a table holds; default: columns and the primary key. */
  within?(table: Table): ReadonlySet<SchemaObjectKind>;
  /** The sequence behind a column that is numbered by `serial`, and the column's default. */
  serialSequence?(table: Table, column: Column, print: PrintContext): { readonly sequence: Sequence; readonly next: string };
  /** The statements that make and remove an object that snapshots only list; undefined where nobody knows them. */
  listed?(one: Unmodelled, print: PrintContext): { readonly create: readonly string[]; readonly drop: string } | undefined;
  /** Kinds of listed objects that others are made of, so that they come first and stay while anything uses them: types, collations. */
  readonly foundations?: ReadonlySet<string>;
  /** A table whose every part is in the statement that creates it (for databases that cannot add constraints). */
  rebuild?(from: Table, to: Table, print: PrintContext): readonly string[];
  /** The clause that defines a column, as ADD COLUMN takes it. */
  column(column: Column, print: PrintContext): string;
}
