import type { SchemaDiff } from '../compare.js';
import { isListed, type Entry } from '../entry.js';
import type { NeedFinder } from './needs.js';

/** `schema.table` of a part of a table. */
export const placeOf = ({ ref }: Entry): string => `${ref.schema ?? ''}.${ref.table ?? ''}`;

/** The columns that cannot change while something looks at them. Places are `schema.table`. */
export interface Pinned {
  readonly keys: ReadonlySet<string>;
  /** Types that are replaced by others of their name. */
  readonly types: ReadonlySet<string>;
  /** `schema.table.column`. */
  readonly columns: ReadonlySet<string>;
  /** Columns of the types that are replaced. */
  readonly retyped: ReadonlySet<Entry>;
  /** The columns of a place. */
  namesOf(place: string): readonly string[];
  /** Those of them whose type is replaced by another one of its name. */
  retypedOf(place: string): readonly string[];
}

const telling: ReadonlySet<string> = new Set(['type', 'generated', 'collation', 'charset']);

/** Columns whose type or expression changes, and those of a type that is replaced. */
export function findPinned(diff: SchemaDiff, types: readonly Entry[], finder: NeedFinder): Pinned {
  const changed = diff.changed.flatMap(({ target, fields }) =>
    target.ref.kind === 'column' && fields.some(({ field }) => telling.has(field)) ? [target] : [],
  );
  const keys = new Set(types.map(({ key }) => key));
  const retyped = keys.size === 0 ? [] : [...diff.pairs.keys(), ...diff.unexpected].filter((entry) => isOfType(entry, keys, finder));
  const all = [...new Set([...changed, ...retyped])];
  const names = (columns: readonly Entry[]) => (place: string) =>
    columns.filter((entry) => placeOf(entry) === place).map(({ ref }) => ref.name);
  return {
    types: keys,
    keys: new Set(all.map(({ key }) => key)),
    retyped: new Set(retyped),
    columns: new Set(all.map((entry) => `${placeOf(entry)}.${entry.ref.name}`)),
    namesOf: names(all),
    retypedOf: names(retyped),
  };
}

/** Whether the column is of one of the types. */
export function isOfType(entry: Entry, types: ReadonlySet<string>, finder: NeedFinder): boolean {
  return !isListed(entry) && entry.object.kind === 'column' && [...finder.of(entry).needs].some((key) => types.has(key));
}
