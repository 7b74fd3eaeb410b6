import { sameName } from './tokens.js';

/** A piece of a text, as offsets into it. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** What a foreign key refers to; no columns means the primary key of the table. */
export interface Reference {
  readonly table: string;
  readonly columns: readonly string[];
  /** In lower case; undefined: no action. */
  readonly onDelete?: string | undefined;
  readonly onUpdate?: string | undefined;
  /** Lower case; SQLite knows no other than simple, and keeps the word. */
  readonly match?: string | undefined;
  readonly deferrable?: true | undefined;
  readonly initiallyDeferred?: true | undefined;
}

export type ColumnClauseKind =
  | 'primaryKey'
  | 'notNull'
  | 'null'
  | 'unique'
  | 'check'
  | 'default'
  | 'collate'
  | 'references'
  | 'generated'
  | 'deferrable';

/** One clause behind the type of a column. The range holds `CONSTRAINT name` where it has one, and its ON CONFLICT. */
export interface ColumnClause extends Range {
  readonly kind: ColumnClauseKind;
  /** Name of the constraint. */
  readonly name?: string | undefined;
  /** The clause without `CONSTRAINT name`. */
  readonly body: Range;
  /** The word AUTOINCREMENT of a primary key. */
  readonly autoIncrement?: Range | undefined;
  /** The word DESC of a primary key; with it an INTEGER column is no alias of the rowid. */
  readonly descending?: Range | undefined;
  readonly reference?: Reference | undefined;
}

export interface ColumnDdl extends Range {
  readonly name: string;
  readonly nameRange: Range;
  /** The declared type with its parameters. */
  readonly type?: Range | undefined;
  readonly clauses: readonly ColumnClause[];
  /** The comma behind it. */
  readonly comma?: Range | undefined;
}

/** A constraint that stands behind the columns. The range holds `CONSTRAINT name` where it has one. */
export interface TableConstraint extends Range {
  readonly kind: 'primaryKey' | 'unique' | 'check' | 'foreignKey';
  readonly name?: string | undefined;
  /** The constraint without `CONSTRAINT name`. */
  readonly body: Range;
  /** The constrained columns; for a check none. */
  readonly columns: readonly string[];
  readonly autoIncrement?: boolean | undefined;
  readonly reference?: Reference | undefined;
  readonly comma?: Range | undefined;
}

/** A CREATE TABLE statement, cut into the parts that an alteration may touch. All ranges point into `text`. */
export interface TableDdl {
  readonly text: string;
  readonly name: string;
  readonly nameRange: Range;
  readonly columns: readonly ColumnDdl[];
  readonly constraints: readonly TableConstraint[];
  readonly withoutRowid: boolean;
  readonly strict: boolean;
}

/** The column of a name, whatever its case. */
export function columnOf(table: TableDdl, name: string): ColumnDdl | undefined {
  return table.columns.find((column) => sameName(column.name, name));
}

export function clauseOf(column: ColumnDdl, kind: ColumnClauseKind): ColumnClause | undefined {
  return column.clauses.find((clause) => clause.kind === kind);
}

/** The text of a range. */
export function textOf(table: TableDdl, range: Range): string {
  return table.text.slice(range.start, range.end);
}

/** The declared type of a column, without regard to white space and comments at its ends; empty where it has none. */
export function typeOf(table: TableDdl, column: ColumnDdl): string {
  return column.type === undefined ? '' : textOf(table, column.type);
}

/** The columns of the primary key, in the order of the key; none where the table has no key. */
export function primaryKeyColumns(table: TableDdl): readonly string[] {
  const inline = table.columns.find((column) => clauseOf(column, 'primaryKey') !== undefined);
  if (inline !== undefined) return [inline.name];
  return table.constraints.find((constraint) => constraint.kind === 'primaryKey')?.columns ?? [];
}

/**
 * The column that stands for the rowid, which is the one and only column of the key, declared as INTEGER and nothing else.
 * Source: https://www.sqlite.org/lang_createtable.html#rowid
 */
export function rowidAlias(table: TableDdl): ColumnDdl | undefined {
  const [name, ...others] = primaryKeyColumns(table);
  if (name === undefined || others.length > 0 || table.withoutRowid) return undefined;
  const column = columnOf(table, name);
  if (column === undefined || typeOf(table, column).toUpperCase() !== 'INTEGER') return undefined;
  return clauseOf(column, 'primaryKey')?.descending === undefined ? column : undefined;
}

/** Whether the database remembers the highest number it ever gave out. */
export function isAutoIncrement(table: TableDdl): boolean {
  return (
    table.columns.some((column) => clauseOf(column, 'primaryKey')?.autoIncrement !== undefined) ||
    table.constraints.some((constraint) => constraint.autoIncrement)
  );
}
