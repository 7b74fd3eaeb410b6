import type { Column, ColumnIdentity } from '../../../model/schema-column.js';
import type { ForeignKey, PrimaryKey, UniqueConstraint } from '../../../model/schema-table.js';
import { collationText, columnNames, foreignKeyClause, keyClause, standardColumn, type ClauseStyle } from '../../ansi/schema-clauses.js';
import type { PrintContext } from '../../schema-sql.js';

/** Options that are words of their own in a statement and no storage parameters. */
const ownWords: ReadonlySet<string> = new Set(
  'unlogged,access method,row level security,replica identity,of,with no data,nulls not distinct,invalid,only,on delete columns'.split(','),
);

export const storageParameters = (options: Readonly<Record<string, string>> | undefined): readonly (readonly [string, string])[] =>
  Object.entries(options ?? {}).filter(([word]) => !ownWords.has(word));

export function withParameters(options: Readonly<Record<string, string>> | undefined): string {
  const list = storageParameters(options).map(
    ([word, value]) => `${word}=${/^[\w.]+$/.test(value) ? value : `'${value.replaceAll("'", "''")}'`}`,
  );
  return list.length === 0 ? '' : ` WITH (${list.join(', ')})`;
}

/** The sequence behind an identity column where it does not have the usual name. */
export const sequenceName = (identity: ColumnIdentity | undefined, { sql, local }: PrintContext): string | undefined =>
  identity?.sequence === undefined ? undefined : sql.object(local(identity.sequence), 'sequence');

/** https://www.postgresql.org/docs/current/sql-createtable.html */
export const style: ClauseStyle = {
  column: (column, { sql, local }) => [
    ...(column.options?.['compression'] === undefined ? [] : [`COMPRESSION ${column.options['compression']}`]),
    ...(column.collation === undefined ? [] : [`COLLATE ${collationText(column.collation, sql)}`]),
    ...standardColumn(column, sequenceName(column.identity, { sql, local })),
  ],
  index: (index, print) => ({
    method: index.method === undefined ? '' : ` USING ${index.method}`,
    after: [
      (index.include ?? []).length === 0 ? '' : ` INCLUDE (${columnNames(index.include ?? [], print)})`,
      index.options?.['nulls not distinct'] === undefined ? '' : ' NULLS NOT DISTINCT',
      withParameters(index.options),
      index.where === undefined ? '' : ` WHERE ${index.where}`,
    ].join(''),
  }),
};

export function pgKeyClause(key: PrimaryKey | UniqueConstraint, print: PrintContext): string {
  const before = key.options?.['nulls not distinct'] === undefined ? '' : ' NULLS NOT DISTINCT';
  return keyClause(key, print, { before, after: withParameters(key.options) });
}

export const pgForeignKeyClause = (key: ForeignKey, print: PrintContext): string =>
  foreignKeyClause(
    key,
    print,
    key.options?.['on delete columns'] === undefined ? '' : ` (${columnNames(key.options['on delete columns'].split(', '), print)})`,
  );

/** What ALTER TABLE says of a column besides its definition. */
export function columnSettings(column: Column, print: PrintContext): readonly string[] {
  const { storage, statistics, ...others } = column.options ?? {};
  const name = print.sql.column(column.name);
  const distinct = Object.entries(others).filter(([word]) => word.startsWith('n_distinct'));
  return [
    ...(storage === undefined ? [] : [`ALTER COLUMN ${name} SET STORAGE ${storage.toUpperCase()}`]),
    ...(statistics === undefined ? [] : [`ALTER COLUMN ${name} SET STATISTICS ${statistics}`]),
    ...(distinct.length === 0 ? [] : [`ALTER COLUMN ${name} SET (${distinct.map(([word, value]) => `${word} = ${value}`).join(', ')})`]),
  ];
}
