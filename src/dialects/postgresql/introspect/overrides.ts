import type { ObjectName } from '../../../model/names.js';
import type { Column } from '../../../model/schema-column.js';
import type { Table } from '../../../model/schema-table.js';

/** Marks the columns that a partition or child has from a parent and that are not as the parent's: another default, NOT NULL, remarks, settings. */
export function markOverrides(tables: ReadonlyMap<number, Table>): ReadonlyMap<number, Table> {
  const keyOf = ({ schema, name }: ObjectName): string => JSON.stringify([schema, name]);
  const byName = new Map([...tables.values()].map((table) => [keyOf(table), table]));
  return new Map(
    [...tables].map(([oid, table]) => {
      const parents = [...(table.partitionOf === undefined ? [] : [table.partitionOf.parent]), ...(table.inherits ?? [])].flatMap(
        (name) => byName.get(keyOf(name)) ?? [],
      );
      const columns = parents.length === 0 ? table.columns : table.columns.map((column) => marked(column, parents));
      return [oid, { ...table, columns }];
    }),
  );
}

function marked(column: Column, parents: readonly Table[]): Column {
  const above = parents.flatMap(({ columns }) => columns.filter(({ name }) => name === column.name));
  if (above.length === 0) return column;
  const differs =
    column.remarks !== undefined ||
    !above.some(({ default: other }) => other?.sql === column.default?.sql) ||
    (!column.nullable && above.every(({ nullable }) => nullable)) ||
    hasOwnSettings(column, above);
  return differs ? { ...column, overrides: true } : column;
}

/** A column comes with the storage and compression of its parent's, and without what is known of its values. */
function hasOwnSettings({ options = {} }: Column, above: readonly Column[]): boolean {
  if (['statistics', 'n_distinct', 'n_distinct_inherited'].some((word) => options[word] !== undefined)) return true;
  return ['storage', 'compression'].some((word) => !above.some((parent) => parent.options?.[word] === options[word]));
}
