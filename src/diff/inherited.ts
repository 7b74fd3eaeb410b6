import type { ObjectName } from '../model/names.js';
import type { Table } from '../model/schema-table.js';
import type { ChangedEntry } from './compare.js';
import { isListed, type Entry } from './entry.js';

/** What follows from a table that others inherit from or are partitions of, so that it is no difference of its own. */
export interface Inheritance {
  /**
   * One-sided entries without the columns that come and go with those of a parent, or with the table's becoming a partition.
   * @param pairs the entries of this side with those of the other one.
   */
  without(entries: readonly Entry[], pairs: ReadonlyMap<Entry, Entry>): readonly Entry[];
  withoutChanges(changed: readonly ChangedEntry[]): readonly ChangedEntry[];
}

/** @param sides all entries of each of the two. */
export function inheritance(...sides: readonly (readonly Entry[])[]): Inheritance {
  const parents = new Map(sides.flatMap((side) => [...parentColumns(side)]));
  return {
    without(entries, pairs) {
      const alone = new Set(entries);
      const partitions = new Set(
        [...pairs].filter(([, other]) => isPartition(other)).flatMap(([one]) => ('object' in one ? [one.object] : [])),
      );
      return entries.filter((entry) => {
        if (isListed(entry) || entry.object.kind !== 'column' || entry.owner === undefined) return true;
        if (partitions.has(entry.owner)) return false;
        return entry.object.inherited !== true || !(parents.get(entry) ?? []).some((parent) => alone.has(parent));
      });
    },
    withoutChanges(changed) {
      const fields = new Map(changed.map((one) => [one.reference, JSON.stringify(one.fields)]));
      return changed.filter(
        (one) => !(parents.get(one.reference) ?? []).some((parent) => fields.get(parent) === JSON.stringify(one.fields)),
      );
    },
  };
}

const isPartition = (entry: Entry): boolean => !isListed(entry) && entry.object.kind === 'table' && entry.object.partitionOf !== undefined;

/** The columns that others have from a parent, with those of the parents. */
function parentColumns(side: readonly Entry[]): ReadonlyMap<Entry, readonly Entry[]> {
  const placeOf = ({ schema, name }: ObjectName, column: string): string => JSON.stringify([schema, name, column]);
  const own = side.flatMap((entry): readonly { readonly entry: Entry; readonly table: Table; readonly name: string }[] =>
    !isListed(entry) && entry.object.kind === 'column' && entry.owner?.kind === 'table'
      ? [{ entry, table: entry.owner, name: entry.object.name }]
      : [],
  );
  const heirs = own.filter(({ table }) => table.inherits !== undefined);
  if (heirs.length === 0) return new Map();
  const byPlace = new Map(own.map(({ entry, table, name }) => [placeOf(table, name), entry]));
  return new Map(
    heirs.map(({ entry, table, name }) => [entry, (table.inherits ?? []).flatMap((parent) => byPlace.get(placeOf(parent, name)) ?? [])]),
  );
}
