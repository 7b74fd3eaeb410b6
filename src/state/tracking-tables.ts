import type { ColumnSpec, Sql } from '../model/statement.js';
import { fail } from '../core/error.js';
import type { Value } from '../model/value.js';
import type { Database } from './database.js';
import type { TrackingTable } from './tracking-table.js';

/** The columns of DATABASECHANGELOG, in order. Source: Liquibase `CreateDatabaseChangeLogTableGenerator` (4.28.0). */
export function historyColumns(database: Database): readonly ColumnSpec[] {
  const { varchar, timestamp, integer } = database.dialect.tracking.types;
  const text = (name: string, length: number): ColumnSpec => ({ name, type: varchar(length) });
  const required = (column: ColumnSpec): ColumnSpec => ({ ...column, nullable: false });
  return [
    required(text('ID', 255)),
    required(text('AUTHOR', 255)),
    required(text('FILENAME', 255)),
    required({ name: 'DATEEXECUTED', type: timestamp }),
    required({ name: 'ORDEREXECUTED', type: integer }),
    required(text('EXECTYPE', 10)),
    text('MD5SUM', 35),
    text('DESCRIPTION', 255),
    text('COMMENTS', 255),
    text('TAG', 255),
    text('LIQUIBASE', 20),
    text('CONTEXTS', 255),
    text('LABELS', 255),
    text('DEPLOYMENT_ID', 10),
  ];
}

/** SQL that creates DATABASECHANGELOG. */
export function createHistoryTable(database: Database): readonly Sql[] {
  return database.sql('LEGACY').render({
    kind: 'createTable',
    table: database.historyTable,
    columns: historyColumns(database),
    tablespace: database.settings.liquibaseTablespaceName,
  });
}

/** Columns that every version had; a table without them is another table. */
const originalColumns = ['ID', 'AUTHOR', 'FILENAME', 'DATEEXECUTED', 'MD5SUM'];
/** Columns that older versions made too short. */
const widened = ['MD5SUM', 'LIQUIBASE', 'CONTEXTS', 'LABELS'];
/** What existing rows get in columns that may not be empty. */
const initialValues: Readonly<Record<string, Value>> = {
  ORDEREXECUTED: { kind: 'numeric', text: '-1' },
  EXECTYPE: { kind: 'string', text: 'EXECUTED' },
};

/** What is missing in a history table that an older version made. */
export interface HistoryTableGaps {
  /** Names of columns that are not there. */
  readonly missing: readonly string[];
  /** Names of columns that are too short for what is stored today. */
  readonly short: readonly string[];
}

/** Compares a history table with the one that would be created today. Throws HISTORY_INVALID where it is none. */
export function historyTableGaps(database: Database, { found, table }: TrackingTable): HistoryTableGaps {
  const present = new Map((found?.columns ?? []).map((column) => [column.name.toUpperCase(), column.length]));
  const absent = originalColumns.filter((name) => !present.has(name));
  if (absent.length > 0) {
    fail('HISTORY_INVALID', {
      message: `table ${table.name} has no column ${absent.join(', ')}, so it is no history table`,
      hint: 'name another table with --database-changelog-table-name',
    });
  }
  const missing = historyColumns(database)
    .map((column) => column.name)
    .filter((name) => !present.has(name));
  const short = widened.filter((name) => (present.get(name) ?? Infinity) < (columnLengths[name] ?? 0));
  return { missing, short };
}

const columnLengths: Readonly<Record<string, number>> = { MD5SUM: 35, LIQUIBASE: 20, CONTEXTS: 255, LABELS: 255 };

/** SQL that brings a history table of an older version up to date. Source: Liquibase `StandardChangeLogHistoryService.init` (4.28.0). */
export function upgradeHistoryTable(database: Database, current: TrackingTable): readonly Sql[] {
  const { missing, short } = historyTableGaps(database, current);
  const columns = new Map(historyColumns(database).map((column) => [column.name, column]));
  const added = missing.flatMap((name) => {
    const column = columns.get(name);
    return column === undefined ? [] : addColumn(column, database, current);
  });
  const longer = short.flatMap((name) => current.render({ kind: 'modifyDataType', column: name, newType: columns.get(name)?.type ?? '' }));
  return [...added, ...longer];
}

function addColumn(column: ColumnSpec, database: Database, current: TrackingTable): readonly Sql[] {
  const { name, type } = column;
  const added = current.render({ kind: 'addColumns', columns: [{ ...column, nullable: true }] });
  const initial = initialValues[name];
  if (initial === undefined) return added;
  const filled = current.render({ kind: 'update', columns: [{ name, value: initial }] });
  // Where that takes a new table, the column stays as it is; Liquibase leaves it so as well.
  const needsSchema = database.dialect.compileLive.setNullable !== undefined && database.dialect.shadow !== undefined;
  return [...added, ...filled, ...(needsSchema ? [] : current.render({ kind: 'setNullable', column: name, nullable: false, type }))];
}

/** SQL that creates DATABASECHANGELOGLOCK and its one row. Source: Liquibase `CreateDatabaseChangeLogLockTableGenerator`, `InitializeDatabaseChangeLogLockTableGenerator`. */
export function createLockTable(database: Database): readonly Sql[] {
  const { varchar, timestamp, integer, boolean } = database.dialect.tracking.types;
  return database.sql('LEGACY').render({
    kind: 'createTable',
    table: database.lockTable,
    tablespace: database.settings.liquibaseTablespaceName,
    columns: [
      { name: 'ID', type: integer, primaryKey: true, nullable: false },
      { name: 'LOCKED', type: boolean, nullable: false },
      { name: 'LOCKGRANTED', type: timestamp },
      { name: 'LOCKEDBY', type: varchar(255) },
    ],
  });
}

/** SQL that puts the lock row into its initial, free state. */
export function initializeLockTable(lock: TrackingTable): readonly Sql[] {
  return [
    ...lock.render({ kind: 'delete' }),
    ...lock.render({
      kind: 'insert',
      columns: [
        { name: 'ID', value: { kind: 'numeric', text: '1' } },
        { name: 'LOCKED', value: { kind: 'boolean', value: false } },
      ],
    }),
  ];
}
