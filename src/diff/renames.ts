import { isListed, type Entry } from './entry.js';

/** A missing and an unexpected object that are alike but for their names. */
export interface Rename {
  /** In the reference: the new name. */
  readonly missing: Entry;
  /** In the target: the old name. */
  readonly unexpected: Entry;
}

/**
 * Tables with the same columns, and columns of one table with the same type, of which each has no other partner. A guess: nothing in a
 * schema tells a renamed object from a dropped and a new one.
 */
export function proposeRenames(missing: readonly Entry[], unexpected: readonly Entry[]): readonly Rename[] {
  const tables = onlyPairs(missing, unexpected, tableShape(missing), tableShape(unexpected));
  const columns = onlyPairs(missing, unexpected, columnShape(missing), columnShape(unexpected));
  return [...tables, ...columns];
}

type Shape = (entry: Entry) => string | undefined;

function onlyPairs(missing: readonly Entry[], unexpected: readonly Entry[], ofMissing: Shape, ofUnexpected: Shape): readonly Rename[] {
  const [news, olds] = [groups(missing, ofMissing), groups(unexpected, ofUnexpected)];
  return [...news].flatMap(([shape, [first, second]]): readonly Rename[] => {
    const [old, other] = olds.get(shape) ?? [];
    return first === undefined || old === undefined || second !== undefined || other !== undefined
      ? []
      : [{ missing: first, unexpected: old }];
  });
}

function groups(entries: readonly Entry[], shape: Shape): ReadonlyMap<string, readonly Entry[]> {
  const found = new Map<string, Entry[]>();
  for (const entry of entries) {
    const key = shape(entry);
    if (key !== undefined) found.set(key, [...(found.get(key) ?? []), entry]);
  }
  return found;
}

const said = ({ fields }: Entry): string =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${value.compared ?? ''}`)
    .join(';');

/** The columns of a table, names and all. */
function tableShape(entries: readonly Entry[]): Shape {
  const columns = new Map<string, string[]>();
  for (const entry of entries) {
    if (entry.ref.kind !== 'column') continue;
    const table = `${entry.ref.schema ?? ''}.${entry.ref.table ?? ''}`;
    columns.set(table, [...(columns.get(table) ?? []), `${entry.ref.name} ${said(entry)}`]);
  }
  return (entry) => {
    if (entry.ref.kind !== 'table' || isListed(entry)) return undefined;
    const own = columns.get(`${entry.ref.schema ?? ''}.${entry.ref.name}`);
    return own === undefined ? undefined : `${entry.ref.schema ?? ''} ${own.toSorted().join('|')}`;
  };
}

/** A column of a table that is on both sides: its table and all that is said of it. Columns of missing tables have no partner there. */
function columnShape(entries: readonly Entry[]): Shape {
  const whole = new Set(entries.filter(({ ref }) => ref.kind === 'table').map(({ ref }) => `${ref.schema ?? ''}.${ref.name}`));
  return (entry) => {
    const table = `${entry.ref.schema ?? ''}.${entry.ref.table ?? ''}`;
    return entry.ref.kind !== 'column' || whole.has(table) ? undefined : `${table} ${said(entry)}`;
  };
}
