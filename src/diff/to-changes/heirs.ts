import { localName } from '../side.js';
import type { Column } from '../../model/schema-column.js';
import type { ObjectName } from '../../model/names.js';
import type { Table } from '../../model/schema-table.js';
import type { SchemaDiff } from '../compare.js';
import { isListed, type Entry } from '../entry.js';
import type { Maker, NewChange } from './maker.js';
import { stepWith, type Step } from './step.js';

/**
 * What tables that have columns from a parent say of them otherwise. A column is made and changed in them as in the parent, so that it has to
 * be said again after each change of the parent's.
 */
export interface Heirs {
  /** Steps about a column of the reference that is made or changed, with what its heirs say afterwards and before. */
  withSaid(steps: readonly Step[], to: Entry, from: Entry | undefined): readonly Step[];
  /** Steps that drop a column, with what its heirs say when it is back. */
  withSaidAgain(steps: readonly Step[], entry: Entry): readonly Step[];
}

/** @param gone the entries of the target that go before anything changes. */
export function heirsOf(diff: SchemaDiff, old: Maker, next: Maker, gone: ReadonlySet<Entry>): Heirs {
  const paired = new Set<unknown>();
  const own = new Set<string>();
  for (const [target, reference] of diff.pairs) for (const one of [target, reference]) if (!isListed(one)) paired.add(one.object);
  for (const { reference, fields } of diff.changed) {
    const { kind, schema, table, name } = reference.ref;
    if (kind === 'column') own.add(JSON.stringify([schema, table, name]));
    if (kind === 'table' && fields.some(({ field }) => field === 'overrides')) own.add(JSON.stringify([schema, name]));
  }
  const early = new Set([...gone].map((entry) => (isListed(entry) ? undefined : entry.object)));
  const local = localName(next.side);
  const stays = (table: Table): boolean => paired.has(table);
  const saysItself = (table: Table, column: string): boolean => {
    const { schema, name } = local(table);
    return own.has(JSON.stringify([schema, name])) || own.has(JSON.stringify([schema, name, column]));
  };
  const said = (entry: Entry | undefined, maker: Maker, isNew: boolean, counts: Counts): readonly NewChange[] =>
    entry === undefined || isListed(entry) || entry.object.kind !== 'column' || entry.owner?.kind !== 'table'
      ? []
      : heirChanges(entry.object, entry.owner, maker, isNew, counts);
  return {
    withSaid(steps, to, from) {
      const forward = said(to, next, from === undefined, (table, column) => stays(table) && !saysItself(table, column));
      const back = said(from, old, false, (table) => !early.has(table));
      return withUndo([...steps, ...forward.map((change) => stepWith(change, []))], back);
    },
    withSaidAgain: (steps, entry) => withUndo(steps, said(entry, old, true, stays)),
  };
}

type Counts = (table: Table, column: string) => boolean;

/** The steps, of which the first one is undone last. */
function withUndo([first, ...others]: readonly Step[], more: readonly NewChange[]): readonly Step[] {
  if (first === undefined) return others;
  return first.undo === undefined || more.length === 0 ? [first, ...others] : [{ ...first, undo: [...first.undo, ...more] }, ...others];
}

/** What heirs say of the column, those of heirs behind their parents. */
function heirChanges(column: Column, table: ObjectName, maker: Maker, isNew: boolean, counts: Counts): readonly NewChange[] {
  const { side, print, plain } = maker;
  const isTable = (name: ObjectName): boolean => name.name === table.name && name.schema === table.schema;
  return side.snapshot.tables
    .filter(({ inherits = [], partitionOf }) => inherits.some(isTable) || (partitionOf !== undefined && isTable(partitionOf.parent)))
    .flatMap((heir): readonly NewChange[] => {
      const object = heir.columns.find(({ name }) => name === column.name);
      if (object === undefined) return [];
      const { default: fallback, nullable, options } = column;
      const from = { ...object, default: fallback, nullable, options, ...(isNew && { remarks: undefined }) };
      const differs = (['default', 'nullable', 'options', 'remarks'] as const).some(
        (word) => JSON.stringify(from[word]) !== JSON.stringify(object[word]),
      );
      const statements =
        differs && counts(heir, object.name) ? side.ddl.alter({ object: from, owner: heir }, { object, owner: heir }, print) : [];
      return [...(statements ?? []).map(plain), ...heirChanges(object, heir, maker, isNew, counts)];
    });
}
