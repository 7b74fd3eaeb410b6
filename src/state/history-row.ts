import { fail } from '../core/error.js';
import type { ExecType, RanChangeset } from '../model/history.js';
import type { HistoryEntry } from './history-store.js';

const execTypes: ReadonlySet<string> = new Set<ExecType>(['EXECUTED', 'RERAN', 'MARK_RAN', 'FAILED', 'SKIPPED']);

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

/** Whether `readHistoryRows` reads a column, however its name is spelled. */
export const isHistoryColumn = (name: string): boolean => known.has(name.toUpperCase());

/** A row as an object, or as an array of its values. */
type RawRow = Readonly<Record<string, unknown>> | readonly unknown[];

/**
 * Rows of DATABASECHANGELOG, whichever version wrote them: columns that older ones did not have may be missing.
 * @param rows of one query, so that all have the same columns
 * @param columns the names of these
 * @param inUtc whether times that stand there as text are UTC
 */
export function readHistoryRows(rows: readonly RawRow[], columns: readonly string[], inUtc: boolean): readonly RanChangeset[] {
  const inArrays = Array.isArray(rows[0]);
  const spelled = new Map<string, string | number>(columns.map((name, at) => [name.toUpperCase(), inArrays ? at : name]));
  const column = (name: HistoryColumn): Column => ({ name, key: spelled.get(name) ?? name });
  const id = column('ID');
  const author = column('AUTHOR');
  const path = column('FILENAME');
  const date = column('DATEEXECUTED');
  const order = column('ORDEREXECUTED');
  const type = column('EXECTYPE');
  const md5sum = column('MD5SUM');
  const description = column('DESCRIPTION');
  const comments = column('COMMENTS');
  const tag = column('TAG');
  const liquibase = column('LIQUIBASE');
  const contexts = column('CONTEXTS');
  const labels = column('LABELS');
  const deployment = column('DEPLOYMENT_ID');
  return (rows as readonly AnyRow[]).map((row) => ({
    id: required(row, id),
    author: required(row, author),
    path: required(row, path),
    dateExecuted: readMoment(row[date.key], inUtc) ?? new Date(0),
    orderExecuted: Number(textIn(row, order) ?? -1),
    execType: execTypeOf(textIn(row, type) ?? 'EXECUTED'),
    md5sum: textIn(row, md5sum) || null,
    description: textIn(row, description),
    comments: textIn(row, comments),
    tag: textIn(row, tag),
    liquibase: textIn(row, liquibase),
    contexts: textIn(row, contexts),
    labels: textIn(row, labels),
    deploymentId: textIn(row, deployment),
  }));
}

type AnyRow = Readonly<Record<string | number, unknown>>;

interface Column {
  readonly name: HistoryColumn;
  /** Where rows keep it. */
  readonly key: string | number;
}

function textIn(row: AnyRow, { key }: Column): string | null {
  const value = row[key];
  if (typeof value === 'string') return value;
  return value === null || value === undefined ? null : String(value);
}

function required(row: AnyRow, column: Column): string {
  return textIn(row, column) ?? fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has no ${column.name}` });
}

function execTypeOf(text: string): ExecType {
  if (!execTypes.has(text)) fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has the unknown EXECTYPE "${text}"` });
  return text as ExecType;
}

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
  // The form that most rows have and that JavaScript reads as local time.
  if (!inUtc && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?$/.test(value)) {
    const date = new Date(value);
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
