import { fail } from '../core/error.js';
import type { ChangesetRef } from '../core/error.js';
import type { ExecType, RanChangeset } from '../model/history.js';
import type { ColumnValue, Sql } from '../model/statement.js';
import type { Value } from '../model/value.js';
import type { Database } from './database.js';
import type { HistoryEntry, HistoryStore } from './history-store.js';
import { createHistoryTable, historyColumns } from './tracking-tables.js';

export interface HistoryOptions {
  readonly database: Database;
  /** What the LIQUIBASE column says wrote the row; at most 20 characters. */
  readonly writer: string;
  /** Ten digits that all rows of one run share. */
  readonly deploymentId: string;
}

const text = (value: string | null): Value => (value === null ? { kind: 'null' } : { kind: 'string', text: value });
const execTypes: ReadonlySet<string> = new Set<ExecType>(['EXECUTED', 'RERAN', 'MARK_RAN', 'FAILED', 'SKIPPED']);

/** DATABASECHANGELOG of a live database, or nothing ran yet where it is offline. Source: Liquibase `StandardChangeLogHistoryService`. */
export function createHistoryStore(options: HistoryOptions): HistoryStore {
  const { database } = options;
  const sql = database.sql('LEGACY');
  const table = database.historyTable;
  let rows: readonly RanChangeset[] | undefined;
  let exists: boolean | undefined;
  let order: number | undefined;

  const tableExists = async (): Promise<boolean> =>
    (exists ??= database.connection !== undefined && (await database.catalog('LEGACY').tableExists({ catalog: table.catalog, schema: table.schema, table: table.name })));

  const rowIs = (changeset: ChangesetRef): string =>
    `${sql.column('ID')} = ${sql.string(changeset.id)} AND ${sql.column('AUTHOR')} = ${sql.string(changeset.author)} AND ${sql.column('FILENAME')} = ${sql.string(changeset.path)}`;

  async function list(): Promise<readonly RanChangeset[]> {
    if (rows !== undefined) return rows;
    if (database.connection === undefined || !(await tableExists())) return (rows = []);
    const found = await database.connection.query(
      `SELECT * FROM ${sql.table(table)} ORDER BY ${sql.column('DATEEXECUTED')} ASC, ${sql.column('ORDEREXECUTED')} ASC`,
    );
    return (rows = found.map(readRow));
  }

  async function nextOrder(): Promise<void> {
    order ??= (await list()).reduce((highest, row) => Math.max(highest, row.orderExecuted), 0);
  }

  return {
    async list() {
      const ran = await list();
      await nextOrder();
      return ran;
    },
    refresh() {
      rows = undefined;
      exists = undefined;
      order = undefined;
    },
    async ensure() {
      if (!(await tableExists())) return createHistoryTable(database);
      const live = database.liveSchema('LEGACY');
      const columns = await live?.columns(table);
      if (columns === undefined) return [];
      const present = new Set(columns.map((column) => column.name.toUpperCase()));
      const missing = historyColumns(database).filter((column) => !present.has(column.name));
      return missing.flatMap((column) => addMissingColumn(column.name));
    },
    record(entry) {
      if (entry.execType === 'FAILED' || entry.execType === 'SKIPPED') return [];
      const columns = entryColumns(entry, options, ++order!, database.dialect.now);
      if (entry.execType !== 'RERAN') return sql.render({ kind: 'insert', table, columns });
      const keys = new Set(['ID', 'AUTHOR', 'FILENAME']);
      return sql.render({ kind: 'update', table, columns: rerunColumns(columns.filter((column) => !keys.has(column.name))), where: rowIs(entry) });
    },
    remove: (changeset) => sql.render({ kind: 'delete', table, where: rowIs(changeset) }),
    tag: (tag) => [{ sql: database.dialect.tracking.tagLast(sql, sql.table(table), sql.string(tag)) }],
    setChecksum: (changeset, checksum) =>
      sql.render({ kind: 'update', table, columns: [{ name: 'MD5SUM', value: text(checksum) }], where: rowIs(changeset) }),
    clearChecksums: () => sql.render({ kind: 'update', table, columns: [{ name: 'MD5SUM', value: { kind: 'null' } }] }),
  };

  /** Columns that older Liquibase versions did not have yet; ORDEREXECUTED and EXECTYPE get a value in existing rows. */
  function addMissingColumn(name: string): readonly Sql[] {
    const column = historyColumns(database).find((candidate) => candidate.name === name);
    if (column === undefined) return [];
    const added = sql.render({ kind: 'addColumns', table, columns: [{ ...column, nullable: true }] });
    const initial: Value | undefined =
      name === 'ORDEREXECUTED' ? { kind: 'numeric', text: '-1' } : name === 'EXECTYPE' ? { kind: 'string', text: 'EXECUTED' } : undefined;
    if (initial === undefined) return added;
    return [
      ...added,
      ...sql.render({ kind: 'update', table, columns: [{ name, value: initial }] }),
      ...sql.render({ kind: 'setNullable', table, column: name, nullable: false, type: column.type }),
    ];
  }
}

/** The columns of a row in the order that Liquibase inserts them. Source: `MarkChangeSetRanGenerator`. */
function entryColumns(entry: HistoryEntry, options: HistoryOptions, order: number, now: string): readonly ColumnValue[] {
  const columns: ColumnValue[] = [
    { name: 'ID', value: text(entry.id) },
    { name: 'AUTHOR', value: text(entry.author) },
    { name: 'FILENAME', value: text(entry.path) },
    { name: 'DATEEXECUTED', value: { kind: 'computed', sql: now } },
    { name: 'ORDEREXECUTED', value: { kind: 'numeric', text: String(order) } },
    { name: 'MD5SUM', value: text(entry.checksum) },
    { name: 'DESCRIPTION', value: text(entry.description) },
    { name: 'COMMENTS', value: text(entry.comments) },
    { name: 'EXECTYPE', value: text(entry.execType) },
    { name: 'CONTEXTS', value: text(entry.contexts) },
    { name: 'LABELS', value: text(entry.labels) },
    { name: 'LIQUIBASE', value: text(options.writer) },
    { name: 'DEPLOYMENT_ID', value: text(options.deploymentId) },
  ];
  return entry.tag === null ? columns : [...columns, { name: 'TAG', value: text(entry.tag) }];
}

/** Liquibase's UPDATE lists its columns by name. Source: `UpdateStatement` keeps them in a TreeMap. */
function rerunColumns(columns: readonly ColumnValue[]): readonly ColumnValue[] {
  return columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

function readRow(row: Readonly<Record<string, unknown>>): RanChangeset {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
  const string = (name: string): string | null => {
    const value = columns.get(name);
    return value === null || value === undefined ? null : String(value);
  };
  const required = (name: string): string => string(name) ?? fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has no ${name}` });
  const execType = string('EXECTYPE') ?? 'EXECUTED';
  if (!execTypes.has(execType)) fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has the unknown EXECTYPE "${execType}"` });
  return {
    id: required('ID'),
    author: required('AUTHOR'),
    path: required('FILENAME'),
    dateExecuted: readDate(columns.get('DATEEXECUTED')),
    orderExecuted: Number(string('ORDEREXECUTED') ?? -1),
    execType: execType as ExecType,
    md5sum: string('MD5SUM'),
    description: string('DESCRIPTION'),
    comments: string('COMMENTS'),
    tag: string('TAG'),
    liquibase: string('LIQUIBASE'),
    contexts: string('CONTEXTS'),
    labels: string('LABELS'),
    deploymentId: string('DEPLOYMENT_ID'),
  };
}

/** A timestamp as drivers give it: a Date, a number of milliseconds (SQLite files written by JDBC), or a text in local time. */
function readDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return new Date(Number(value));
  if (typeof value !== 'string') return new Date(0);
  if (/^\d{11,}$/.test(value)) return new Date(Number(value));
  const parsed = new Date(value.replace(' ', 'T'));
  return Number.isNaN(parsed.getTime()) ? new Date(0) : parsed;
}
