import { integer, required, string } from '../define/fields.js';
import { definePrecondition } from '../define/precondition.js';
import { place, schemaRef } from './shared/schema-ref.js';

/** Source: Liquibase `RowCountPrecondition`. */
export const rowCount = definePrecondition({
  name: 'rowCount',
  summary: 'Holds where a table has exactly so many rows',
  fields: {
    ...schemaRef,
    tableName: required(string('Name of the table')),
    expectedRows: required(integer('Number of rows')),
  },
  examples: [{ tableName: 'person', expectedRows: 3n }],
  async evaluate(props, { query, objectSql }) {
    const { tableName, expectedRows } = props;
    const rows = await query(`SELECT COUNT(*) FROM ${objectSql({ ...place(props), name: tableName }, 'table')}`);
    const actual = BigInt(rows[0]?.[0] ?? 0);
    if (actual === expectedRows) return true;
    return `Table ${tableName} does not have the expected row count of ${expectedRows}. It contains ${actual} rows`;
  },
});
