import type { Index, Table } from '../../model/schema-table.js';
import { isListed, type Entry, type ObjectEntry } from '../entry.js';
import type { Maker } from './maker.js';
import type { Operation } from './operation.js';
import { stepWith } from './step.js';

/**
 * What comes first where the server made indexes for foreign keys by itself: nothing in its catalog tells them from others, yet it removes
 * them when a key or an index is created that serves the foreign key as well. Those are made ones that stay.
 * @param present the entries of the target that are there when others are created.
 * @param created the entries that are.
 */
export function keepIndexes(present: readonly Entry[], created: readonly Entry[], old: Maker): readonly Operation[] {
  const { keepIndex } = old.side.ddl;
  if (keepIndex === undefined) return [];
  return present.flatMap((entry): readonly Operation[] => {
    if (isListed(entry) || entry.object.kind !== 'index' || entry.owner?.kind !== 'table') return [];
    const { object: index, owner, ref, key } = entry;
    if (!mayBeImplied(index, owner) || !created.some((other) => serves(other, index, entry))) return [];
    return [
      {
        verb: 'alter',
        key: `keep ${key}`,
        rank: 0,
        needs: new Set<string>(),
        wants: new Set<string>(),
        ref,
        steps: [stepWith(old.plain(keepIndex(index, owner, old.print)), [])],
        comment: `Made anew, for the database removes an index that it made for a foreign key when there is another one for it`,
      },
    ];
  });
}

/** Whether the index is what the server makes for one of the foreign keys. */
function mayBeImplied({ unique, keys, method, remarks, options }: Index, { foreignKeys }: Table): boolean {
  if (unique || method !== undefined || remarks !== undefined || Object.keys(options ?? {}).length > 0) return false;
  if (keys.some((key) => Object.entries(key).some(([word, value]) => word !== 'column' && value !== undefined))) return false;
  const columns = keys.map(({ column }) => column).join('\0');
  return foreignKeys.some((key) => key.columns.join('\0') === columns);
}

/** Whether something new on the same table begins with the columns of the index. */
function serves(created: Entry, { keys }: Index, { ref }: ObjectEntry): boolean {
  if (isListed(created) || created.ref.table !== ref.table || created.ref.schema !== ref.schema) return false;
  const { object } = created;
  const columns =
    object.kind === 'index'
      ? object.keys.map(({ column }) => column)
      : object.kind === 'uniqueConstraint' || object.kind === 'primaryKey'
        ? object.columns
        : [];
  return keys.every(({ column }, at) => column === columns[at]);
}
