import { ChangelogError, fail } from '../../core/error.js';
import type { ChangeContext } from '../../define/change.js';
import { boolean, list, required, string, type Infer } from '../../define/fields.js';
import type { ColumnValue } from '../../model/statement.js';
import { warnOthers } from '../shared/column.js';
import { valueFiles } from '../shared/column-values.js';
import { fileFields, placeOf } from '../shared/sql-text.js';
import { tableOf, tableRef } from '../shared/table-ref.js';
import { loadColumnFields, matchColumns, normalizeLoadColumn } from './columns.js';
import { readCsv, type CsvRecord } from './csv.js';
import { fieldValue } from './values.js';

/** What loadData and loadUpdateData share. */
export const loadFields = {
  ...tableRef,
  file: required(string('CSV file; its first line names the columns')),
  relativeToChangelogFile: fileFields.relativeToChangelogFile,
  encoding: fileFields.encoding,
  separator: string('Character between two fields; \\t for a tab; default a comma'),
  quotchar: string('Character around fields that contain separators; a blank one for none; default a double quote'),
  commentLineStartsWith: string('Start of lines that are left out; empty for none; default #'),
  usePreparedStatements: boolean('Liquibase may bind the values instead of writing them into the SQL; the rows are the same'),
  columns: list('column', loadColumnFields, 'Columns that need a type, a default or another name than their header'),
};

export type LoadProps = Infer<typeof loadFields>;

/** The mark that starts comment lines; empty for none. */
export function commentMark(props: LoadProps): string {
  return props.commentLineStartsWith ?? '#';
}

/** Source: the setters of Liquibase `LoadDataChange`. */
export function normalizeLoad<P extends LoadProps>(props: P): P {
  return props.columns === undefined ? props : { ...props, columns: props.columns.map(normalizeLoadColumn) };
}

/** The attributes of a column that loading asks for. */
const usedAttributes =
  'name header index type allowUpdate encoding defaultValue defaultValueNumeric defaultValueBoolean defaultValueDate defaultValueComputed'.split(
    ' ',
  );

/** Rows of a file, one by one. */
export interface LoadedRow {
  readonly values: readonly ColumnValue[];
  /** Names of columns that an update may not touch. */
  readonly fixed: ReadonlySet<string>;
}

/**
 * Reads the file of a change row by row; nothing but the row at hand is kept.
 * @throws PARSE_CSV where a record has another number of fields than the header, or the file is empty.
 */
export async function* loadedRows(props: LoadProps, context: ChangeContext): AsyncGenerator<LoadedRow, void, undefined> {
  const { file } = props;
  const separator = props.separator === '\\t' ? '\t' : (props.separator ?? ',');
  const quote = props.quotchar === undefined ? '"' : props.quotchar.trim() === '' ? undefined : props.quotchar;
  const place = { ...placeOf(props, context.changeset), encoding: props.encoding };
  const records = readCsv(context.files.chunks(file, place), { separator: separator.charAt(0), quote: quote?.charAt(0) }, file);
  const isComment = commentTest(commentMark(props));
  const { header, next } = readHeader(records, isComment, file);
  for (const column of props.columns ?? []) warnOthers('loadData', { name: column.header, ...column }, usedAttributes, context);
  const columns = await matchColumns(header.fields, props.columns ?? [], tableOf(props), context, file);
  const fixed = new Set(columns.filter((column) => column.config.allowUpdate === false).map((column) => column.name));
  const files = valueFiles(context);

  for (let record = next ?? take(records); record !== undefined; record = take(records)) {
    if (isBlank(record) || isComment(record)) continue;
    const { fields, line } = record;
    if (fields.length !== header.fields.length) {
      fail('PARSE_CSV', {
        message: `line ${line} of ${file} has ${fields.length} values, and the header names ${header.fields.length} columns`,
        source: { file, line, column: 1 },
        hint: 'look for a separator inside a value without quotes',
      });
    }
    yield { values: valuesOf(fields, line), fixed };
  }

  function valuesOf(fields: readonly string[], line: number): readonly ColumnValue[] {
    try {
      return columns.map((column) => ({
        name: column.name,
        value: fieldValue(fields[column.index] ?? '', column, props.schemaName, files, context.now),
      }));
    } catch (error) {
      throw error instanceof ChangelogError ? error.with({ source: { file, line, column: 1 } }) : error;
    }
  }
}

function take(records: Generator<CsvRecord, void, undefined>): CsvRecord | undefined {
  const { value, done } = records.next();
  return done === true ? undefined : value;
}

function isBlank({ fields }: CsvRecord): boolean {
  return fields.length === 0 || (fields.length === 1 && fields[0]?.trim() === '');
}

function commentTest(mark: string): (record: CsvRecord) => boolean {
  return mark === '' ? () => false : ({ fields }) => fields[0]?.startsWith(mark) === true;
}

/**
 * The header is the first line, even where it starts like a comment, unless the first line after the comments shows by its number of
 * fields that it is one.
 */
function readHeader(
  records: Generator<CsvRecord, void, undefined>,
  isComment: (record: CsvRecord) => boolean,
  file: string,
): { readonly header: CsvRecord; readonly next: CsvRecord | undefined } {
  let header = take(records);
  while (header !== undefined && isBlank(header)) header = take(records);
  if (header === undefined) {
    return fail('PARSE_CSV', {
      message: `${file} is empty`,
      source: { file, line: 1, column: 1 },
      hint: 'its first line has to name the columns',
    });
  }
  if (!isComment(header)) return { header, next: undefined };
  let next = take(records);
  while (next !== undefined && (isBlank(next) || isComment(next))) next = take(records);
  return next === undefined || next.fields.length === header.fields.length ? { header, next } : { header: next, next: undefined };
}
