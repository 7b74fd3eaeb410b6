import type { RanChangeset } from '../model/history.js';
import type { HistoryOptions } from './database-history.js';
import { createHistoryStore } from './database-history.js';
import type { HistoryStore } from './history-store.js';
import { rowOfEntry } from './history-row.js';
import { readHistoryCsv, writeHistoryCsv } from './history-csv.js';

/** The file that an offline URL names as its history. */
export interface HistoryFile {
  /** undefined: it does not exist yet. */
  read(): string | undefined;
  write(text: string): void;
}

/** History in a CSV file: what scripts were written for counts as run. The SQL that is handed out is that of the table. */
export function createOfflineHistory(options: HistoryOptions, file: HistoryFile): HistoryStore {
  const text = file.read();
  const rows: RanChangeset[] = text === undefined ? [] : [...readHistoryCsv(text)];
  const store = createHistoryStore({ ...options, offlineRows: rows.slice() });
  const isSame = (a: { id: string; author: string; path: string }, b: RanChangeset): boolean =>
    a.id === b.id && a.author === b.author && a.path === b.path;
  return {
    ...store,
    ensure: async () => (text === undefined ? store.ensure() : []),
    record(entry) {
      const { execType } = entry;
      const kept = rows.filter((row) => !isSame(entry, row));
      const orderExecuted = rows.reduce((highest, row) => Math.max(highest, row.orderExecuted), 0) + 1;
      const row = rowOfEntry(entry, { liquibase: options.writer, deploymentId: options.deploymentId }, orderExecuted);
      if (execType !== 'FAILED' && execType !== 'SKIPPED') rows.splice(0, rows.length, ...(execType === 'RERAN' ? kept : rows), row);
      return store.record(entry);
    },
    remove(changeset) {
      rows.splice(0, rows.length, ...rows.filter((row) => !isSame(changeset, row)));
      return store.remove(changeset);
    },
    save: () => file.write(writeHistoryCsv(rows)),
  };
}
