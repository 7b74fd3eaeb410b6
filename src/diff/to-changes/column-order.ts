import type { Column } from '../../model/schema-column.js';
import type { Table } from '../../model/schema-table.js';
import type { ChangedEntry } from '../compare.js';
import { isListed, type Entry } from '../entry.js';
import type { Maker } from './maker.js';
import { stepWith, type Step } from './step.js';

/**
 * Lets the first of the columns of a table that move put all of them back in their order: each of them knows only the one that stood before
 * it, which may not be there again when its own turn to go back comes.
 * @param gone what went before, and finds its place by itself when it comes back after this.
 */
export function restoringOrder(
  altered: ReadonlyMap<ChangedEntry, readonly Step[]>,
  old: Maker,
  gone: ReadonlySet<Entry>,
): ReadonlyMap<ChangedEntry, readonly Step[]> {
  const first = new Map<Table, ChangedEntry>();
  for (const changed of altered.keys()) {
    const table = movedIn(changed);
    const before = table === undefined ? undefined : first.get(table);
    if (table !== undefined && (before === undefined || position(changed) < position(before))) first.set(table, changed);
  }
  const restored = new Map(altered);
  const absent = new Set<unknown>([...gone].map((entry) => (isListed(entry) ? undefined : entry.object)));
  for (const [table, changed] of first) {
    const [step, ...others] = altered.get(changed) ?? [];
    if (step?.undo === undefined) continue;
    const there = table.columns.filter((column) => !absent.has(column));
    const columns = there.flatMap((object) => {
      const placed = { object, owner: { ...table, columns: there } };
      return (old.side.ddl.alter(placed, placed, old.print) ?? []).map((sql) => old.plain(sql));
    });
    restored.set(changed, [stepWith(step.change, [...step.undo, ...columns], step.destroys), ...others]);
  }
  return restored;
}

/** The target's table, where the column stands elsewhere in it than it shall. */
function movedIn({ target, fields }: ChangedEntry): Table | undefined {
  if (isListed(target) || target.object.kind !== 'column' || target.owner?.kind !== 'table') return undefined;
  return fields.some(({ field }) => field === 'order') ? target.owner : undefined;
}

const columnOf = ({ reference }: ChangedEntry): Column | undefined =>
  !isListed(reference) && reference.object.kind === 'column' ? reference.object : undefined;

const position = (changed: ChangedEntry): number => columnOf(changed)?.position ?? 0;
