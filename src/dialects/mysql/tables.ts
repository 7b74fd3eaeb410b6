import type { Compile, SqlContext } from '../dialect.js';
import { addColumns, ansiAddStyle } from '../ansi/add-columns.js';
import { ansiStyle, defaultSql, type ColumnStyle, type TypedColumn } from '../ansi/column-style.js';
import { ansiTableStyle, createTable } from '../ansi/create-table.js';
import { disallow, ignored, refuse } from '../attributes.js';

const columnStyle: ColumnStyle = {
  ...ansiStyle,
  identity(identity, sql) {
    ignored(sql, 'generationType', identity.generationType);
    ignored(sql, 'defaultOnNull', identity.defaultOnNull);
    return ' AUTO_INCREMENT';
  },
  // MariaDB takes no word about NULL for a generated column, and MySQL needs none, though Liquibase writes it.
  nullable: (column, sql) => (column.resolved === undefined || defaultSql(column, sql)?.generated === true ? '' : ' NULL'),
};

/** The table option that says where numbering starts. */
export const startsWith = (startWith: bigint): string => `AUTO_INCREMENT=${startWith}`;

/** The server wants the numbered columns of the key first. */
function numberedFirst(key: readonly TypedColumn[]): readonly TypedColumn[] {
  return [...key.filter((column) => column.numbered), ...key.filter((column) => !column.numbered)];
}

/** Tables and added columns. Source: Liquibase's generators for MySQL (4.28.0). */
export const tables: Partial<Compile> = {
  createTable: createTable({
    ...ansiTableStyle,
    ...columnStyle,
    afterColumn(column, sql) {
      if (column.numbered) disallow(sql, 'incrementBy', column.identity?.incrementBy);
      return column.remarks === undefined ? '' : ` COMMENT ${sql.string(column.remarks)}`;
    },
    keyColumns: numberedFirst,
    options(s, columns, sql) {
      const starts = columns.flatMap((column) =>
        column.numbered && column.identity?.startWith !== undefined ? [column.identity.startWith] : [],
      );
      const start = starts.at(-1);
      const tablespace = ansiTableStyle.options(s, columns, sql);
      return `${start === undefined ? '' : ` ${startsWith(start)}`}${tablespace}${s.remarks === undefined ? '' : ` COMMENT=${sql.string(s.remarks)} `}`;
    },
  }),
  addColumns: addColumns({
    ...ansiAddStyle,
    ...columnStyle,
    together: true,
    afterColumn(column, sql) {
      const remarks = column.remarks === undefined ? '' : ` COMMENT ${sql.string(column.remarks.trim())} `;
      return remarks + (column.afterColumn ? ` AFTER ${sql.column(column.afterColumn)}` : '');
    },
    check(column, sql) {
      if (column.autoIncrement && !column.primaryKey)
        refuse(sql, 'a new column that numbers its rows must be the primary key', 'add primaryKey="true" to its constraints');
      disallow(sql, 'beforeColumn', column.beforeColumn);
      disallow(sql, 'position', column.position);
      // Both are options of the table, and ADD COLUMN of Liquibase sets none.
      ignored(sql, 'startWith', column.identity?.startWith);
      ignored(sql, 'incrementBy', column.identity?.incrementBy);
    },
  }),
  dropTable(s, sql) {
    if (s.cascadeConstraints) ignored(sql, 'cascadeConstraints', true);
    return [`DROP TABLE ${sql.table(s.table)}`];
  },
  renameTable: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} RENAME ${sql.table({ ...s.table, name: s.newName })}`],
  setTableRemarks: (s, sql) => [`ALTER TABLE ${sql.table(s.table)} COMMENT = ${sql.string(s.remarks.trim())}`],
};

/** Says that a statement which states a column anew keeps nothing that it does not repeat. */
export function warnRestated(sql: SqlContext, change: string): void {
  sql.warn(
    `${change} states the whole column anew on ${sql.dialect.name}: a key, auto-increment, NOT NULL, default or comment that the change ` +
      'does not repeat is lost',
  );
}
