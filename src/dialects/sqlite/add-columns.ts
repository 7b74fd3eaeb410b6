import type { ColumnSpec, Statement } from '../../model/statement.js';
import { refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { addColumn, type ColumnPlace } from './ddl/alter-column.js';
import { addConstraint } from './ddl/alter-constraint.js';
import { parseCreateTable } from './ddl/parse-create-table.js';
import { clauseOf, columnOf, textOf, type ColumnDdl, type TableDdl } from './ddl/table-ddl.js';
import { tokenize } from './ddl/tokens.js';
import { createTableSql } from './create-table.js';
import { rebuildTable } from './rebuild.js';
import { needsSchema } from './refuse.js';

/** A column that is to be added: as it was asked for, and as CREATE TABLE writes it. */
interface NewColumn {
  readonly spec: ColumnSpec;
  readonly ddl: ColumnDdl;
}

/** ADD COLUMN where SQLite has it. */
export const addColumnsStatic: Compile['addColumns'] = (s, sql) => {
  const written = writeColumns(s, sql);
  return native(s, written, sql) ?? needsSchema(`add ${names(s)} to ${s.table.name}`);
};

/** ADD COLUMN for all columns, or one rebuild for all of them. */
export async function addColumnsLive(s: Statement<'addColumns'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  const written = writeColumns(s, sql);
  return native(s, written, sql) ?? rebuildTable(s.table, sql, live, { alter: (table) => withColumns(table, written, sql) });
}

const names = (s: Statement<'addColumns'>): string => s.columns.map((column) => column.name).join(', ');

/** The columns as a table of their own would have them, so that there is one way to write a column. */
function writeColumns(s: Statement<'addColumns'>, sql: SqlContext): { readonly ddl: TableDdl; readonly columns: readonly NewColumn[] } {
  const [text] = createTableSql({ kind: 'createTable', table: s.table, columns: s.columns }, sql);
  const ddl = parseCreateTable(typeof text === 'string' ? text : (text?.sql ?? ''));
  return {
    ddl,
    columns: s.columns.map((spec, i) => ({ spec, ddl: ddl.columns[i] ?? refuse(sql, `column ${spec.name} has no definition`) })),
  };
}

/**
 * One ALTER TABLE for each column, or undefined where SQLite refuses one: a key, a unique column, NOT NULL without a default, a default that
 * is no constant, a place among the columns. Source: https://www.sqlite.org/lang_altertable.html#altertabaddcol
 */
function native(
  s: Statement<'addColumns'>,
  { ddl, columns }: ReturnType<typeof writeColumns>,
  sql: SqlContext,
): readonly string[] | undefined {
  if (!columns.every((column) => isNative(column, ddl))) return undefined;
  return columns.map(
    ({ spec, ddl: column }) => `ALTER TABLE ${sql.table(s.table)} ADD ${textOf(ddl, column)}${inlineReference(spec, ddl, sql)}`,
  );
}

function isNative({ spec, ddl: column }: NewColumn, ddl: TableDdl): boolean {
  if (spec.afterColumn !== undefined || spec.beforeColumn !== undefined || spec.position !== undefined) return false;
  if (spec.primaryKey || spec.unique || clauseOf(column, 'primaryKey') !== undefined || clauseOf(column, 'generated') !== undefined)
    return false;
  const fallback = clauseOf(column, 'default');
  const value = fallback === undefined ? [] : tokenize(textOf(ddl, fallback)).slice(1);
  const isNull = value.length === 0 || value[0]?.value === 'NULL';
  if (clauseOf(column, 'notNull') !== undefined && isNull) return false;
  if (value.some((token) => token.text === '(' || token.value.startsWith('CURRENT_'))) return false;
  return isNull || spec.foreignKey === undefined;
}

/** The foreign key of one column, which CREATE TABLE writes behind all columns, behind its own. */
function inlineReference(spec: ColumnSpec, ddl: TableDdl, sql: SqlContext): string {
  const { foreignKey } = spec;
  if (foreignKey === undefined) return '';
  const constraint = ddl.constraints.find(
    (one) => one.kind === 'foreignKey' && columnOf(ddl, one.columns[0] ?? '')?.name === columnOf(ddl, spec.name)?.name,
  );
  if (constraint === undefined) return '';
  const body = ddl.text.slice(constraint.body.start, constraint.end);
  const reference = body.slice(tokenize(body).find((token) => token.value === 'REFERENCES')?.start);
  return ` CONSTRAINT ${sql.constraint(foreignKey.name)} ${reference}`;
}

/** A definition with the new columns, each at its place, and with their constraints. */
function withColumns(table: TableDdl, { ddl, columns }: ReturnType<typeof writeColumns>, sql: SqlContext): string {
  let current = table;
  for (const { spec, ddl: column } of columns)
    current = parseCreateTable(addColumn(current, textOf(ddl, column), placeOf(spec, current, sql)));
  for (const constraint of ddl.constraints)
    current = parseCreateTable(addConstraint(current, textOf(ddl, constraint), constraint.kind === 'primaryKey'));
  return current.text;
}

/** Where a column goes. `position` counts from 1. */
function placeOf(spec: ColumnSpec, table: TableDdl, sql: SqlContext): ColumnPlace {
  const named = (name: string, attribute: string): ColumnDdl =>
    columnOf(table, name) ?? refuse(sql, `${attribute} names column ${name}, which table ${table.name} does not have`);
  if (spec.afterColumn !== undefined) return { after: named(spec.afterColumn, 'afterColumn') };
  if (spec.beforeColumn !== undefined) return { before: named(spec.beforeColumn, 'beforeColumn') };
  return spec.position === undefined ? {} : { before: table.columns[Number(spec.position) - 1] };
}
