import type { Column } from '../../../model/schema-column.js';
import type { CheckConstraint, ForeignKey, Index, PrimaryKey, UniqueConstraint } from '../../../model/schema-table.js';
import { checkClause, columnNames, foreignKeyClause, indexKeyText, keyClause } from '../../ansi/schema-clauses.js';
import type { PrintContext } from '../../schema-sql.js';

/** A column as CREATE TABLE and ADD take it. https://learn.microsoft.com/sql/t-sql/statements/create-table-transact-sql */
export function columnSql(column: Column, { sql }: PrintContext): string {
  const { name, type, generated, default: fallback, defaultName, identity, nullable } = column;
  const nullability = nullable ? '' : 'NOT NULL';
  const words =
    generated === undefined
      ? [
          typeSql(column),
          column.options?.['sparse'] === undefined ? '' : 'SPARSE',
          identity === undefined ? '' : `IDENTITY(${identity.start ?? 1}, ${identity.increment ?? 1})`,
          fallback === undefined
            ? ''
            : `${defaultName === undefined ? '' : `CONSTRAINT ${sql.constraint(defaultName)} `}DEFAULT ${fallback.sql}`,
          // Without a word the settings of the session decide.
          nullability === '' && type.base !== 'rowversion' ? 'NULL' : nullability,
        ]
      : [`AS (${generated.expression})`, generated.stored ? `PERSISTED ${nullability}` : ''];
  return [sql.column(name), ...words]
    .filter((word) => word !== '')
    .join(' ')
    .trim();
}

/** The type and what it sorts by, as ALTER COLUMN takes them as well. Types of the database's own have their schema before them. */
export function typeSql({ type, collation }: Column): string {
  const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;
  const { definedBy } = type;
  const own =
    definedBy === undefined
      ? type.text
      : [definedBy.schema, definedBy.name].flatMap((part) => (part === undefined ? [] : [bracketed(part)])).join('.');
  return collation === undefined ? own : `${own} COLLATE ${collation}`;
}

const withFill = (options: Readonly<Record<string, string>> | undefined): string =>
  options?.['fill factor'] === undefined ? '' : ` WITH (FILLFACTOR = ${options['fill factor']})`;

const clustering = (clustered: boolean | undefined): string => (clustered === undefined ? '' : clustered ? ' CLUSTERED' : ' NONCLUSTERED');

export const keySql = (key: PrimaryKey | UniqueConstraint, print: PrintContext): string =>
  keyClause(key, print, { before: clustering(key.clustered), after: withFill(key.options) });

/** The statements that add a check or a foreign key: whether rows that are there are looked at, and whether it is heeded. */
export function addChecked(constraint: CheckConstraint | ForeignKey, table: string, print: PrintContext): readonly string[] {
  const { notValidated, disabled, ...plain } = constraint;
  const clause = plain.kind === 'checkConstraint' ? checkClause(plain, print) : foreignKeyClause(plain, print);
  const unchecked = notValidated === true || disabled === true ? ' WITH NOCHECK' : '';
  const off =
    disabled === true && constraint.name !== undefined ? [`${table} NOCHECK CONSTRAINT ${print.sql.constraint(constraint.name)}`] : [];
  return [`${table}${unchecked} ADD ${clause}`, ...off];
}

/** https://learn.microsoft.com/sql/t-sql/statements/create-index-transact-sql, create-columnstore-index-transact-sql */
export function indexSql(index: Index, table: string, print: PrintContext): readonly string[] | undefined {
  const name = print.sql.name(index.name, 'index');
  const off = index.options?.['disabled'] === undefined ? [] : [`ALTER INDEX ${name} ON ${table} DISABLE`];
  const keys = `(${index.keys.map((key) => indexKeyText(key, print)).join(', ')})`;
  switch (index.method) {
    case undefined: {
      const include = (index.include ?? []).length === 0 ? '' : ` INCLUDE (${columnNames(index.include ?? [], print)})`;
      const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
      const words = `${index.unique ? ' UNIQUE' : ''}${index.clustered === true ? ' CLUSTERED' : ''}`;
      return [`CREATE${words} INDEX ${name} ON ${table} ${keys}${include}${where}${withFill(index.options)}`, ...off];
    }
    case 'clustered columnstore':
      return [`CREATE CLUSTERED COLUMNSTORE INDEX ${name} ON ${table}`, ...off];
    case 'nonclustered columnstore': {
      const where = index.where === undefined ? '' : ` WHERE ${index.where}`;
      return [`CREATE NONCLUSTERED COLUMNSTORE INDEX ${name} ON ${table} ${keys}${where}`, ...off];
    }
    default:
      return undefined;
  }
}
