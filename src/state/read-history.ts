import { asChangelogError } from '../core/error.js';
import type { RanChangeset } from '../model/history.js';
import type { Database } from './database.js';
import { isHistoryColumn } from './history-row.js';
import { historyRows, type ColumnReader } from './history-table.js';
import type { TrackingTable } from './tracking-table.js';

/**
 * The rows of DATABASECHANGELOG, in the order they ran; none where it does not exist.
 * Source: Liquibase `StandardChangeLogHistoryService.queryDatabaseChangeLogTable` (4.28.0).
 */
export async function readHistory(database: Database, { found, sql, table }: TrackingTable): Promise<RanChangeset[]> {
  const { connection } = database;
  if (connection === undefined || found === undefined) return [];
  const { columnsAsJson, textIsUtc = false } = database.dialect.tracking;
  const columns = found.columns.map(({ name }) => name.toUpperCase()).filter(isHistoryColumn);
  const order = ['DATEEXECUTED', 'ORDEREXECUTED'].filter((name) => columns.includes(name)).map((name) => sql.column(name));
  // Times that stand as text are written in several ways: the server does not know their order.
  const inOrder = !textIsUtc && order.length > 0;
  const from = inOrder ? `${sql.table(table)} ORDER BY ${order.join(', ')}` : sql.table(table);
  const names = columns.map((name) => sql.column(name));
  const asJson = names.length === 0 ? undefined : columnsAsJson?.(names, from);
  const plain = async (): Promise<ColumnReader> => fromRows(await connection.query(`SELECT * FROM ${from}`));
  const inJson = asJson === undefined ? undefined : async (): Promise<ColumnReader> => fromJson(await connection.query(asJson));
  return historyRows(await (inJson === undefined ? plain() : inJson().catch(orElse(plain))), { inOrder, inUtc: textIsUtc });
}

/** JSON cannot hold everything: bytes, or more than a gigabyte of one column. Where the rows cannot be read either, the first error is told. */
function orElse<T>(another: () => Promise<T>): (error: unknown) => Promise<T> {
  return (error) => {
    if (asChangelogError(error).code !== 'SQL_FAILED') throw error;
    return another().catch(() => {
      throw error;
    });
  };
}

function fromRows(rows: readonly Record<string, unknown>[]): ColumnReader {
  const spelled = new Map(Object.keys(rows[0] ?? {}).map((name) => [name.toUpperCase(), name]));
  return (column) => {
    const name = spelled.get(column);
    return name === undefined ? undefined : rows.map((row) => row[name]);
  };
}

/** One row, with all values of a column in each. */
function fromJson([row = {}]: readonly Record<string, unknown>[]): ColumnReader {
  const texts = new Map(Object.entries(row).map(([name, text]) => [name.toUpperCase(), text]));
  return (column) => {
    const text = texts.get(column);
    // Read once, its text is not needed any more. Without rows it is null.
    texts.delete(column);
    return typeof text === 'string' ? (JSON.parse(text) as unknown[]) : undefined;
  };
}
