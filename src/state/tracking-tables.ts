import type { ColumnSpec, Sql } from '../model/statement.js';
import type { Database } from './database.js';

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
export function initializeLockTable(database: Database): readonly Sql[] {
  const sql = database.sql('LEGACY');
  return [
    ...sql.render({ kind: 'delete', table: database.lockTable }),
    ...sql.render({
      kind: 'insert',
      table: database.lockTable,
      columns: [
        { name: 'ID', value: { kind: 'numeric', text: '1' } },
        { name: 'LOCKED', value: { kind: 'boolean', value: false } },
      ],
    }),
  ];
}
