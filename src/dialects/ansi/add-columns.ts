import type { ObjectName } from '../../model/names.js';
import type { Sql } from '../../model/statement.js';
import type { Compile, SqlContext } from '../dialect.js';
import { disallow, ignored, refuse } from '../attributes.js';
import { ansiStyle, defaultSql, typedColumn, type ColumnStyle, type TypedColumn } from './column-style.js';

/** The places where dialects differ in ADD COLUMN. */
export interface AddStyle extends ColumnStyle {
  /** One ALTER TABLE carries all columns, and the constraints follow it. */
  readonly together: boolean;
  /** The last words about a column: its remarks and its place. */
  afterColumn(column: TypedColumn, sql: SqlContext): string;
  afterPrimaryKey(column: TypedColumn, sql: SqlContext): string;
  /** The clauses after the type in another order. */
  arrange?(clauses: { readonly identity: string; readonly initial: string; readonly nullability: string; readonly key: string }): string;
  /** Refuses what the database cannot add. */
  check(column: TypedColumn, sql: SqlContext): void;
}

/** ADD COLUMN as most databases have it. */
export const ansiAddStyle: AddStyle = {
  ...ansiStyle,
  together: false,
  afterColumn: () => '',
  afterPrimaryKey(column, sql) {
    if (column.validatePrimaryKey === false) ignored(sql, 'validatePrimaryKey', false);
    return '';
  },
  check(column, sql) {
    disallow(sql, 'afterColumn', column.afterColumn);
    disallow(sql, 'beforeColumn', column.beforeColumn);
    disallow(sql, 'position', column.position);
  },
};

/** Renders ALTER TABLE … ADD in a dialect's style. Source: Liquibase `AddColumnGenerator` (4.28.0). */
export function addColumns(style: AddStyle): Compile['addColumns'] {
  return (statement, sql) => {
    const columns = statement.columns.map((column) => typedColumn(column, sql));
    for (const column of columns) checkColumn(column, style, sql);
    const alter = `ALTER TABLE ${sql.table(statement.table)}`;
    const clauses = columns.map((column) => columnSql(column, statement.table.name, style, sql));
    const constraints = columns.map((column) => constraintsOf(column, statement.table, sql));
    if (style.together) return [alter + clauses.join(','), ...constraints.flat()];
    return clauses.flatMap((clause, i) => [alter + clause, ...(constraints[i] ?? [])]);
  };
}

function checkColumn(column: TypedColumn, style: AddStyle, sql: SqlContext): void {
  style.check(column, sql);
  ignored(sql, 'checkConstraint', column.checkConstraint);
  ignored(sql, 'primaryKeyName', column.primaryKeyName);
  ignored(sql, 'primaryKeyTablespace', column.primaryKeyTablespace);
}

function columnSql(column: TypedColumn, table: string, style: AddStyle, sql: SqlContext): string {
  const type = column.resolved === undefined ? '' : ` ${column.resolved.sql}`;
  const identity = column.autoIncrement && sql.traits.autoIncrement ? style.identity(column.identity ?? {}, sql) : '';
  const fallback = defaultSql(column, sql);
  const initial =
    fallback === undefined
      ? ''
      : `${style.beforeDefault(column, table, sql)}${fallback.generated ? '' : ' DEFAULT'} ${fallback.text.replace(/^null$/i, 'null')}`;
  const key = column.primaryKey ? ` PRIMARY KEY${style.afterPrimaryKey(column, sql)}` : '';
  const clauses = { identity, initial, nullability: nullability(column, style, sql), key };
  const written = style.arrange?.(clauses) ?? identity + initial + clauses.nullability + key;
  return ` ADD ${sql.column(column.name)}${type}${written}${style.afterColumn(column, sql)}`;
}

function nullability(column: TypedColumn, style: AddStyle, sql: SqlContext): string {
  if (column.nullable !== false && !column.primaryKey) return style.nullable(column, sql);
  const name = column.nullable === false ? (column.notNullConstraintName ?? '') : '';
  return `${name === '' ? '' : ` CONSTRAINT ${sql.constraint(name)}`} NOT NULL${style.afterNotNull(column, sql)}`;
}

function constraintsOf(column: TypedColumn, table: ObjectName, sql: SqlContext): readonly Sql[] {
  return [
    ...(column.unique
      ? sql.render({
          kind: 'addUniqueConstraint',
          table,
          columns: column.name,
          constraintName: column.uniqueConstraintName,
          validate: column.validateUnique !== false,
        })
      : []),
    ...foreignKey(column, table, sql),
  ];
}

function foreignKey(column: TypedColumn, table: ObjectName, sql: SqlContext): readonly Sql[] {
  const key = column.foreignKey;
  if (key === undefined) return [];
  ignored(sql, 'deferrable of a foreign key in addColumn', key.deferrable);
  ignored(sql, 'initiallyDeferred of a foreign key in addColumn', key.initiallyDeferred);
  const [referenced, referencedColumns] = key.references === undefined ? namedTarget(column, sql) : writtenTarget(key.references, sql);
  const [schema, name] = referenced.indexOf('.') > 0 ? referenced.split('.') : [undefined, referenced];
  return sql.render({
    kind: 'addForeignKey',
    constraintName: key.name,
    baseTable: table,
    baseColumns: column.name,
    referencedTable: { schema, name: name ?? '' },
    referencedColumns,
    onDelete: key.deleteCascade ? 'CASCADE' : undefined,
    validate: key.validate !== false,
  });
}

function namedTarget(column: TypedColumn, sql: SqlContext): readonly [string, string] {
  const { referencedTable, referencedColumns } = column.foreignKey ?? {};
  ignored(sql, 'referencedTableCatalogName in addColumn', referencedTable?.catalog);
  ignored(sql, 'referencedTableSchemaName in addColumn', referencedTable?.schema);
  return [referencedTable?.name ?? '', referencedColumns ?? ''];
}

function writtenTarget(references: string, sql: SqlContext): readonly [string, string] {
  const match = /^([\w.]+)\s*\(\s*(\w+)\s*\)$/.exec(references);
  if (match !== null) return [match[1] ?? '', match[2] ?? ''];
  return refuse(sql, `references="${references}" does not name a table and a column`, 'write it as table(column)');
}
