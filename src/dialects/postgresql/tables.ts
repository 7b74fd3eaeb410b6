import type { Identity, Statement } from '../../model/statement.js';
import type { Compile, SqlContext } from '../dialect.js';
import { addColumns, ansiAddStyle } from '../ansi/add-columns.js';
import { identityClause, type ColumnStyle } from '../ansi/column-style.js';
import { ansiTableStyle, createTable, keyOptions } from '../ansi/create-table.js';
import { ignored } from '../attributes.js';

/** Identity columns exist since PostgreSQL 10; before, the type itself (serial) numbers the rows. */
function identity(options: Identity, sql: SqlContext): string {
  if (sql.version.major < 10) return '';
  const clause = identityClause(options, sql, ' ');
  const type = options.generationType ?? '';
  return ` ${type === '' ? clause : clause.replace('BY DEFAULT', () => type)}`;
}

const columnStyle: Pick<ColumnStyle, 'identity' | 'afterForeignKey'> = {
  identity,
  afterForeignKey(foreignKey, sql) {
    if (foreignKey.validate === false) ignored(sql, 'validateForeignKey', false);
    return '';
  },
};

const table = createTable({
  ...ansiTableStyle,
  ...columnStyle,
  // A temporary table lives in a schema of its own that cannot be named.
  tableName: (s, sql) => (/temp/i.test(s.tableType ?? '') ? sql.name(s.table.name, 'table') : sql.table(s.table)),
  afterPrimaryKey(first, sql) {
    const tablespace = first.primaryKeyTablespace ?? '';
    return `${tablespace === '' ? '' : ` USING INDEX TABLESPACE ${tablespace}`}${keyOptions(first, sql)}`;
  },
});

/** Sequences behind serial columns start elsewhere only by a statement of their own. */
function serialStarts(s: Statement<'createTable'>, sql: SqlContext): readonly string[] {
  if (sql.version.major >= 10) return [];
  return s.columns
    .filter((column) => column.autoIncrement && column.identity?.startWith !== undefined)
    .map((column) => {
      const sequence = sql.object({ ...s.table, name: `${s.table.name}_${column.name}_seq` }, 'sequence');
      return `alter sequence ${sequence} start with ${column.identity?.startWith}`;
    });
}

/** Tables and added columns. Source: Liquibase `CreateTableGenerator`, `AddColumnGenerator` for PostgreSQL (4.28.0). */
export const tables: Partial<Compile> = {
  createTable: (s, sql) => [...table(s, sql), ...serialStarts(s, sql)],
  addColumns: addColumns({ ...ansiAddStyle, ...columnStyle, afterForeignKey: () => '' }),
};

/** The name of an unnamed primary key: the table's with `_pkey`, cut so that both fit the server's 63 bytes. */
export function primaryKeyName(tableName: string): string {
  const suffix = '_pkey';
  const limit = 63 - suffix.length;
  const bytes = Buffer.from(tableName, 'utf8');
  if (bytes.length <= limit) return tableName + suffix;
  // The last character may be cut in the middle of its bytes, so it goes in any case.
  return bytes.subarray(0, limit).toString('utf8').slice(0, -1) + suffix;
}
