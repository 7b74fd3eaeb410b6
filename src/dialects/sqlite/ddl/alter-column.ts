import { applyEdits, insertAt, remove, removeElements, type Edit } from './edit.js';
import { clauseOf, textOf, type ColumnDdl, type TableDdl } from './table-ddl.js';
import { identifier, sameName, tokenize } from './tokens.js';

/** Where a new column goes; the end of the columns where nothing is said. */
export interface ColumnPlace {
  readonly after?: ColumnDdl | undefined;
  readonly before?: ColumnDdl | undefined;
}

/** The definition with another column; `column` is its whole SQL. */
export function addColumn(table: TableDdl, column: string, place: ColumnPlace = {}): string {
  if (place.before !== undefined) return applyEdits(table.text, [insertAt(place.before.start, `${column}, `)]);
  const after = place.after ?? table.columns.at(-1);
  return applyEdits(table.text, [insertAt(after?.end ?? table.nameRange.end, `, ${column}`)]);
}

/**
 * The definition without some columns. The constraints that stand on one of them, and the checks that mention one, go with them.
 * Source: the same rule in PostgreSQL, https://www.postgresql.org/docs/current/sql-altertable.html.
 */
export function dropColumns(table: TableDdl, names: readonly string[]): string {
  const columns = table.columns.filter((column) => names.some((name) => sameName(name, column.name)));
  const constraints = table.constraints.filter((constraint) =>
    constraint.kind === 'check'
      ? mentions(textOf(table, constraint), names)
      : constraint.columns.some((column) => names.some((name) => sameName(name, column))),
  );
  const kept = table.columns.filter((column) => !columns.includes(column));
  const checks = kept.flatMap((column) =>
    column.clauses.filter((clause) => clause.kind === 'check' && mentions(textOf(table, clause), names)),
  );
  return applyEdits(table.text, [
    ...removeElements(table, new Set([...columns, ...constraints])),
    ...checks.map((check) => remove(table.text, check)),
  ]);
}

/** Whether an expression or statement uses one of the names as an identifier that is no function. */
export function mentions(text: string, names: readonly string[]): boolean {
  const tokens = tokenize(text);
  return tokens.some(
    (token, i) =>
      (token.kind === 'word' || token.kind === 'name') &&
      tokens[i + 1]?.text !== '(' &&
      names.some((name) => sameName(name, identifier(token))),
  );
}

/** The definition with another type for a column. */
export function setType(table: TableDdl, column: ColumnDdl, type: string): string {
  const edit = column.type === undefined ? insertAt(column.nameRange.end, ` ${type}`) : { ...column.type, text: type };
  return applyEdits(table.text, [edit]);
}

/** The definition with another default for a column; `value` is SQL, undefined takes the default away. */
export function setDefault(table: TableDdl, column: ColumnDdl, value: string | undefined): string {
  const present = clauseOf(column, 'default');
  if (value === undefined) return present === undefined ? table.text : applyEdits(table.text, [remove(table.text, present)]);
  if (present !== undefined) return applyEdits(table.text, [{ ...present, text: `DEFAULT ${value}` }]);
  return applyEdits(table.text, [insertAt((column.type ?? column.nameRange).end, ` DEFAULT ${value}`)]);
}

/** The definition with a column that takes NULL or refuses it. `constraint` is the SQL of the constraint's name. */
export function setNullable(table: TableDdl, column: ColumnDdl, nullable: boolean, constraint?: string): string {
  const notNull = clauseOf(column, 'notNull');
  if (nullable) return notNull === undefined ? table.text : applyEdits(table.text, [remove(table.text, notNull)]);
  if (notNull !== undefined) return table.text;
  const edits: Edit[] = column.clauses.filter((clause) => clause.kind === 'null').map((clause) => remove(table.text, clause));
  const name = constraint === undefined ? '' : ` CONSTRAINT ${constraint}`;
  const before = clauseOf(column, 'default') ?? column.type ?? column.nameRange;
  const key = clauseOf(column, 'primaryKey');
  const at = key !== undefined && key.end > before.end ? key.end : before.end;
  return applyEdits(table.text, [...edits, insertAt(at, `${name} NOT NULL`)]);
}
