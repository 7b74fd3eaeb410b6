import type { Table } from '../../model/schema-table.js';
import type { ChangedEntry, SchemaDiff } from '../compare.js';
import { isListed, type Entry, type ObjectEntry } from '../entry.js';
import { alterSteps } from './alter.js';
import { createChange } from './create.js';
import { dropChanges } from './drop.js';
import type { Maker } from './maker.js';
import { stepWith, type Step } from './step.js';

/** A table that is made anew with its rows, because some change of its parts has no statement of its own. */
export interface Rebuilt {
  readonly reference: ObjectEntry;
  readonly target: ObjectEntry;
  readonly steps: readonly Step[];
}

export interface Rebuilds {
  readonly tables: readonly Rebuilt[];
  /** The differences that are done with then. */
  readonly covered: ReadonlySet<Entry>;
}

/** Finds the tables to rebuild, in databases whose tables are one statement; elsewhere none is. */
export function findRebuilds(diff: SchemaDiff, old: Maker, next: Maker): Rebuilds {
  const covered = new Set<Entry>();
  const { rebuild } = next.side.ddl;
  if (rebuild === undefined) return { tables: [], covered };
  const tables = [...diff.pairs].flatMap(([target, reference]): readonly Rebuilt[] => {
    if (isListed(target) || isListed(reference) || target.object.kind !== 'table' || reference.object.kind !== 'table') return [];
    const [from, to] = [target.object, reference.object];
    const parts = partsOf(diff, from, to, target);
    if (!needsRebuild(parts, old, next)) return [];
    for (const entry of [...parts.missing, ...parts.unexpected]) covered.add(entry);
    for (const changed of parts.changed) covered.add(changed.target);
    const lost = from.columns
      .filter((column) => !to.columns.some(({ name }) => name === column.name))
      .map(({ name }) => `${from.name}.${name}`);
    const undo = rebuild(to, from, old.print).map((sql) => old.plain(sql));
    const forward = rebuild(from, to, next.print).map((sql) => next.plain(sql));
    const destroys = lost.length === 0 ? undefined : `the values of ${lost.join(', ')} are lost`;
    return [
      { reference, target, steps: forward.map((change, at) => stepWith(change, at === 0 ? undo : [], at === 0 ? destroys : undefined)) },
    ];
  });
  return { tables, covered };
}

interface Parts {
  readonly missing: readonly ObjectEntry[];
  readonly unexpected: readonly ObjectEntry[];
  readonly changed: readonly ChangedEntry[];
}

/** The differences of a table and its parts but for indexes, which have statements of their own. */
function partsOf(diff: SchemaDiff, from: Table, to: Table, table: Entry): Parts {
  const within =
    (owner: Table) =>
    (entry: Entry): entry is ObjectEntry =>
      !isListed(entry) && entry.owner === owner && entry.object.kind !== 'index';
  return {
    missing: diff.missing.filter(within(to)),
    unexpected: diff.unexpected.filter(within(from)),
    changed: diff.changed.filter(({ target }) => target === table || within(from)(target)),
  };
}

/** Whether a change type is wanting for one of the differences, or would lose values. */
function needsRebuild({ missing, unexpected, changed }: Parts, old: Maker, next: Maker): boolean {
  if (missing.some(({ object, owner }) => createChange({ object, owner }, next) === undefined)) return true;
  if (unexpected.some(({ object, owner }) => dropChanges({ object, owner }, old).length === 0)) return true;
  if (unexpected.some(({ object, owner }) => object.kind !== 'column' && createChange({ object, owner }, old) === undefined)) return true;
  // A column that goes takes nothing with it that says its name.
  if (unexpected.some(({ object }) => object.kind === 'column') && missing.length + unexpected.length + changed.length > 1) return true;
  return changed.some(({ reference, target, fields }) => {
    if (isListed(reference) || isListed(target)) return false;
    const [from, to] = [target, reference].map(({ object, owner }) => ({ object, owner }));
    if (from === undefined || to === undefined) return true;
    return (
      alterSteps({ from, to, fields, old, next }) === undefined &&
      (from.object.kind === 'table' ||
        from.object.kind === 'column' ||
        createChange(to, next) === undefined ||
        createChange(from, old) === undefined)
    );
  });
}
