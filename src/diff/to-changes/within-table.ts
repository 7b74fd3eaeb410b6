import { isListed, type Entry } from '../entry.js';
import type { PrimaryKey, Table } from '../../model/schema-table.js';
import type { Maker } from './maker.js';
import { keyInColumns, tableChange } from './table.js';

/** Whether an object comes with the statement that creates its table, which is missing too. */
export function withinTable(entry: Entry, missing: readonly Entry[], maker: Maker): boolean {
  if (isListed(entry) || entry.owner === undefined || entry.owner.kind !== 'table') return false;
  const { owner } = entry;
  const isNew = missing.some((other) => !isListed(other) && other.object === owner);
  return isNew && partsWithin(owner, maker).has(entry.object.kind);
}

/** Whether the part comes and goes by itself, for partitions have something behind it that is not of their parent's making. */
export const standsBehind = (part: Pick<PrimaryKey, 'attached' | 'options'> | undefined): boolean =>
  part?.attached !== undefined || part?.options?.['only'] !== undefined;

/** The kinds of parts that the creating statement holds. */
export function partsWithin(table: Table, maker: Maker): ReadonlySet<string> {
  const asChange = tableChange(table, maker) !== undefined;
  if (!maker.side.ddl.addsConstraints)
    return new Set(['column', 'primaryKey', 'uniqueConstraint', 'checkConstraint', 'exclusionConstraint', 'foreignKey']);
  if (!asChange && maker.side.ddl.within !== undefined) return maker.side.ddl.within(table);
  const key = asChange ? keyInColumns(table) : table.partitionOf === undefined && !standsBehind(table.primaryKey);
  return new Set(key ? ['column', 'primaryKey'] : ['column']);
}
