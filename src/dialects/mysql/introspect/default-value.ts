import type { ColumnDefault, ColumnType } from '../../../model/schema-column.js';

const numeric = /^(?:tinyint|smallint|mediumint|int|bigint|decimal|float|double|year)$/;
const temporal = /^(?:date|time|datetime|timestamp)$/;

/** A constant as default of a column of this type. `sql` is its literal. */
export function constantDefault(text: string, type: ColumnType, sql: string): ColumnDefault {
  if (numeric.test(type.base) && /^-?\d*\.?\d+(?:e[+-]?\d+)?$/i.test(text)) return { kind: 'value', type: 'numeric', text, sql };
  if (temporal.test(type.base) && /^[\d-]/.test(text)) return { kind: 'value', type: 'date', text, sql };
  return { kind: 'value', type: 'string', text, sql };
}
