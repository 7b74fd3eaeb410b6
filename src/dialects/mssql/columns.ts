import type { Sql, Statement } from '../../model/statement.js';
import { checkDefault, joinColumnsSql, replaceNulls } from '../ansi/columns.js';
import { disallow, ignored, need } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { unlessOffline } from '../liquibase-form.js';
import { addedDefault } from '../literals.js';
import { remarksSql } from './remarks.js';
import { defaultConstraintName } from './tables.js';

/** Columns of existing tables. Source: Liquibase's generators for SQL Server (4.28.0). */
export const columns: Partial<Compile> = {
  // The default goes first, as its constraint would keep the column.
  dropColumns: (s, sql) =>
    s.columns.flatMap((column) => [
      dropDefaultSql(
        escaped(sql.table(s.table), sql),
        // Liquibase asks the catalog for the column as it stands in SQL, brackets and all.
        escaped(
          unlessOffline(sql, { needed: column, liquibase: sql.column(column), consequence: 'no default of such a column is found' }),
          sql,
        ),
      ),
      `ALTER TABLE ${sql.table(s.table)} DROP COLUMN ${sql.column(column)}`,
    ]),
  renameColumn(s, sql) {
    ignored(sql, 'remarks', s.remarks);
    return [`exec sp_rename ${sql.string(`${sql.table(s.table)}.${sql.column(s.oldName)}`)}, ${sql.string(s.newName)}, 'COLUMN'`];
  },
  joinColumns: (s, sql) => [joinColumnsSql(s, sql, `${sql.column(s.first)} + ${sql.string(s.joinText)} + ${sql.column(s.second)}`)],
  modifyDataType(s, sql) {
    const type = sql.type(s.newType).sql;
    // https://learn.microsoft.com/sql/t-sql/statements/alter-table-transact-sql (NULL | NOT NULL)
    if (!/\bNULL\b/i.test(type))
      sql.warn(`modifyDataType states the column anew on ${sql.dialect.name}: a NOT NULL is lost unless addNotNullConstraint follows`);
    return [alterColumn(s.table, s.column, type, sql)];
  },
  setColumnRemarks(s, sql) {
    disallow(sql, 'catalogName', s.table.catalog);
    const kind = s.parentType?.toUpperCase() === 'VIEW' ? 'VIEW' : 'TABLE';
    return [remarksSql({ kind, object: s.table, column: s.column, remarks: s.remarks }, sql)];
  },
  setNullable(s, sql): readonly (string | Sql)[] {
    ignored(sql, 'constraintName', s.constraintName);
    if (s.validate === false) ignored(sql, 'validate', false);
    const type = sql.type(need(sql, 'columnDataType', s.type)).sql;
    return [...replaceNulls(s, sql), alterColumn(s.table, s.column, `${type} ${s.nullable ? 'NULL' : 'NOT NULL'}`, sql)];
  },
  addDefaultValue(s, sql) {
    checkDefault(s, sql);
    const name = s.constraintName ?? defaultConstraintName(s.table.name, s.column);
    const value = `DEFAULT ${addedDefault(s.value, sql)} FOR ${sql.column(s.column)}`;
    return [`ALTER TABLE ${sql.table(s.table)} ADD CONSTRAINT ${sql.constraint(name)} ${value}`];
  },
  dropDefaultValue: (s, sql) => [dropDefaultSql(escaped(sql.table(s.table), sql), escaped(s.column, sql))],
};

const escaped = (name: string, sql: SqlContext): string => sql.dialect.escapeString(name);

function alterColumn(table: Statement<'setNullable'>['table'], column: string, definition: string, sql: SqlContext): string {
  return `ALTER TABLE ${sql.table(table)} ALTER COLUMN ${sql.column(column)} ${definition}`;
}

/**
 * A default is a constraint, whose name only the catalog knows: the batch looks it up.
 * @param column as the catalog has it
 */
function dropDefaultSql(table: string, column: string): string {
  return (
    'DECLARE @sql [nvarchar](MAX)\r\n' +
    `SELECT @sql = N'ALTER TABLE ${table} DROP CONSTRAINT ' + QUOTENAME([df].[name]) FROM [sys].[columns] AS [c]` +
    ' INNER JOIN [sys].[default_constraints] AS [df] ON [df].[object_id] = [c].[default_object_id]' +
    ` WHERE [c].[object_id] = OBJECT_ID(N'${table}') AND [c].[name] = N'${column}'\r\n` +
    'EXEC sp_executesql @sql'
  );
}
