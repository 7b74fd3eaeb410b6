import type { Placed } from '../../dialects/schema-sql.js';
import type { Column } from '../../model/schema-column.js';
import type { ChangedEntry, SchemaDiff } from '../compare.js';
import { isListed, type ObjectEntry } from '../entry.js';
import { localName } from '../side.js';
import type { Maker } from './maker.js';
import type { NeedFinder } from './needs.js';
import { isOfType } from './pinned.js';
import { stepWith, type Step } from './step.js';

/**
 * The step that puts another type in the place of one that cannot be changed, or not be changed back, and gives it to the columns of the old
 * one; undefined where that is no way, or where another type is made of it.
 */
export function retypeSteps(
  { reference, target }: ChangedEntry,
  diff: SchemaDiff,
  [old, next]: readonly [Maker, Maker],
  present: NeedFinder,
): readonly Step[] | undefined {
  if (isListed(reference) || isListed(target) || next.side.ddl.replaceType === undefined) return undefined;
  const own = new Set([target.key]);
  const entries = [...diff.pairs.keys(), ...diff.unexpected];
  if (entries.some((entry) => madeOfTypes.has(entry.ref.kind) && present.of(entry).needs.has(target.key))) return undefined;
  const local = localName(old.side);
  const columns = entries.flatMap((entry): readonly Placed<Column>[] =>
    isOfType(entry, own, present) && !isListed(entry) && entry.object.kind === 'column' && !changesWithParent(entry, old)
      ? [{ object: entry.object, owner: entry.owner === undefined ? undefined : local(entry.owner) }]
      : [],
  );
  const statements = (from: Placed, to: Placed, maker: Maker): readonly string[] | undefined =>
    maker.side.ddl.alter(from, to, maker.print) ?? maker.side.ddl.replaceType?.(to, columns, maker.print);
  const [from, to] = [placed(target), placed(reference)];
  const [forward, back] = [statements(from, to, next), statements(to, from, old)];
  if (forward === undefined || back === undefined) return undefined;
  const loses = next.side.ddl.alter(from, to, next.print) === undefined;
  const loss = loses ? `rows with a value that the new ${target.ref.name} does not have are refused` : undefined;
  return [stepWith(next.plain(forward.join(';\n')), [old.plain(back.join(';\n'))], loss)];
}

/** Whether the column is one of a parent's, with which it changes its type. */
function changesWithParent({ object, owner }: ObjectEntry, { side }: Maker): boolean {
  const parents = owner?.kind === 'table' ? (owner.inherits ?? []) : [];
  return side.snapshot.tables.some(
    ({ schema, name, columns }) =>
      parents.some((parent) => parent.name === name && parent.schema === schema) &&
      columns.some((column) => 'name' in object && column.name === object.name),
  );
}

const madeOfTypes: ReadonlySet<string> = new Set(['domain', 'compositeType']);

const placed = ({ object, owner }: Placed): Placed => ({ object, owner });
