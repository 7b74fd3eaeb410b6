import type { ObjectName } from '../../../model/names.js';
import type { Column } from '../../../model/schema-column.js';
import type { Table } from '../../../model/schema-table.js';
import type { PrintContext } from '../../schema-sql.js';

/** The columns between whose moments a row of a versioned table was so. https://mariadb.com/kb/en/system-versioned-tables/ */
export const rowTimes: ReadonlySet<string> = new Set(['ROW START', 'ROW END']);

export const isRowTime = ({ generated }: Column): boolean => generated !== undefined && rowTimes.has(generated.expression);

/** How the table is versioned: by which columns, or `true` where it names none; undefined where it is not. */
const versioning = (table: ObjectName | undefined): string | undefined =>
  table !== undefined && 'options' in table ? (table as Table).options?.['system versioning'] : undefined;

export const isVersioned = (table: ObjectName | undefined): boolean => versioning(table) !== undefined;

/** Whether rows that are no more are forgotten where the one table becomes the other. */
export const losesHistory = (from: Table, to: Table): boolean => isVersioned(from) && versioning(from) !== versioning(to);

/** What lets the one statement behind it change the history of a versioned table with the table; nothing for other tables. https://mariadb.com/kb/en/system-versioned-tables/#system_versioning_alter_history */
export const keepingHistory = (table: ObjectName | undefined): string =>
  isVersioned(table) ? 'SET STATEMENT system_versioning_alter_history = KEEP FOR ' : '';

const timeColumns = ({ columns }: Table): readonly Column[] =>
  [...rowTimes].flatMap((word) => columns.find(({ generated }) => generated?.expression === word) ?? []);

/** `PERIOD FOR SYSTEM_TIME (…)`, where the table names its columns. */
export function periodText(table: Table, { sql }: PrintContext): readonly string[] {
  const names = timeColumns(table).map(({ name }) => sql.column(name));
  return names.length === 0 ? [] : [`PERIOD FOR SYSTEM_TIME (${names.join(', ')})`];
}

/** What ends the versioning of a table that is not to be versioned so. */
export function unversionSql(from: Table, to: Table, alter: string, { sql }: PrintContext): readonly string[] {
  if (!losesHistory(from, to)) return [];
  const columns = timeColumns(from).map(({ name }) => `DROP COLUMN ${sql.column(name)}`);
  if (columns.length === 0) return [`${alter} DROP SYSTEM VERSIONING`];
  return [keepingHistory(from) + [`${alter} DROP SYSTEM VERSIONING`, 'DROP PERIOD FOR SYSTEM_TIME', ...columns].join(', ')];
}

/**
 * What begins it.
 * @param clause the definition of a column.
 */
export function versionSql(
  from: Table,
  to: Table,
  alter: string,
  print: PrintContext,
  clause: (column: Column) => string,
): readonly string[] {
  if (!losesHistory(to, from)) return [];
  const columns = timeColumns(to).map((column) => `ADD COLUMN ${clause(column)}`);
  return [[alter, [...columns, ...periodText(to, print).map((text) => `ADD ${text}`), 'ADD SYSTEM VERSIONING'].join(', ')].join(' ')];
}
