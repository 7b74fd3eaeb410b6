import { createRunningDigest } from '../core/digest.js';
import type { ChangesetRef } from '../core/error.js';
import type { ColumnSpec, ColumnValue, Sql } from '../model/statement.js';
import type { Value } from '../model/value.js';
import { stepTableName, type Database } from './database.js';
import { readMoment } from './history-row.js';
import { cutToBytes } from './cut-to-bytes.js';
import { sqlLimit, type StepRow } from './step-row.js';
import { findTrackingTable, plainTrackingTable, type TrackingTable } from './tracking-table.js';

/**
 * DATABASECHANGELOGSTEP: one row for each changeset that was begun and not ended, where no transaction covers it. Liquibase does not know
 * the table. As with the history, every write is handed out as SQL, to travel in the transaction it belongs to.
 */
export interface StepJournal {
  /** Rows in no order; none where the table does not exist. Cached until `refresh`. */
  list(): Promise<readonly StepRow[]>;
  find(changeset: ChangesetRef): Promise<StepRow | undefined>;
  refresh(): void;
  /** SQL that creates the table; none where it exists. */
  ensure(): Promise<readonly Sql[]>;
  /**
   * SQL that puts a row in the place of the changeset's.
   * @param fingerprint an expression that the server evaluates while it writes
   */
  write(row: Omit<StepRow, 'since' | 'deploymentId' | 'fingerprint'>, fingerprint?: string): readonly Sql[];
  /** SQL that drops the table, where this session has used it and nothing is left in it: the schema is then what it is with Liquibase. */
  retire(): Promise<readonly Sql[]>;
  /** SQL that removes the changeset's row; none where it has none. */
  clear(changeset: ChangesetRef): readonly Sql[];
}

const string = (value: string | null): Value => (value === null || value === '' ? { kind: 'null' } : { kind: 'string', text: value });
const number = (value: number): Value => ({ kind: 'numeric', text: String(value) });

/** The key of a changeset's row: tables of some clusters need a key, and the three columns together are too long for one. */
function keyOf({ id, author, path }: ChangesetRef): string {
  const digest = createRunningDigest();
  for (const text of [id, author, path]) digest.add(text);
  return digest.value();
}

function stepColumns({ dialect }: Database): readonly ColumnSpec[] {
  const { varchar, timestamp, integer } = dialect.tracking.types;
  const text = (name: string, length: number): ColumnSpec => ({ name, type: varchar(length) });
  const digests = ['CHANGESDIGEST', 'DONEDIGEST', 'STEPDIGEST'];
  const counts = ['CHANGESDONE', 'STATEMENTSDONE', 'PARTSDONE', 'STEPSDONE', 'PARTSLEFT', 'PROGRAM'];
  return [
    { ...text('STEPKEY', 40), primaryKey: true, nullable: false },
    ...['ID', 'AUTHOR', 'FILENAME'].map((name) => text(name, 255)),
    text('DIRECTION', 10),
    text('STATE', 10),
    text('MD5SUM', 35),
    ...counts.map((name): ColumnSpec => ({ name, type: integer })),
    ...digests.map((name) => text(name, 40)),
    ...['STEPSQL', 'FINGERPRINT', 'ERROR'].map((name) => text(name, sqlLimit)),
    text('DEPLOYMENT_ID', 10),
    { name: 'DATEUPDATED', type: timestamp },
  ];
}

export function createStepJournal({ database, deploymentId }: { readonly database: Database; readonly deploymentId: string }): StepJournal {
  let place: TrackingTable = plainTrackingTable(database, database.stepTable);
  let rows: Map<string, StepRow> | undefined;
  /** Keys of rows that are there, as far as the SQL handed out was executed. */
  const present = new Set<string>();

  async function load(): Promise<Map<string, StepRow>> {
    if (rows !== undefined) return rows;
    place = await findTrackingTable(database, database.stepTable, stepTableName(database.settings));
    rows = new Map();
    present.clear();
    if (database.connection === undefined || place.found === undefined) return rows;
    for (const row of await database.connection.query(`SELECT * FROM ${place.sql.table(place.table)}`)) {
      const read = readStepRow(row, database.dialect.tracking.textIsUtc === true);
      rows.set(keyOf(read), read);
      present.add(keyOf(read));
    }
    return rows;
  }

  const isRow = (key: string): string => `${place.sql.column('STEPKEY')} = ${place.sql.string(key)}`;

  return {
    list: async () => [...(await load()).values()],
    find: async (changeset) => (await load()).get(keyOf(changeset)),
    refresh() {
      rows = undefined;
    },
    async ensure() {
      await load();
      if (place.found !== undefined) return [];
      rows = undefined;
      return database.sql('LEGACY').render({
        kind: 'createTable',
        table: database.stepTable,
        columns: stepColumns(database),
        tablespace: database.settings.liquibaseTablespaceName,
      });
    },
    write(row, fingerprint) {
      const key = keyOf(row);
      const columns: readonly ColumnValue[] = [
        ...rowColumns(row),
        { name: 'FINGERPRINT', value: fingerprint === undefined ? { kind: 'null' } : { kind: 'computed', sql: fingerprint } },
        { name: 'DEPLOYMENT_ID', value: string(deploymentId) },
        { name: 'DATEUPDATED', value: { kind: 'computed', sql: database.dialect.now } },
      ];
      if (present.has(key)) return place.render({ kind: 'update', columns, where: isRow(key) });
      present.add(key);
      return place.render({ kind: 'insert', columns: [{ name: 'STEPKEY', value: string(key) }, ...columns] });
    },
    async retire() {
      if (rows === undefined) return [];
      rows = undefined;
      const left = await load();
      if (place.found === undefined || left.size > 0) return [];
      rows = undefined;
      return [{ sql: `DROP TABLE ${place.sql.table(place.table)}` }];
    },
    clear(changeset) {
      const key = keyOf(changeset);
      rows?.delete(key);
      return present.delete(key) ? place.render({ kind: 'delete', where: isRow(key) }) : [];
    },
  };
}

function rowColumns(row: Omit<StepRow, 'since' | 'deploymentId' | 'fingerprint'>): readonly ColumnValue[] {
  const { position } = row;
  return [
    { name: 'ID', value: string(row.id) },
    { name: 'AUTHOR', value: string(row.author) },
    { name: 'FILENAME', value: string(row.path) },
    { name: 'DIRECTION', value: string(row.direction) },
    { name: 'STATE', value: string(row.state) },
    { name: 'MD5SUM', value: string(row.checksum) },
    { name: 'CHANGESDONE', value: number(position.changes) },
    { name: 'STATEMENTSDONE', value: number(position.statements) },
    { name: 'PARTSDONE', value: number(position.parts) },
    { name: 'STEPSDONE', value: number(position.sent) },
    { name: 'PARTSLEFT', value: number(row.left) },
    { name: 'PROGRAM', value: number(row.program ? 1 : 0) },
    { name: 'CHANGESDIGEST', value: string(row.changesDigest) },
    { name: 'DONEDIGEST', value: string(row.doneDigest) },
    { name: 'STEPDIGEST', value: string(row.stepDigest) },
    { name: 'STEPSQL', value: string(cut(row.sql)) },
    { name: 'ERROR', value: string(row.error === null ? null : cut(row.error)) },
  ];
}

/** Fits a text into a column that may count bytes. */
const cut = (text: string): string => cutToBytes(text.slice(0, sqlLimit).replace(/[\uD800-\uDBFF]$/, ''), sqlLimit);

function readStepRow(row: Readonly<Record<string, unknown>>, inUtc: boolean): StepRow {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
  const text = (name: string): string | null => {
    const value = columns.get(name);
    return value === null || value === undefined ? null : String(value);
  };
  const count = (name: string): number => Number(text(name) ?? 0);
  return {
    id: text('ID') ?? '',
    author: text('AUTHOR') ?? '',
    path: text('FILENAME') ?? '',
    direction: text('DIRECTION') === 'rollback' ? 'rollback' : 'update',
    state: readState(text('STATE')),
    position: {
      changes: count('CHANGESDONE'),
      statements: count('STATEMENTSDONE'),
      parts: count('PARTSDONE'),
      sent: count('STEPSDONE'),
    },
    left: count('PARTSLEFT'),
    program: count('PROGRAM') === 1,
    checksum: text('MD5SUM') ?? '',
    changesDigest: text('CHANGESDIGEST') ?? '',
    doneDigest: text('DONEDIGEST') ?? '',
    stepDigest: text('STEPDIGEST') ?? '',
    sql: text('STEPSQL') ?? '',
    fingerprint: text('FINGERPRINT'),
    error: text('ERROR'),
    deploymentId: text('DEPLOYMENT_ID') ?? '',
    since: readMoment(columns.get('DATEUPDATED'), inUtc) ?? null,
  };
}

/** What is not known is not certain. */
const readState = (state: string | null): StepRow['state'] => (state === 'READY' || state === 'FAILED' ? state : 'INTENT');
