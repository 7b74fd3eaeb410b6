import type { RanChangeset } from '../model/history.js';
import type { HistoryEntry } from './history-store.js';

/** The columns of DATABASECHANGELOG, in the order of Liquibase's offline history. */
export const historyColumns = [
  'ID',
  'AUTHOR',
  'FILENAME',
  'DATEEXECUTED',
  'ORDEREXECUTED',
  'EXECTYPE',
  'MD5SUM',
  'DESCRIPTION',
  'COMMENTS',
  'TAG',
  'LIQUIBASE',
  'CONTEXTS',
  'LABELS',
  'DEPLOYMENT_ID',
] as const;

export type HistoryColumn = (typeof historyColumns)[number];

const known: ReadonlySet<string> = new Set(historyColumns);

/** Whether history has a column, however its name is spelled. */
export const isHistoryColumn = (name: string): boolean => known.has(name.toUpperCase());

/** The row that an entry becomes, as far as it is known without reading it back. */
export function rowOfEntry(
  entry: HistoryEntry,
  writtenBy: Pick<RanChangeset, 'liquibase' | 'deploymentId'>,
  orderExecuted: number,
): RanChangeset {
  const { id, author, path, execType, checksum, description, comments, tag, contexts, labels } = entry;
  const { liquibase, deploymentId } = writtenBy;
  const dateExecuted = new Date();
  return {
    id,
    author,
    path,
    dateExecuted,
    orderExecuted,
    execType,
    md5sum: checksum,
    description,
    comments,
    tag,
    liquibase,
    contexts,
    labels,
    deploymentId,
  };
}

/**
 * A time as drivers give it: a Date; a number or its text, as SQLite's JDBC driver writes it (milliseconds since 1970, seconds, or a Julian
 * day, as it is configured); or a text, with an offset from UTC or without. undefined where it is none of these.
 * https://github.com/xerial/sqlite-jdbc/blob/master/USAGE.md (date_class, date_precision)
 */
export function readMoment(value: unknown, inUtc: boolean): Date | undefined {
  if (value instanceof Date) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return numericMoment(Number(value));
  if (typeof value !== 'string') return undefined;
  // The form that most rows have.
  if (/^\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:\.\d+)?$/.test(value)) {
    const date = new Date(`${value.slice(0, 10)}T${value.slice(11)}${inUtc ? 'Z' : ''}`);
    return Number.isNaN(date.getTime()) ? undefined : date;
  }
  const text = value.trim();
  if (/^\d+(\.\d+)?$/.test(text)) return numericMoment(Number(text));
  const match = /^(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d(?::\d\d(?:\.\d+)?)?))?\s*(Z|[+-]\d\d(?::?\d\d)?)?$/i.exec(text);
  if (match === null) return undefined;
  const [, day = '', time = '00:00:00', offset = inUtc ? 'Z' : ''] = match;
  const date = new Date(
    `${day}T${time.replace(/(\.\d{3})\d+/, '$1')}${offset.replace(/^([+-]\d\d):?(\d\d)?$/, (_, hours: string, minutes = '00') => `${hours}:${minutes}`)}`,
  );
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function numericMoment(number: number): Date {
  // A Julian day of our times has seven digits before the point, seconds have nine or ten, milliseconds twelve or more.
  if (number < 1e7) return new Date(Math.round((number - 2_440_587.5) * 86_400_000));
  return new Date(number < 1e11 ? number * 1000 : number);
}
