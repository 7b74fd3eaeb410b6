import type { Placed } from '../../dialects/schema-sql.js';
import type { View } from '../../model/schema-code.js';
import type { Table } from '../../model/schema-table.js';
import type { SchemaDiff } from '../compare.js';
import { tableParts } from '../entries.js';
import { createSteps } from './create.js';
import { dropChanges } from './drop.js';
import type { Maker, NewChange } from './maker.js';
import { stepWith, type Step } from './step.js';
import { partsWithin, standsBehind } from './within-table.js';

/** The steps that remove an object, with what makes it again. */
export function dropSteps(placed: Placed, maker: Maker): readonly Step[] {
  const undo = changesOf(placed, maker);
  return dropChanges(placed, maker).map((change, at) => stepWith(change, at === 0 ? undo : [], at === 0 ? destroyed(placed) : undefined));
}

/** A materialized view with the indexes that vanish with it. */
export function dropViewSteps(view: View, diff: SchemaDiff, maker: Maker): readonly Step[] {
  const gone = new Set(diff.unexpected.flatMap((entry) => ('object' in entry ? [entry.object] : [])));
  const indexes = (view.indexes ?? []).filter((index) => gone.has(index));
  const undo = [...changesOf({ object: view }, maker), ...indexes.flatMap((object) => changesOf({ object, owner: view }, maker))];
  return dropChanges({ object: view }, maker).map((change, at) => stepWith(change, at === 0 ? undo : []));
}

/** A table with the parts that vanish with it. */
export function dropTableSteps(table: Table, diff: SchemaDiff, maker: Maker): readonly Step[] {
  const within = partsWithin(table, maker);
  const goes = new Set(diff.unexpected.flatMap((entry) => ('object' in entry ? [entry.object] : [])));
  const parts = tableParts(table).filter((part) => {
    if (within.has(part.kind) || ('attached' in part && standsBehind(part))) return false;
    if (part.kind !== 'foreignKey') return true;
    const { name, schema } = part.references;
    const itself = name === table.name && schema === table.schema;
    // One to a table that goes, too, has been dropped before.
    return itself || ![...goes].some((other) => other.kind === 'table' && other.name === name && other.schema === schema);
  });
  // A key that refers to its own table may rely on an index of it.
  const inOrder = [...parts.filter(({ kind }) => kind !== 'foreignKey'), ...parts.filter(({ kind }) => kind === 'foreignKey')];
  const undo = [...changesOf({ object: table }, maker), ...inOrder.flatMap((object) => changesOf({ object, owner: table }, maker))];
  return dropChanges({ object: table }, maker).map((change, at) =>
    stepWith(change, at === 0 ? undo : [], at === 0 ? destroyed({ object: table }) : undefined),
  );
}

const changesOf = (placed: Placed, maker: Maker): readonly NewChange[] => (createSteps(placed, maker) ?? []).map(({ change }) => change);

/** What rows and values are lost. */
function destroyed({ object, owner }: Placed): string | undefined {
  if (object.kind === 'table') return `the rows of ${object.name} are lost`;
  if (object.kind === 'column' && object.generated === undefined) return `the values of ${owner?.name ?? ''}.${object.name} are lost`;
  if (object.kind === 'sequence') return `the position of ${object.name} is lost`;
  return undefined;
}
