import type { Statement } from '../../model/statement.js';
import { addColumns, ansiAddStyle } from '../ansi/add-columns.js';
import { ansiStyle, type ColumnStyle, type TypedColumn } from '../ansi/column-style.js';
import { ansiTableStyle, createTable, keyOptions } from '../ansi/create-table.js';
import { ignored } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { remarksSql } from './remarks.js';

/** The name of a default's constraint that the changelog leaves unnamed. */
export const defaultConstraintName = (table: string, column: string): string => `DF_${table}_${column}`;

const columnStyle: ColumnStyle = {
  ...ansiStyle,
  identity(identity, sql) {
    ignored(sql, 'generationType', identity.generationType);
    ignored(sql, 'defaultOnNull', identity.defaultOnNull);
    return ` IDENTITY (${identity.startWith ?? 1n}, ${identity.incrementBy ?? 1n})`;
  },
};

const constraintOf = (column: TypedColumn, table: string): string =>
  column.defaultConstraintName ?? defaultConstraintName(table, column.name);

/** A `timestamp` (row version) that may be NULL has to say so. */
const typeOf = (column: TypedColumn): string => column.resolved?.sql.toLowerCase() ?? '';

/** The filegroup that a table, key or index lies in. */
export function onFilegroup(filegroup: string | undefined): string {
  return filegroup === undefined || filegroup.trim() === '' ? '' : ` ON ${filegroup.trim()}`;
}

/** Tables and added columns. Source: Liquibase's generators for SQL Server (4.28.0). */
export const tables: Partial<Compile> = {
  createTable: createTable({
    ...ansiTableStyle,
    ...columnStyle,
    ifNotExists: false,
    beforeDefault: (column, table, sql) => ` CONSTRAINT ${sql.constraint(constraintOf(column, table))}`,
    nullable: (column) => (typeOf(column).includes('timestamp') ? ' NULL' : ''),
    afterPrimaryKey(first, sql) {
      ignored(sql, 'primaryKeyTablespace', first.primaryKeyTablespace);
      return keyOptions(first, sql);
    },
    options: (s) => onFilegroup(s.tablespace),
  }),
  addColumns: addColumns({
    ...ansiAddStyle,
    ...columnStyle,
    // Liquibase leaves the name without brackets here, whatever is in it.
    beforeDefault(column, table, sql) {
      const name = constraintOf(column, table);
      return ` CONSTRAINT ${/^\w+$/.test(name) ? name : sql.constraint(name)}`;
    },
    nullable: (column) => (typeOf(column) === 'timestamp' ? ' NULL' : ''),
  }),
  dropTable(s, sql) {
    if (s.cascadeConstraints) ignored(sql, 'cascadeConstraints', true);
    return [`DROP TABLE ${sql.table(s.table)}`];
  },
  // sp_rename takes the new name as text: brackets would become part of it.
  renameTable: (s, sql) => [`exec sp_rename ${sql.string(sql.table(s.table))}, ${sql.string(s.newName)}`],
  setTableRemarks(s, sql) {
    ignored(sql, 'catalogName', s.table.catalog);
    return [remarksSql({ kind: 'TABLE', object: s.table, remarks: s.remarks }, sql)];
  },
  createLookupTable: (s, sql) => [lookupTable(s, sql)],
};

function lookupTable(s: Statement<'createLookupTable'>, sql: SqlContext): string {
  const from = sql.column(s.fromColumn);
  return `SELECT DISTINCT ${from} AS ${sql.column(s.column)} INTO ${sql.table(s.table)} FROM ${sql.table(s.from)} WHERE ${from} IS NOT NULL`;
}
