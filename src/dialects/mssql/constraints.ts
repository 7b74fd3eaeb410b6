import type { ObjectName } from '../../model/names.js';
import type { Statement } from '../../model/statement.js';
import { addForeignKeySql, dropConstraintSql } from '../ansi/constraints.js';
import { belongsToConstraint, indexColumn } from '../ansi/indexes.js';
import { disallow, ignored, need } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { onFilegroup } from './tables.js';

/** Constraints and indexes. Source: Liquibase's generators for SQL Server (4.28.0). */
export const constraints: Partial<Compile> = {
  addPrimaryKey(s, sql) {
    disallow(sql, 'forIndexName', s.forIndex?.name);
    if (s.validate === false) ignored(sql, 'validate', false);
    const named = s.constraintName !== undefined;
    if (!named) ignored(sql, 'clustered without constraintName', s.clustered);
    const order = named && s.clustered !== undefined ? clustering(s.clustered) : '';
    const name = named ? `CONSTRAINT ${sql.constraint(s.constraintName)} ` : '';
    return [`ALTER TABLE ${sql.table(s.table)} ADD ${name}PRIMARY KEY${order} (${sql.columnList(s.columns)})${onFilegroup(s.tablespace)}`];
  },
  dropPrimaryKey(s, sql) {
    ignored(sql, 'dropIndex', s.dropIndex);
    return [s.constraintName === undefined ? dropUnnamedKey(s, sql) : dropConstraintSql(s.table, s.constraintName, sql)];
  },
  addUniqueConstraint(s, sql) {
    disallow(sql, 'forIndexName', s.forIndex?.name);
    for (const attribute of ['deferrable', 'initiallyDeferred', 'disabled'] as const) if (s[attribute]) ignored(sql, attribute, true);
    if (s.validate === false) ignored(sql, 'validate', false);
    const name = s.constraintName === undefined ? '' : `CONSTRAINT ${sql.constraint(s.constraintName)} `;
    const unique = s.clustered ? 'UNIQUE CLUSTERED' : 'UNIQUE';
    return [`ALTER TABLE ${sql.table(s.table)} ADD ${name}${unique} (${sql.columnList(s.columns)})${onFilegroup(s.tablespace)}`];
  },
  addForeignKey(s, sql) {
    if (s.validate === false) ignored(sql, 'validate', false);
    return [addForeignKeySql({ ...s, onDelete: rule(s.onDelete), onUpdate: rule(s.onUpdate) }, sql)];
  },
  dropAllForeignKeys: (s, sql) => [dropKeysBatch(s.baseTable, sql)],
  createIndex(s, sql) {
    if (belongsToConstraint(s.associatedWith)) return [];
    if (s.columns.some(({ computed }) => computed))
      sql.warn(`${sql.dialect.title} has no indexes on expressions: add a computed column, and index that`);
    const words = `${s.unique ? ' UNIQUE' : ''}${clustering(s.clustered ?? false)}`;
    const name = s.index === undefined ? '' : `${sql.name(s.index, 'index')} `;
    const columns = s.columns.map((column) => indexColumn(column, sql)).join(', ');
    return [`CREATE${words} INDEX ${name}ON ${sql.table(s.table)}(${columns})${onFilegroup(s.tablespace)}`];
  },
  dropIndex(s, sql) {
    if (belongsToConstraint(s.associatedWith) && !(s.associatedWith ?? '').includes('foreignKey')) return [];
    const table: ObjectName = { ...s.table, name: need(sql, 'tableName', s.table?.name) };
    return [`DROP INDEX ${sql.name(s.index, 'index')} ON ${sql.table(table)}`];
  },
};

const clustering = (clustered: boolean): string => (clustered ? ' CLUSTERED' : ' NONCLUSTERED');

/** RESTRICT is what SQL Server does anyway, and not a word of it. */
const rule = (written: string | undefined): string | undefined => (written?.toUpperCase() === 'RESTRICT' ? undefined : written);

/** A batch that looks up the foreign keys of a table while it runs; for scripts that are written without a database. */
function dropKeysBatch(target: ObjectName, sql: SqlContext): string {
  const table = sql.dialect.escapeString(sql.table(target));
  return (
    "DECLARE @sql [nvarchar](MAX) = N''\r\n" +
    `SELECT @sql = @sql + N'ALTER TABLE ${table} DROP CONSTRAINT ' + QUOTENAME([fk].[name]) + N'; ' FROM [sys].[foreign_keys] AS [fk]` +
    ` WHERE [fk].[parent_object_id] = OBJECT_ID(N'${table}')\r\n` +
    'EXEC sp_executesql @sql'
  );
}

/** A batch that looks up the name of the key while it runs. */
function dropUnnamedKey(s: Statement<'dropPrimaryKey'>, sql: SqlContext): string {
  const table = sql.dialect.escapeString(sql.table(s.table));
  return (
    'DECLARE @sql [nvarchar](MAX)\r\n' +
    `SELECT @sql = N'ALTER TABLE ${table} DROP CONSTRAINT ' + QUOTENAME([kc].[name]) FROM [sys].[key_constraints] AS [kc]` +
    ` WHERE [kc].[parent_object_id] = OBJECT_ID(N'${table}') AND [kc].[type] = 'PK'\r\n` +
    'EXEC sp_executesql @sql'
  );
}
