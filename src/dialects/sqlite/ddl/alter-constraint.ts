import { applyEdits, insertAt, remove, removeElements, type Edit } from './edit.js';
import { clauseOf, textOf, type ColumnClause, type ColumnDdl, type TableConstraint, type TableDdl } from './table-ddl.js';
import { foldName, sameName } from './tokens.js';

/** A constraint wherever it stands: behind a column, or behind all columns. */
export type FoundConstraint =
  | { readonly column: ColumnDdl; readonly clause: ColumnClause }
  | { readonly column?: undefined; readonly constraint: TableConstraint };

export type ConstraintKind = 'unique' | 'foreignKey' | 'primaryKey' | 'check';

/** The constraints of a kind, in order. */
export function constraintsOf(table: TableDdl, kind: ConstraintKind): readonly FoundConstraint[] {
  const clauseKind = kind === 'foreignKey' ? 'references' : kind;
  return [
    ...table.columns.flatMap((column) =>
      column.clauses.filter((clause) => clause.kind === clauseKind).map((clause) => ({ column, clause })),
    ),
    ...table.constraints.filter((constraint) => constraint.kind === kind).map((constraint) => ({ constraint })),
  ];
}

export function nameOf(found: FoundConstraint): string | undefined {
  return found.column === undefined ? found.constraint.name : found.clause.name;
}

export function columnsOf(found: FoundConstraint): readonly string[] {
  return found.column === undefined ? found.constraint.columns : [found.column.name];
}

/** Whether two lists name the same columns, in any order. */
export function sameColumns(one: readonly string[], other: readonly string[]): boolean {
  return columnSet(one) === columnSet(other);
}

const columnSet = (names: readonly string[]): string => names.map(foldName).toSorted().join('\u0000');

/** The definition with another constraint behind everything; a primary key goes before the other constraints. */
export function addConstraint(table: TableDdl, constraint: string, first = false): string {
  const last = first ? table.columns.at(-1) : (table.constraints.at(-1) ?? table.columns.at(-1));
  return applyEdits(table.text, [insertAt(last?.end ?? table.nameRange.end, `, ${constraint}`)]);
}

/** The definition without some constraints. */
export function removeConstraints(table: TableDdl, gone: readonly FoundConstraint[]): string {
  const elements = gone.flatMap((found) => (found.column === undefined ? [found.constraint] : []));
  const clauses = gone.flatMap((found) => (found.column === undefined ? [] : [remove(table.text, found.clause)]));
  return applyEdits(table.text, [...removeElements(table, new Set(elements)), ...clauses]);
}

/**
 * The definition with a column that numbers the rows: INTEGER, and the only column of the key, since AUTOINCREMENT exists in no other form.
 * The caller has made sure that no other column belongs to the key.
 * Source: https://www.sqlite.org/autoinc.html; Liquibase `AddAutoIncrementGeneratorSQLite` for the text that comes out.
 * @param keyName SQL of the name of a key that the table does not have yet
 */
export function setAutoIncrement(table: TableDdl, column: ColumnDdl, keyName: string): string {
  const edits: Edit[] = [];
  const type = column.type ?? column.nameRange;
  edits.push(column.type === undefined ? insertAt(type.end, ' INTEGER') : { ...column.type, text: 'INTEGER' });
  const inline = clauseOf(column, 'primaryKey');
  if (inline !== undefined) {
    if (inline.descending !== undefined) edits.push(remove(table.text, inline.descending));
    if (inline.autoIncrement === undefined) edits.push(insertAt(inline.end, ' AUTOINCREMENT'));
    return applyEdits(table.text, edits);
  }
  const key = table.constraints.find((constraint) => constraint.kind === 'primaryKey');
  const written = key === undefined ? `CONSTRAINT ${keyName} ` : textOf(table, { start: key.start, end: key.body.start });
  edits.push(insertAt(type.end, ` ${written}PRIMARY KEY AUTOINCREMENT`));
  if (key !== undefined) edits.push(...removeElements(table, new Set([key])));
  return applyEdits(table.text, edits);
}

/** The constraint of a name, or else the one on exactly these columns. */
export function findConstraint(
  table: TableDdl,
  kind: ConstraintKind,
  wanted: { readonly name?: string | undefined; readonly columns?: readonly string[] | undefined },
): FoundConstraint | undefined {
  const all = constraintsOf(table, kind);
  const { name, columns } = wanted;
  const named = name === undefined ? undefined : all.find((found) => sameName(nameOf(found) ?? '', name));
  return named ?? (columns === undefined ? undefined : all.find((found) => sameColumns(columnsOf(found), columns)));
}
