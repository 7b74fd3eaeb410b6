import type { ColumnValue, Statement, WhereParam } from '../../model/statement.js';
import type { Value } from '../../model/value.js';
import { isOneExpression } from '../../core/one-expression.js';
import { lineComments } from '../../core/line-comments.js';
import { refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';

/** Statements on rows, and SQL of the changelog's own. Source: the generators of the same names in Liquibase (4.28.0). */
export const rows: Pick<Compile, 'insert' | 'insertRows' | 'upsert' | 'deleteRow' | 'update' | 'delete' | 'comment' | 'raw'> = {
  insert: (s, sql) => [insertSql(s, sql)],
  insertRows(s, sql) {
    const [first] = s.rows;
    return first === undefined ? [] : [`${insertHead(s.table, first, sql)}${s.rows.map((row) => rowSql(row, sql)).join(',')};`];
  },
  upsert: (_s, sql) => refuse(sql, `loadUpdateData is not supported on ${sql.dialect.name}`, 'use loadData'),
  deleteRow: (s, sql) => [`DELETE FROM ${sql.table(s.table)} WHERE ${keySql(s, sql)}`],
  update: (s, sql) => [updateSql(s, sql, whereSql(s.where, s.whereParams, sql))],
  delete(s, sql) {
    const where = whereSql(s.where, s.whereParams, sql);
    return [`DELETE FROM ${sql.table(s.table)}${where === undefined ? '' : ` WHERE ${where}`}`];
  },
  comment: (s, sql) => [{ sql: lineComments(s.text, sql.dialect.lineComment), endDelimiter: '', commentOnly: true }],
  // Liquibase writes line ends in a delimiter as backslash and letter.
  raw: ({ sql, endDelimiter, commentOnly }) => [
    { sql, endDelimiter: endDelimiter?.replaceAll('\\r', '\r').replaceAll('\\n', '\n'), commentOnly },
  ],
};

/** `INSERT INTO … (…) VALUES (…)`. Where a column is named twice, its last value counts. */
export function insertSql(
  s: { readonly table: Statement<'insert'>['table']; readonly columns: readonly ColumnValue[] },
  sql: SqlContext,
): string {
  const columns = [...new Map(s.columns.map((column) => [column.name, column])).values()];
  return insertHead(s.table, columns, sql) + rowSql(columns, sql);
}

function insertHead(table: Statement<'insert'>['table'], columns: readonly ColumnValue[], sql: SqlContext): string {
  return `INSERT INTO ${sql.table(table)} (${columns.map(({ name }) => sql.column(name)).join(', ')}) VALUES `;
}

function rowSql(columns: readonly ColumnValue[], sql: SqlContext): string {
  return `(${columns.map(({ value }) => valueSql(value, sql)).join(', ')})`;
}

/** `UPDATE … SET …`; the columns stand in the order of their names, as Liquibase sorts them. */
export function updateSql(
  s: { readonly table: Statement<'update'>['table']; readonly columns: readonly ColumnValue[] },
  sql: SqlContext,
  where: string | undefined,
): string {
  const columns = [...new Map(s.columns.map((column) => [column.name, column])).values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const set = columns.map(({ name, value }) => `${sql.column(name)} = ${valueSql(value, sql)}`).join(', ');
  return `UPDATE ${sql.table(s.table)} SET ${set}${where === undefined ? '' : ` WHERE ${where}`}`;
}

/** A value in INSERT and UPDATE: the text NULL is NULL, and text that calls a date function is the call. */
export function valueSql(value: Value, sql: SqlContext): string {
  if (isNull(value)) return 'NULL';
  if (value.kind === 'numeric') return isOneExpression(value.text) ? value.text : sql.literal({ kind: 'string', text: value.text });
  return value.kind === 'string' && isFunctionCall(value.text, sql) ? value.text : sql.literal(value);
}

const isFunctionCall = (text: string, sql: SqlContext): boolean =>
  /^to_date\('[^'\\]*'(?:, ?'[^'\\]*')*\)$/.test(text) || text.toLowerCase() === sql.dialect.now.toLowerCase();

function isNull(value: Value): boolean {
  if (value.kind === 'null') return true;
  const text = value.kind === 'string' ? value.text : value.kind === 'computed' ? value.sql : '';
  return text.toLowerCase() === 'null';
}

/** The condition that finds a row by its key columns, in the order of `primaryKey`. */
export function keySql(s: { readonly columns: readonly ColumnValue[]; readonly primaryKey: readonly string[] }, sql: SqlContext): string {
  return s.primaryKey
    .map((name) => {
      const value = s.columns.find((column) => column.name === name)?.value ?? { kind: 'null' };
      return `${sql.column(name)} ${isNull(value) ? 'is NULL' : `= ${sql.literal(value)}`}`;
    })
    .join(' AND ');
}

/** The columns of an upsert that existing rows get. */
export function updatedColumns(s: Statement<'upsert'>): readonly ColumnValue[] {
  return s.columns.filter((column) => s.allowUpdate.includes(column.name));
}

/** The condition with its placeholders filled in, in order. Source: Liquibase `SqlUtil.replacePredicatePlaceholders`. */
function whereSql(where: string | undefined, parameters: readonly WhereParam[] = [], sql: SqlContext): string | undefined {
  const names = parameters.flatMap(({ name }) => (name === undefined ? [] : [name]));
  const values = parameters.map(({ value }) => value);
  return where?.trim().replace(/:name\b|\?|:value\b/g, (placeholder) => {
    if (placeholder !== ':name') {
      const value = values.shift();
      return value === undefined ? placeholder : sql.literal(value);
    }
    const name = names.shift();
    return name === undefined ? placeholder : sql.column(name);
  });
}
