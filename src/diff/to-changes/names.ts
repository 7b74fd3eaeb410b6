import type { ObjectName } from '../../model/names.js';
import type { Maker } from './maker.js';

/** `tableName` with its place. */
export function onTable(table: ObjectName | undefined, maker: Maker): Readonly<Record<string, unknown>> {
  return table === undefined ? { tableName: '' } : { ...maker.place(table), tableName: table.name };
}

/** Names as the attributes that list columns take them; undefined where a name would be taken for something else there. */
export function columnList(columns: readonly string[]): string | undefined {
  const plain = columns.every((name) => !name.includes(',') && name === name.trim() && !/\s(?:asc|desc)$/i.test(name));
  return plain ? columns.join(', ') : undefined;
}
