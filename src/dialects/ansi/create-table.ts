import type { ObjectName } from '../../model/names.js';
import type { ColumnForeignKey, Statement } from '../../model/statement.js';
import { quoteName } from '../identifiers.js';
import type { Compile, SqlContext } from '../dialect.js';
import { ignored } from '../attributes.js';
import { ansiStyle, defaultSql, typedColumn, type ColumnStyle, type TypedColumn } from './column-style.js';

/** The places where dialects differ in CREATE TABLE. */
export interface TableStyle extends ColumnStyle {
  /** The database has CREATE TABLE IF NOT EXISTS. */
  readonly ifNotExists: boolean;
  tableName(statement: Statement<'createTable'>, sql: SqlContext): string;
  /** The last words about a column. */
  afterColumn(column: TypedColumn, sql: SqlContext): string;
  /** The columns of the primary key in the order in which the key has them. */
  keyColumns(key: readonly TypedColumn[]): readonly TypedColumn[];
  /** `first` is the key's first column, whose attributes count for the whole key. */
  afterPrimaryKey(first: TypedColumn, sql: SqlContext): string;
  /** What follows the closing parenthesis. */
  options(statement: Statement<'createTable'>, columns: readonly TypedColumn[], sql: SqlContext): string;
}

/** CREATE TABLE as most databases have it. */
export const ansiTableStyle: TableStyle = {
  ...ansiStyle,
  ifNotExists: true,
  tableName: (statement, sql) => sql.table(statement.table),
  afterColumn: () => '',
  keyColumns: (key) => key,
  afterPrimaryKey(first, sql) {
    ignored(sql, 'primaryKeyTablespace', first.primaryKeyTablespace);
    return keyOptions(first, sql);
  },
  options(statement, _columns, sql) {
    const tablespace = statement.tablespace?.trim();
    if (tablespace === undefined || tablespace === '') return '';
    if (sql.traits.tablespaces) return ` TABLESPACE ${tablespace}`;
    ignored(sql, 'tablespace', tablespace);
    return '';
  },
};

/** What follows PRIMARY KEY (…) about checking. Source: Liquibase `CreateTableGenerator` (4.28.0). */
export function keyOptions(first: TypedColumn, sql: SqlContext): string {
  const validate = first.validatePrimaryKey === false ? ' ENABLE NOVALIDATE ' : '';
  if (!sql.traits.initiallyDeferrableColumns) return validate;
  return validate + (first.initiallyDeferred ? ' INITIALLY DEFERRED' : '') + (first.deferrable ? ' DEFERRABLE' : '');
}

/** Renders CREATE TABLE in a dialect's style. Source: Liquibase `CreateTableGenerator` (4.28.0). */
export function createTable(style: TableStyle): Compile['createTable'] {
  return (statement, sql) => {
    const columns = statement.columns.map((column) => typedColumn(column, sql));
    const parts = [
      columns.map((column) => columnSql(column, statement.table.name, style, sql)).join(', '),
      ...primaryKey(columns, statement.table.name, style, sql),
      ...columns.flatMap((column) => foreignKey(column, style, sql)),
      ...uniqueConstraints(columns, style, sql),
    ];
    const type = statement.tableType === undefined || statement.tableType === '' ? '' : `${statement.tableType.trim().toUpperCase()} `;
    const guard = statement.ifNotExists && style.ifNotExists ? 'IF NOT EXISTS ' : '';
    if (statement.ifNotExists && !style.ifNotExists) ignored(sql, 'ifNotExists', true);
    const name = style.tableName(statement, sql);
    return [`CREATE ${type}TABLE ${guard}${name} (${parts.join(',')})${style.options(statement, columns, sql)}`];
  };
}

function columnSql(column: TypedColumn, table: string, style: TableStyle, sql: SqlContext): string {
  ignored(sql, 'checkConstraint', column.checkConstraint);
  const type = column.resolved === undefined ? '' : ` ${column.resolved.sql}`;
  const fallback = column.resolved === undefined || column.resolved.serial ? undefined : defaultSql(column, sql);
  const initial =
    fallback === undefined ? '' : `${style.beforeDefault(column, table, sql)}${fallback.generated ? '' : ' DEFAULT'} ${fallback.text}`;
  const identity = column.numbered && !column.resolved?.serial ? identitySql(column, table, style, sql) : '';
  return columnName(column, sql) + type + initial + identity + nullability(column, style, sql) + style.afterColumn(column, sql);
}

function columnName(column: TypedColumn, sql: SqlContext): string {
  if (!column.name.includes('(')) return sql.column(column.name);
  const isName = column.resolved !== undefined && !column.computed;
  return isName ? quoteName(column.name, sql.dialect.identifiers) : sql.columnOrExpression(column.name);
}

function identitySql(column: TypedColumn, table: string, style: TableStyle, sql: SqlContext): string {
  if (sql.traits.autoIncrement) return style.identity(column.identity ?? {}, sql);
  sql.warn(`${sql.dialect.name} cannot number the rows of ${table} by column ${column.name}`);
  return '';
}

function nullability(column: TypedColumn, style: TableStyle, sql: SqlContext): string {
  const name = column.notNullConstraintName?.trim() ?? '';
  if (column.nullable !== false && !column.primaryKey) return style.nullable(column, sql);
  const named = column.nullable === false && name !== '';
  if (named && !sql.traits.notNullConstraintNames) ignored(sql, 'notNullConstraintName', name);
  const constraint = named && sql.traits.notNullConstraintNames ? ` CONSTRAINT ${sql.constraint(name)}` : '';
  return `${constraint} NOT NULL${style.afterNotNull(column, sql)}`;
}

function primaryKey(columns: readonly TypedColumn[], table: string, style: TableStyle, sql: SqlContext): readonly string[] {
  const key = columns.filter((column) => column.primaryKey);
  const [first, ...others] = key;
  if (first === undefined) return [];
  for (const { name, primaryKeyName } of others)
    if (primaryKeyName !== undefined && primaryKeyName !== first.primaryKeyName)
      sql.warn(`primaryKeyName of column ${name} has no effect: the first column of the key, ${first.name}, names the key`);
  const name = sql.traits.primaryKeyNames ? ` CONSTRAINT ${sql.constraint(primaryKeyName(first, table, sql))}` : '';
  const names = style.keyColumns(key).map((column) => sql.column(column.name));
  return [`${name} PRIMARY KEY (${names.join(', ')})${style.afterPrimaryKey(first, sql)}`];
}

/** The name that the key has, or the one that the dialect makes of the table's. */
export function primaryKeyName(first: TypedColumn, table: string, sql: SqlContext): string {
  const given = first.primaryKeyName?.trim() ?? '';
  return given === '' ? sql.dialect.primaryKeyName(table) : given;
}

function foreignKey(column: TypedColumn, style: TableStyle, sql: SqlContext): readonly string[] {
  const key = column.foreignKey;
  if (key === undefined) return [];
  const target = key.references === undefined ? referencedColumns(key, sql) : qualifiedReferences(key.references, sql);
  const rules =
    (key.deleteCascade ? ' ON DELETE CASCADE' : '') +
    (key.initiallyDeferred ? ' INITIALLY DEFERRED' : '') +
    (key.deferrable ? ' DEFERRABLE' : '');
  const after = style.afterForeignKey(key, sql);
  return [` CONSTRAINT ${sql.constraint(key.name)} FOREIGN KEY (${sql.column(column.name)}) REFERENCES ${target}${rules}${after}`];
}

function referencedColumns(key: ColumnForeignKey, sql: SqlContext): string {
  const table: ObjectName = key.referencedTable ?? { name: '' };
  return `${sql.object(table, 'table')}(${sql.columnList(key.referencedColumns ?? '')})`;
}

/** `table(column)` as written; a table without a schema gets the default one where that is written out. */
function qualifiedReferences(references: string, sql: SqlContext): string {
  const schema = sql.defaultSchema ?? (sql.traits.schemas ? undefined : sql.defaultCatalog);
  if (references.includes('.') || schema === undefined || !sql.outputDefaultSchema) return references;
  return `${sql.name(schema, 'schema')}.${references}`;
}

/** Columns whose unique constraint has no name come first, one constraint each; a name makes one constraint of all its columns. */
function uniqueConstraints(columns: readonly TypedColumn[], style: TableStyle, sql: SqlContext): readonly string[] {
  const unique = columns.filter((column) => column.unique);
  const named = new Map<string, TypedColumn[]>();
  for (const column of unique) {
    const name = column.uniqueConstraintName;
    if (name !== undefined) named.set(name, [...(named.get(name) ?? []), column]);
  }
  const write = (members: readonly TypedColumn[], name: string | undefined): string => {
    const validate = members.some((column) => column.validateUnique !== false);
    const constraint = name === undefined ? '' : ` CONSTRAINT ${sql.constraint(name)}`;
    return `${constraint} UNIQUE (${members.map((column) => sql.column(column.name)).join(', ')})${style.afterUnique(validate, sql)}`;
  };
  return [
    ...unique.filter((column) => column.uniqueConstraintName === undefined).map((column) => write([column], undefined)),
    ...[...named].map(([name, members]) => write(members, name)),
  ];
}
