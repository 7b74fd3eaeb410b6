import type { Statement } from '../../model/statement.js';
import { checkDefault, replaceNulls } from '../ansi/columns.js';
import { ignored } from '../attributes.js';
import type { SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { dropColumns, mentions, setDefault, setNullable, setType } from './ddl/alter-column.js';
import { setAutoIncrement } from './ddl/alter-constraint.js';
import { parseCreateTable } from './ddl/parse-create-table.js';
import {
  clauseOf,
  columnOf,
  isAutoIncrement,
  primaryKeyColumns,
  rowidAlias,
  textOf,
  type ColumnDdl,
  type TableDdl,
} from './ddl/table-ddl.js';
import { defaultExpression } from './create-table.js';
import { rebuildTable } from './rebuild.js';
import { databaseRefuses, sqliteLacks } from './refuse.js';
import { rehearse } from './rehearse.js';
import { belongingTo, findTable, readSchema } from './schema.js';

/**
 * Drops columns by ALTER TABLE where SQLite allows it, otherwise by a rebuild. Indexes on a column go with it, and so do the constraints that
 * it is part of. Source: https://www.sqlite.org/lang_altertable.html#altertabdropcol
 * @throws SQL_FAILED where a view or trigger still uses a column.
 */
export async function dropColumnsLive(s: Statement<'dropColumns'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  const schema = await readSchema(live);
  const object = findTable(schema, s.table);
  const table = parseCreateTable(object.sql);
  const gone = s.columns.map((name) => existingColumn(table, name));
  if (new Set(gone).size === table.columns.length) databaseRefuses(`cannot drop all columns of table ${table.name}`, 'drop the table');
  const names = gone.map(({ name }) => name);
  const indexes = belongingTo(schema, object.name, 'index').filter((index) => mentions(afterOn(index.sql), names));
  if (gone.every((column) => isLoose(table, column))) {
    const native = [
      ...indexes.map((index) => `DROP INDEX ${sql.name(index.name, 'index')}`),
      ...gone.map((column) => `ALTER TABLE ${sql.table(s.table)} DROP COLUMN ${sql.column(column.name)}`),
    ];
    const possible = await rehearse(live, object.name, async () => native).catch(() => undefined);
    if (possible !== undefined) return possible;
  }
  return rebuildTable(s.table, sql, live, {
    alter: (before) => dropColumns(before, names),
    keepsIndex: (index) => !indexes.includes(index),
  });
}

/** The columns, expressions and condition of an index: what follows the table's name. */
function afterOn(indexSql: string): string {
  return indexSql.slice(indexSql.indexOf('(') + 1);
}

/** Whether nothing in the definition of the table holds on to a column. */
function isLoose(table: TableDdl, column: ColumnDdl): boolean {
  if (column.clauses.some(({ kind }) => kind === 'primaryKey' || kind === 'unique' || kind === 'references')) return false;
  const others = [...table.columns.filter((one) => one !== column), ...table.constraints];
  return !others.some((element) => mentions(textOf(table, element), [column.name]));
}

export async function modifyDataTypeLive(s: Statement<'modifyDataType'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  const type = sql.type(s.newType).sql;
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      const column = existingColumn(table, s.column);
      if (rowidAlias(table) !== column) return setType(table, column, type);
      // An INTEGER key holds 64 bits whatever the changelog calls it, and any other word would end its being the rowid.
      if (/INT/i.test(type)) return table.text;
      if (isAutoIncrement(table)) sqliteLacks(`${column.name} numbers the rows of ${table.name} and must stay an INTEGER`);
      return setType(table, column, type);
    },
  });
}

export async function setNullableLive(s: Statement<'setNullable'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  if (s.validate === false) ignored(sql, 'validate', false);
  const name = s.constraintName === undefined ? undefined : sql.constraint(s.constraintName);
  const filled = s.nullable ? [] : replaceNulls(s, sql).map((one) => one.sql);
  const rebuilt = await rebuildTable(s.table, sql, live, {
    alter: (table) => setNullable(table, existingColumn(table, s.column), s.nullable, name),
  });
  return [...filled, ...rebuilt];
}

export async function addDefaultValueLive(s: Statement<'addDefaultValue'>, sql: SqlContext, live: Connection): Promise<readonly string[]> {
  checkDefault(s, sql);
  ignored(sql, 'defaultValueConstraintName', s.constraintName);
  const { value } = s;
  const written =
    value.kind === 'computed' ? defaultExpression(value.sql) : s.type === undefined ? sql.literal(value) : sql.type(s.type).literal(value);
  return rebuildTable(s.table, sql, live, { alter: (table) => setDefault(table, existingColumn(table, s.column), written) });
}

export async function dropDefaultValueLive(
  s: Statement<'dropDefaultValue'>,
  sql: SqlContext,
  live: Connection,
): Promise<readonly string[]> {
  return rebuildTable(s.table, sql, live, { alter: (table) => setDefault(table, existingColumn(table, s.column), undefined) });
}

export async function addAutoIncrementLive(
  s: Statement<'addAutoIncrement'>,
  sql: SqlContext,
  live: Connection,
): Promise<readonly string[]> {
  for (const option of ['startWith', 'incrementBy', 'generationType', 'defaultOnNull'] as const) ignored(sql, option, s.identity[option]);
  return rebuildTable(s.table, sql, live, {
    alter(table) {
      const column = existingColumn(table, s.column);
      const key = primaryKeyColumns(table);
      if (key.some((name) => columnOf(table, name) !== column))
        sqliteLacks(
          `SQLite numbers rows only by a column that is the primary key by itself, and the key of ${table.name} is (${key.join(', ')})`,
        );
      if (table.withoutRowid) sqliteLacks(`SQLite cannot number the rows of ${table.name}, which is a WITHOUT ROWID table`);
      if (clauseOf(column, 'generated') !== undefined) sqliteLacks(`${column.name} is a generated column and cannot number the rows`);
      const numbered = parseCreateTable(setAutoIncrement(table, column, sql.constraint(sql.dialect.primaryKeyName(table.name))));
      return setNullable(numbered, existingColumn(numbered, s.column), false);
    },
  });
}

/** The column that a statement names. Throws SQL_FAILED where there is none. */
export function existingColumn(table: TableDdl, name: string): ColumnDdl {
  return columnOf(table, name.trim()) ?? databaseRefuses(`no such column: ${table.name}.${name.trim()}`);
}
