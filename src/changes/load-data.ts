import { defineChange } from '../define/change.js';
import type { ColumnValue } from '../model/statement.js';
import { dataFileChecksum } from './load-data/checksum.js';
import { commentMark, loadedRows, loadFields, normalizeLoad } from './load-data/rows.js';
import { placeOf } from './shared/sql-text.js';
import { tableOf } from './shared/table-ref.js';

/** Rows of one INSERT with several. Source: Liquibase `InsertSetGenerator`, which closes a statement after its 51st row. */
const rowsPerInsert = 51;

export const loadData = defineChange({
  name: 'loadData',
  summary: 'Inserts the rows of a CSV file into a table',
  streams: true,
  fields: loadFields,
  examples: [
    { tableName: 'person', file: 'data/people.csv' },
    {
      tableName: 'person',
      file: 'data/people.csv',
      columns: [
        { header: 'ID', name: 'id', type: 'NUMERIC' },
        { name: 'name', type: 'STRING' },
        { name: 'active', type: 'BOOLEAN', defaultValueBoolean: true },
      ],
    },
  ],
  normalize: normalizeLoad,
  checksum: (p, context) =>
    `${p.tableName}:${dataFileChecksum(context.files.pieces(p.file, placeOf(p, context.changeset)), commentMark(p), context.version)}`,
  confirm: (p) => `Data loaded from '${p.file}' into table '${p.tableName}'`,
  async *statements(p, context) {
    const table = tableOf(p);
    // A script has no driver that could bind values.
    const bound = p.usePreparedStatements === true && context.live !== undefined;
    let rows: (readonly ColumnValue[])[] = [];
    for await (const { values } of loadedRows(p, context)) {
      if (!context.traits.multiRowInsert) yield { kind: 'insert', table, columns: values, bound };
      else if (rows.push(values) === rowsPerInsert) {
        yield { kind: 'insertRows', table, rows };
        rows = [];
      }
    }
    if (rows.length > 0) yield { kind: 'insertRows', table, rows };
  },
});
