import { fail } from '../core/error.js';
import type { ExecType, RanChangeset } from '../model/history.js';
import { historyColumns, readMoment, type HistoryColumn } from './history-row.js';

const execTypes: ReadonlySet<string> = new Set<ExecType>(['EXECUTED', 'RERAN', 'MARK_RAN', 'FAILED', 'SKIPPED']);

/**
 * Gives the values of a column, row by row, in an array that is the caller's own; undefined where the table lacks it, as those of older
 * versions may. It is asked once for each.
 */
export type ColumnReader = (column: HistoryColumn) => unknown[] | undefined;

type Texts = readonly (string | null)[];

/**
 * Rows of DATABASECHANGELOG, whichever version wrote them, in the order they ran. They are kept column by column, and what most commands
 * do not look at is read when somebody does: most of them are only compared, and what is made of each is copied by the garbage collector.
 * @param inOrder whether they come in that order
 * @param inUtc whether times that stand there as text are UTC
 * @throws HISTORY_INVALID
 */
export function historyRows(
  read: ColumnReader,
  { inOrder, inUtc }: { readonly inOrder: boolean; readonly inUtc: boolean },
): RanChangeset[] {
  const table = new HistoryTable(read, inUtc);
  const rows = table.ids.map((_, at) => at);
  if (!inOrder) rows.sort((a, b) => table.time(a) - table.time(b) || table.order(a) - table.order(b));
  return rows.map((at) => new HistoryRow(table, at));
}

class HistoryTable {
  readonly ids: readonly string[];
  readonly authors: readonly string[];
  readonly paths: readonly string[];
  readonly execTypes: readonly ExecType[];
  readonly md5sums: Texts;
  private readonly read: ColumnReader;
  private readonly inUtc: boolean;
  private readonly columns = new Map<HistoryColumn, Texts>();
  private times: readonly number[] | undefined;

  constructor(read: ColumnReader, inUtc: boolean) {
    this.read = read;
    this.inUtc = inUtc;
    this.ids = this.required('ID');
    this.authors = this.required('AUTHOR');
    this.paths = this.required('FILENAME');
    this.execTypes = allKnown(this.texts('EXECTYPE'));
    this.md5sums = this.texts('MD5SUM');
  }

  text(column: HistoryColumn, at: number): string | null {
    return this.texts(column)[at] ?? null;
  }

  /** Milliseconds since 1970. */
  time(at: number): number {
    this.times ??= (this.read('DATEEXECUTED') ?? []).map((value) => readMoment(value, this.inUtc)?.getTime() ?? 0);
    return this.times[at] ?? 0;
  }

  order(at: number): number {
    return Number(this.text('ORDEREXECUTED', at) ?? -1);
  }

  private texts(column: HistoryColumn): Texts {
    const known = this.columns.get(column);
    if (known !== undefined) return known;
    const values = this.read(column) ?? [];
    for (let at = 0; at < values.length; at++) {
      const value = values[at];
      if (typeof value !== 'string' && value !== null) values[at] = value === undefined ? null : String(value);
    }
    this.columns.set(column, values as Texts);
    return values as Texts;
  }

  private required(column: HistoryColumn): readonly string[] {
    const texts = this.texts(column);
    const isMissing = texts.length === 0 && historyColumns.some((other) => this.texts(other).length > 0);
    if (isMissing || texts.includes(null)) fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has no ${column}` });
    return texts as readonly string[];
  }
}

function allKnown(texts: Texts): readonly ExecType[] {
  for (let at = 0; at < texts.length; at++) {
    const text = texts[at] ?? null;
    if (text !== null && !execTypes.has(text))
      fail('HISTORY_INVALID', { message: `a row of DATABASECHANGELOG has the unknown EXECTYPE "${text}"` });
  }
  return texts as readonly ExecType[];
}

class HistoryRow implements RanChangeset {
  private readonly table: HistoryTable;
  private readonly at: number;

  constructor(table: HistoryTable, at: number) {
    this.table = table;
    this.at = at;
  }

  get id(): string {
    return this.table.ids[this.at]!;
  }
  get author(): string {
    return this.table.authors[this.at]!;
  }
  get path(): string {
    return this.table.paths[this.at]!;
  }
  get dateExecuted(): Date {
    return new Date(this.table.time(this.at));
  }
  get orderExecuted(): number {
    return this.table.order(this.at);
  }
  get execType(): ExecType {
    return this.table.execTypes[this.at] ?? 'EXECUTED';
  }
  get md5sum(): string | null {
    return this.table.md5sums[this.at] || null;
  }
  get description(): string | null {
    return this.table.text('DESCRIPTION', this.at);
  }
  get comments(): string | null {
    return this.table.text('COMMENTS', this.at);
  }
  get tag(): string | null {
    return this.table.text('TAG', this.at);
  }
  get liquibase(): string | null {
    return this.table.text('LIQUIBASE', this.at);
  }
  get contexts(): string | null {
    return this.table.text('CONTEXTS', this.at);
  }
  get labels(): string | null {
    return this.table.text('LABELS', this.at);
  }
  get deploymentId(): string | null {
    return this.table.text('DEPLOYMENT_ID', this.at);
  }
}
