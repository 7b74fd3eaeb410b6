import type { ExecType, RanChangeset } from '../model/history.js';
import { historyColumns, readMoment, type HistoryColumn } from './history-row.js';

/** Reads the CSV that stands for DATABASECHANGELOG offline. Source: Liquibase `OfflineChangeLogHistoryService`. */
export function readHistoryCsv(text: string): readonly RanChangeset[] {
  const [header = [], ...records] = csvRecords(text);
  const at = new Map(header.map((name, index) => [name.toUpperCase(), index]));
  return records.map((record) => {
    const cell = (name: HistoryColumn): string => record[at.get(name) ?? -1] ?? '';
    const optional = (name: HistoryColumn): string | null => (cell(name) === '' || cell(name) === '()' ? null : cell(name));
    return {
      id: cell('ID'),
      author: cell('AUTHOR'),
      path: cell('FILENAME'),
      dateExecuted: readMoment(cell('DATEEXECUTED'), false) ?? new Date(0),
      orderExecuted: Number(cell('ORDEREXECUTED')),
      execType: cell('EXECTYPE') as ExecType,
      md5sum: optional('MD5SUM'),
      description: optional('DESCRIPTION'),
      comments: optional('COMMENTS'),
      tag: optional('TAG'),
      liquibase: optional('LIQUIBASE'),
      contexts: optional('CONTEXTS'),
      labels: optional('LABELS'),
      deploymentId: optional('DEPLOYMENT_ID'),
    };
  });
}

/** Writes rows the way Liquibase does, so that it can go on with the file. Times are local, to the millisecond. */
export function writeHistoryCsv(rows: readonly RanChangeset[]): string {
  const cells = (row: RanChangeset): readonly string[] => [
    row.id,
    row.author,
    row.path,
    localTime(row.dateExecuted),
    String(row.orderExecuted),
    row.execType,
    ...[row.md5sum, row.description, row.comments, row.tag, row.liquibase, row.contexts, row.labels, row.deploymentId].map(
      (value) => value ?? '',
    ),
  ];
  return [historyColumns, ...rows.map(cells)]
    .map((record) => `${record.map((value) => `"${value.replaceAll('"', '""')}"`).join(',')}\n`)
    .join('');
}

function localTime(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 23);
}

/** Records of a comma-separated text; quoted cells may hold commas, line ends and doubled quotes. */
function csvRecords(text: string): readonly (readonly string[])[] {
  const records: string[][] = [];
  let record: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(/(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    if (record.length > 1 || record[0] !== '') records.push(record);
    record = [];
  }
  return records;
}
