import { fail } from '../core/error.js';
import { defineChange, type ChangeContext } from '../define/change.js';
import { boolean, required, string, type Infer } from '../define/fields.js';
import { dataFileChecksum } from './load-data/checksum.js';
import { commentMark, loadedRows, loadFields, normalizeLoad, type LoadedRow } from './load-data/rows.js';
import { placeOf } from './shared/sql-text.js';
import { tableOf } from './shared/table-ref.js';

const fields = {
  ...loadFields,
  primaryKey: required(string('Columns that tell rows apart, separated by commas')),
  onlyUpdate: boolean('Leave rows out that the table does not have yet; default false'),
};

type Props = Infer<typeof fields>;

export const loadUpdateData = defineChange({
  name: 'loadUpdateData',
  summary: 'Inserts the rows of a CSV file into a table, or updates those that are there',
  fields,
  examples: [
    { tableName: 'person', file: 'data/people.csv', primaryKey: 'id' },
    { tableName: 'person', file: 'data/people.csv', primaryKey: 'id', onlyUpdate: true, columns: [{ name: 'born', allowUpdate: false }] },
  ],
  normalize: normalizeLoad,
  checksum: (p, context) =>
    `${p.tableName}:${dataFileChecksum(context.files.pieces(p.file, placeOf(p, context.changeset)), commentMark(p), context.version)}`,
  confirm: (p) => `Data loaded from '${p.file}' into table '${p.tableName}'`,
  async *statements(p, context) {
    const primaryKey = keyOf(p);
    for await (const row of loadedRows(p, context)) {
      requireKey(row, primaryKey, p);
      const names = row.values.map((column) => column.name);
      const allowUpdate = names.filter((name) => !primaryKey.includes(name) && !row.fixed.has(name));
      yield { kind: 'upsert', table: tableOf(p), columns: row.values, primaryKey, onlyUpdate: p.onlyUpdate === true, allowUpdate };
    }
  },
  /** Deletes the rows of the file, those that were there before too, as Liquibase does. */
  async *undo(p: Props, context: ChangeContext) {
    const primaryKey = keyOf(p);
    for await (const row of loadedRows(p, context)) {
      requireKey(row, primaryKey, p);
      yield { kind: 'deleteRow', table: tableOf(p), columns: row.values.filter((column) => primaryKey.includes(column.name)), primaryKey };
    }
  },
});

function keyOf(p: Props): readonly string[] {
  return p.primaryKey.split(',').map((name) => name.trim());
}

function requireKey(row: LoadedRow, primaryKey: readonly string[], p: Props): void {
  const missing = primaryKey.find((name) => !row.values.some((column) => column.name === name));
  if (missing === undefined) return;
  fail('PARSE_CSV', {
    message: `${p.file} has no column ${missing}, which primaryKey names`,
    source: { file: p.file, line: 1, column: 1 },
    hint: 'primaryKey takes the names that the columns have in the table, as they are spelled in the header or in name',
  });
}
