import type { ColumnValue } from '../../model/statement.js';

/**
 * A date as the JDBC driver of SQLite binds it: milliseconds since 1970, the moment read in the local time zone. Liquibase leaves such values
 * where a changelog asks for prepared statements, and programs on the JVM read them back. https://github.com/xerial/sqlite-jdbc, `date_class`.
 */
export function boundByJdbc(column: ColumnValue): ColumnValue {
  if (column.value.kind !== 'date') return column;
  const text = column.value.text.trim().replace(' ', 'T');
  const moment = new Date(text.includes('T') ? text : `${text}T00:00:00`).getTime();
  return Number.isNaN(moment) ? column : { ...column, value: { kind: 'numeric', text: String(moment) } };
}
