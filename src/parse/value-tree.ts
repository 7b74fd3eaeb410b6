import { fail } from '../core/error.js';
import type { LineIndex } from '../core/source.js';
import type { Scalar, TreeNode } from '../model/tree.js';

/** A YAML or JSON value with its place. `size` counts the nodes below it, aliases filled in. */
export type PlacedValue =
  | { readonly kind: 'scalar'; readonly scalar: Scalar; readonly offset: number }
  | { readonly kind: 'map'; readonly entries: readonly PlacedEntry[]; readonly offset: number; readonly size: number }
  | { readonly kind: 'list'; readonly items: readonly PlacedValue[]; readonly offset: number; readonly size: number };

export interface PlacedEntry {
  readonly key: string;
  /** Where the key starts. */
  readonly offset: number;
  readonly value: PlacedValue;
  /** Anchors are defined in it, for aliases elsewhere. */
  readonly holdsAnchors?: boolean;
}

/**
 * A key and its value as a tree node. A map becomes children; a list of maps becomes the children of all its maps, one after another, so
 * that `columns: [{column: …}, {column: …}]` reads like two `column` elements; scalars of a list become values.
 * @throws ChangelogError PARSE_INVALID_VALUE for a list directly in a list.
 * Source: Liquibase `ParsedNode.setValue` (4.28.0).
 */
export function valueTree(entry: PlacedEntry, lines: LineIndex): TreeNode {
  const { key: name, value } = entry;
  const source = lines.at(entry.offset);
  if (value.kind === 'scalar') return { name, source, value: value.scalar, children: none, origin: 'key' };
  if (value.kind === 'map') return { name, source, children: value.entries.map((child) => valueTree(child, lines)), origin: 'key' };
  const { items } = value;
  const children = childrenOf(items, lines);
  if (!items.some(isText)) return { name, source, children, origin: 'key' };
  const scalars = items.filter(isText).map(({ scalar }) => scalar);
  const [first] = scalars as [Scalar];
  return scalars.length === 1
    ? { name, source, value: first, children, origin: 'key' }
    : { name, source, values: scalars, children, origin: 'key' };
}

const none: readonly TreeNode[] = [];

type PlacedScalar = Extract<PlacedValue, { kind: 'scalar' }>;

const isText = (item: PlacedValue): item is PlacedScalar => item.kind === 'scalar' && item.scalar.type !== 'null';

/** What the maps of a list hold. */
function childrenOf(items: readonly PlacedValue[], lines: LineIndex): readonly TreeNode[] {
  const inner = items.find((item) => item.kind === 'list');
  if (inner !== undefined) {
    // Liquibase reads over such a list, which loses what it holds.
    fail('PARSE_INVALID_VALUE', {
      message: 'a list stands directly in a list',
      source: lines.at(inner.offset),
      hint: 'put the entries of the inner list into the outer one',
    });
  }
  // Most lists are like this one, and `map` takes just the room that is needed.
  if (items.every(isSingle)) return items.map((item) => valueTree(item.entries[0]!, lines));
  return items.flatMap((item) => (item.kind === 'map' ? item.entries.map((entry) => valueTree(entry, lines)) : []));
}

const isSingle = (item: PlacedValue): item is Extract<PlacedValue, { kind: 'map' }> => item.kind === 'map' && item.entries.length === 1;
