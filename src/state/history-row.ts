import { fail } from '../core/error.js';
import type { ExecType, RanChangeset } from '../model/history.js';
import type { HistoryEntry } from './history-store.js';

const execTypes: ReadonlySet<string> = new Set<ExecType>(['EXECUTED', 'RERAN', 'MARK_RAN', 'FAILED', 'SKIPPED']);

/**
 * One row of DATABASECHANGELOG, whichever version wrote it: columns that older ones did not have may be missing.
 * @param inUtc whether times that stand there as text are UTC
 */
export function readHistoryRow(row: Readonly<Record<string, unknown>>, inUtc: boolean): RanChangeset {
  const columns = new Map(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value]));
  const string = (name: string): string | null => {
    const value = columns.get(name);
    return value === null || value === undefined ? null : String(value);
  };
  const required = (name: string): string =>
    string(name) ?? fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has no ${name}` });
  const execType = string('EXECTYPE') ?? 'EXECUTED';
  if (!execTypes.has(execType)) fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has the unknown EXECTYPE "${execType}"` });
  return {
    id: required('ID'),
    author: required('AUTHOR'),
    path: required('FILENAME'),
    dateExecuted: readMoment(columns.get('DATEEXECUTED'), inUtc) ?? new Date(0),
    orderExecuted: Number(string('ORDEREXECUTED') ?? -1),
    execType: execType as ExecType,
    md5sum: string('MD5SUM') || null,
    description: string('DESCRIPTION'),
    comments: string('COMMENTS'),
    tag: string('TAG'),
    liquibase: string('LIQUIBASE'),
    contexts: string('CONTEXTS'),
    labels: string('LABELS'),
    deploymentId: string('DEPLOYMENT_ID'),
  };
}

/** The row that an entry becomes, as far as it is known without reading it back. */
export function rowOfEntry(
  entry: HistoryEntry,
  writtenBy: Pick<RanChangeset, 'liquibase' | 'deploymentId'>,
  orderExecuted: number,
): RanChangeset {
  const { checksum, ...facts } = entry;
  return { ...facts, ...writtenBy, md5sum: checksum, dateExecuted: new Date(), orderExecuted };
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
