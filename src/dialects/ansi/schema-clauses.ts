import type { Column, ColumnIdentity } from '../../model/schema-column.js';
import type {
  CheckConstraint,
  ConstraintTiming,
  ForeignKey,
  Index,
  IndexKey,
  PrimaryKey,
  Table,
  UniqueConstraint,
} from '../../model/schema-table.js';
import type { PrintContext } from '../schema-sql.js';

/** The places where databases spell the clauses of CREATE TABLE and ALTER TABLE in a way of their own. */
export interface ClauseStyle {
  /** Everything about a column behind its name and type. */
  column(column: Column, print: PrintContext): readonly string[];
  index(index: Index, print: PrintContext): { readonly method?: string; readonly after: string };
}

/** The name of a column, its type and all that is said of it. */
export function columnClause(column: Column, style: ClauseStyle, print: PrintContext): string {
  return [print.sql.column(column.name), column.type.text, ...style.column(column, print)].filter((part) => part !== '').join(' ');
}

/** Default, generation, numbering (by a sequence of that name) and NOT NULL as the SQL standard has them. */
export function standardColumn(column: Column, sequence?: string): readonly string[] {
  const { default: fallback, generated, identity, nullable } = column;
  return [
    ...(generated !== undefined ? [`GENERATED ALWAYS AS (${generated.expression}) ${generated.stored ? 'STORED' : 'VIRTUAL'}`] : []),
    ...(fallback !== undefined ? [`DEFAULT ${fallback.sql}`] : []),
    ...(identity !== undefined ? [identityText(identity, sequence)] : []),
    ...(nullable ? [] : ['NOT NULL']),
  ];
}

/** `GENERATED … AS IDENTITY (…)`. */
export function identityText(identity: ColumnIdentity, sequence?: string): string {
  const { generation, start, increment, minimum, maximum, cache, cycle } = identity;
  const options = [
    ...(sequence === undefined ? [] : [`SEQUENCE NAME ${sequence}`]),
    ...(start === undefined ? [] : [`START WITH ${start}`]),
    ...(increment === undefined ? [] : [`INCREMENT BY ${increment}`]),
    ...(minimum === undefined ? [] : [`MINVALUE ${minimum}`]),
    ...(maximum === undefined ? [] : [`MAXVALUE ${maximum}`]),
    ...(cache === undefined ? [] : [`CACHE ${cache}`]),
    ...(cycle === true ? ['CYCLE'] : []),
  ];
  return `GENERATED ${generation === 'always' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY${options.length === 0 ? '' : ` (${options.join(' ')})`}`;
}

const named = (name: string | undefined, print: PrintContext): string =>
  name === undefined ? '' : `CONSTRAINT ${print.sql.constraint(name)} `;

export const columnNames = (columns: readonly string[], { sql }: PrintContext): string =>
  columns.map((name) => sql.column(name)).join(', ');

/** ` DEFERRABLE INITIALLY DEFERRED` and ` NOT VALID`. */
export function timingText({ deferrable, initiallyDeferred, notValidated }: ConstraintTiming): string {
  return `${deferrable === true ? ' DEFERRABLE' : ''}${initiallyDeferred === true ? ' INITIALLY DEFERRED' : ''}${notValidated === true ? ' NOT VALID' : ''}`;
}

/** A primary key or a unique constraint as a table constraint. `options` are what stands between the words and the columns, and after them. */
export function keyClause(key: PrimaryKey | UniqueConstraint, print: PrintContext, options = { before: '', after: '' }): string {
  const words = key.kind === 'primaryKey' ? 'PRIMARY KEY' : 'UNIQUE';
  const include = (key.include ?? []).length === 0 ? '' : ` INCLUDE (${columnNames(key.include ?? [], print)})`;
  return `${named(key.name, print)}${words}${options.before} (${columnNames(key.columns, print)})${include}${options.after}${timingText(key)}`;
}

export function checkClause(check: CheckConstraint, print: PrintContext): string {
  return `${named(check.name, print)}CHECK (${check.expression})${check.noInherit === true ? ' NO INHERIT' : ''}${timingText(check)}`;
}

export function foreignKeyClause(key: ForeignKey, print: PrintContext, deleteColumns = ''): string {
  const target = `${print.sql.table(print.local(key.references))}${key.referencedColumns.length === 0 ? '' : ` (${columnNames(key.referencedColumns, print)})`}`;
  const match = key.match === undefined ? '' : ` MATCH ${key.match.toUpperCase()}`;
  const update = key.onUpdate === 'no action' ? '' : ` ON UPDATE ${key.onUpdate.toUpperCase()}`;
  const remove = key.onDelete === 'no action' ? '' : ` ON DELETE ${key.onDelete.toUpperCase()}${deleteColumns}`;
  return `${named(key.name, print)}FOREIGN KEY (${columnNames(key.columns, print)}) REFERENCES ${target}${match}${update}${remove}${timingText(key)}`;
}

/** The name of a collation; one of another schema than the usual ones comes with it, both in quotes. */
export const collationText = (name: string, sql: PrintContext['sql']): string =>
  /^"(?:[^"]|"")+"\."(?:[^"]|"")+"$/.test(name) ? name : sql.name(name, 'type');

/** One key of an index: column or expression, with what is said of it. */
export function indexKeyText(key: IndexKey, { sql }: PrintContext): string {
  return [
    key.column === undefined
      ? `(${key.expression ?? ''})`
      : `${sql.column(key.column)}${key.length === undefined ? '' : `(${key.length})`}`,
    ...(key.collation === undefined ? [] : [`COLLATE ${collationText(key.collation, sql)}`]),
    ...(key.operatorClass === undefined ? [] : [key.operatorClass]),
    ...(key.descending === true ? ['DESC'] : []),
    ...(key.nulls === undefined ? [] : [`NULLS ${key.nulls.toUpperCase()}`]),
  ].join(' ');
}

/** The columns of a table, with constraints behind them, in parentheses. */
export function tableBody(columns: readonly string[], constraints: readonly string[]): string {
  const lines = [...columns, ...constraints];
  return lines.length === 0 ? '()' : `(\n  ${lines.join(',\n  ')}\n)`;
}

/** Every constraint of a table as a clause of CREATE TABLE. */
export function allConstraints(table: Table, print: PrintContext): readonly string[] {
  return [
    ...(table.primaryKey === undefined ? [] : [keyClause(table.primaryKey, print)]),
    ...table.uniqueConstraints.map((key) => keyClause(key, print)),
    ...table.checkConstraints.map((check) => checkClause(check, print)),
    ...table.foreignKeys.map((key) => foreignKeyClause(key, print)),
  ];
}
