import type { IndexColumn, Statement } from '../../model/statement.js';
import type { Compile, SqlContext } from '../dialect.js';
import { ignored } from '../attributes.js';

/** Statements on indexes. Source: Liquibase `CreateIndexGenerator`, `DropIndexGenerator` (4.28.0). */
export const indexes: Pick<Compile, 'createIndex' | 'dropIndex'> = {
  createIndex(s, sql) {
    if (belongsToConstraint(s.associatedWith)) return [];
    if (s.clustered) ignored(sql, 'clustered', true);
    return [createIndexSql(s, sql, s.index === undefined ? '' : sql.object({ ...s.table, name: s.index }, 'index'))];
  },
  dropIndex: (s, sql) => (belongsToConstraint(s.associatedWith) ? [] : [dropIndexSql(s, sql)]),
};

/** `DROP INDEX …` by the name of the index alone. */
export const dropIndexSql = (s: Statement<'dropIndex'>, sql: SqlContext): string =>
  `DROP INDEX ${sql.object({ ...s.table, name: s.index }, 'index')}`;

/** Whether the database makes and drops the index itself, with the constraint that it stands behind. */
export function belongsToConstraint(associatedWith: string | undefined): boolean {
  const owners = (associatedWith ?? '').split(',').map((owner) => owner.trim());
  return owners.some((owner) => owner === 'primaryKey' || owner === 'uniqueConstraint' || owner === 'foreignKey');
}

/** `CREATE INDEX … ON …(…)`; `name` is the written name, or '' where the database is to choose one. */
export function createIndexSql(s: Statement<'createIndex'>, sql: SqlContext, name: string): string {
  const columns = s.columns.map((column) => indexColumn(column, sql)).join(', ');
  return `CREATE ${s.unique ? 'UNIQUE ' : ''}INDEX ${name === '' ? '' : `${name} `}ON ${sql.table(s.table)}(${columns})${tablespace(s, sql)}`;
}

/** A column of an index, or the expression that stands in its place. */
export function indexColumn(column: IndexColumn, sql: SqlContext): string {
  const written = column.computed ? column.name : column.computed === false ? sql.column(column.name) : sql.columnOrExpression(column.name);
  return column.descending ? `${written} DESC` : written;
}

function tablespace(s: Statement<'createIndex'>, sql: SqlContext): string {
  const name = s.tablespace?.trim() ?? '';
  if (name !== '' && sql.traits.tablespaces) return ` TABLESPACE ${s.tablespace}`;
  ignored(sql, 'tablespace', name);
  return '';
}
