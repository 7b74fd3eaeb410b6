import type { ChangesetRef } from '../core/error.js';
import type { RanChangeset } from '../model/history.js';
import type { ColumnValue, Sql } from '../model/statement.js';
import type { Value } from '../model/value.js';
import type { Database } from './database.js';
import { cutToBytes } from './cut-to-bytes.js';
import type { HistoryEntry, HistoryStore } from './history-store.js';
import { rowOfEntry } from './history-row.js';
import { readHistory } from './read-history.js';
import { findTrackingTable, plainTrackingTable, type TrackingTable } from './tracking-table.js';
import { createHistoryTable, upgradeHistoryTable } from './tracking-tables.js';

export interface HistoryOptions {
  readonly database: Database;
  /** What the LIQUIBASE column says wrote the row; at most 20 characters. */
  readonly writer: string;
  /** Ten digits that all rows of one run share. */
  readonly deploymentId: string;
  /** Rows that count as run where there is no connection. */
  readonly offlineRows?: readonly RanChangeset[];
}

/** The length of DESCRIPTION and COMMENTS. */
const TEXT_LENGTH = 255;

const text = (value: string | null): Value => (value === null ? { kind: 'null' } : { kind: 'string', text: value });

/** DATABASECHANGELOG of a live database, or nothing ran yet where it is offline. Source: Liquibase `StandardChangeLogHistoryService`. */
export function createHistoryStore(options: HistoryOptions): HistoryStore {
  const { database } = options;
  let place: TrackingTable = plainTrackingTable(database, database.historyTable);
  let rows: RanChangeset[] | undefined;
  /** Being read: who asks meanwhile waits for the same answer. */
  let reading: Promise<readonly RanChangeset[]> | undefined;
  let located = false;
  /** Counts the refreshes, so that an answer to a question from before one is not kept. */
  let refreshed = 0;
  let order: number | undefined;
  const numbers = new WeakMap<HistoryEntry, number>();

  const locate = async (): Promise<TrackingTable> => {
    if (located) return place;
    const asked = refreshed;
    const found = await findTrackingTable(database, database.historyTable, database.settings.databaseChangelogTableName);
    if (asked === refreshed) [place, located] = [found, true];
    return found;
  };

  const rowIs = (changeset: ChangesetRef): string =>
    [
      ['ID', changeset.id],
      ['AUTHOR', changeset.author],
      ['FILENAME', changeset.path],
    ]
      .map(([name = '', value = '']) => `${place.sql.column(name)} = ${place.sql.string(value)}`)
      .join(' AND ');

  async function list(): Promise<readonly RanChangeset[]> {
    return rows ?? (await (reading ??= read()));
  }

  async function read(): Promise<readonly RanChangeset[]> {
    const asked = refreshed;
    try {
      const answer = options.offlineRows?.slice() ?? (await readHistory(database, await locate()));
      if (asked === refreshed) rows = answer;
      return answer;
    } finally {
      if (asked === refreshed) reading = undefined;
    }
  }

  /** The number of the last row. Rows are listed before one is recorded. */
  const lastOrder = (): number => (order ??= rows!.reduce((highest, row) => Math.max(highest, row.orderExecuted), 0));

  return {
    list,
    refresh() {
      refreshed++;
      rows = undefined;
      reading = undefined;
      located = false;
      order = undefined;
    },
    async ensure() {
      const current = await locate();
      return current.found === undefined ? createHistoryTable(database) : upgradeHistoryTable(database, current);
    },
    record(entry, sent) {
      if (!leavesRow(entry)) return [];
      const number = (order = lastOrder() + 1);
      numbers.set(entry, number);
      const columns = entryColumns(fitted(entry, database), options, number, database.dialect.now);
      if (entry.execType !== 'RERAN')
        return sent !== undefined && database.dialect.tracking.bindsValues
          ? [boundInsert(columns, place, sent.guardValue)]
          : place.render({ kind: 'insert', columns });
      const keys = new Set(['ID', 'AUTHOR', 'FILENAME']);
      return place.render({
        kind: 'update',
        columns: rerunColumns(columns.filter((column) => !keys.has(column.name))),
        where: rowIs(entry),
      });
    },
    unrecord(entry) {
      if (leavesRow(entry)) order! -= 1;
    },
    note(entry) {
      rows ??= [];
      rows.push(rowOfEntry(entry, { liquibase: options.writer, deploymentId: options.deploymentId }, numbers.get(entry) ?? lastOrder()));
    },
    remove: (changeset) => place.render({ kind: 'delete', where: rowIs(changeset) }),
    tag: (tag) => [{ sql: database.dialect.tracking.tagLast(place.sql, place.sql.table(place.table), place.sql.string(tag)) }],
    setChecksum: (changeset, checksum) =>
      place.render({ kind: 'update', columns: [{ name: 'MD5SUM', value: text(checksum) }], where: rowIs(changeset) }),
    clearChecksums: () => place.render({ kind: 'update', columns: [{ name: 'MD5SUM', value: { kind: 'null' } }] }),
  };
}

const leavesRow = (entry: HistoryEntry): boolean => entry.execType !== 'FAILED' && entry.execType !== 'SKIPPED';

/** The texts that are cut to fit the table, where that counts bytes. */
function fitted<E extends HistoryEntry>(entry: E, { dialect }: Database): E {
  if (dialect.tracking.lengthsAreBytes !== true) return entry;
  const fit = <T extends string | null>(value: T): T => (value === null ? value : (cutToBytes(value, TEXT_LENGTH) as T));
  return { ...entry, description: fit(entry.description), comments: fit(entry.comments) };
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

interface BoundTexts {
  readonly guardValue: string | undefined;
  /** By number of columns. */
  readonly texts: Map<number, string>;
}

const boundTexts = new WeakMap<TrackingTable, BoundTexts>();

/** An INSERT with its values beside the text, which all rows with as many columns share. @param guardValue an expression for 0 */
function boundInsert(columns: readonly ColumnValue[], place: TrackingTable, guardValue: string | undefined): Sql {
  let bound = boundTexts.get(place);
  if (bound === undefined || bound.guardValue !== guardValue) bound = { guardValue, texts: new Map() };
  boundTexts.set(place, bound);
  let sql = bound.texts.get(columns.length);
  if (sql === undefined) {
    const guarded = guardValue === undefined ? '?' : `${guardValue} + ?`;
    const unfilled = columns.map(({ name, value }) => ({
      name,
      value: isComputed(value) ? value : ({ kind: 'computed', sql: value.kind === 'numeric' ? guarded : '?' } as const),
    }));
    sql = place.render({ kind: 'insert', columns: unfilled })[0]!.sql;
    bound.texts.set(columns.length, sql);
  }
  return { sql, parameters: columns.flatMap(({ value }) => (isComputed(value) ? [] : ['text' in value ? value.text : null])) };
}

const isComputed = (value: Value): boolean => value.kind === 'computed';

/** Liquibase's UPDATE lists its columns by name. Source: `UpdateStatement` keeps them in a TreeMap. */
function rerunColumns(columns: readonly ColumnValue[]): readonly ColumnValue[] {
  return columns.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
