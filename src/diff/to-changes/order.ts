/** Something that is put in order. */
export interface Ordered {
  readonly key: string;
  /** What comes first where nothing else decides. */
  readonly rank: number;
  /** Keys of what must come before. */
  readonly needs: ReadonlySet<string>;
  /** Keys of what should come before, as far as that makes no circle. */
  readonly wants: ReadonlySet<string>;
}

/**
 * Puts items after what they need; otherwise by rank and key, so that the same items always come in the same order. A circle is opened at
 * a want where it has one, else at the item that would come first.
 */
export function inOrder<T extends Ordered>(items: readonly T[]): readonly T[] {
  const sorted = items.toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const known = new Set(sorted.map((item) => item.key));
  const open = (keys: ReadonlySet<string>, own: string): number => [...keys].filter((key) => key !== own && known.has(key)).length;
  const nodes = sorted.map((item, place) => ({
    item,
    place,
    needs: open(item.needs, item.key),
    wants: open(item.wants, item.key),
    done: false,
  }));
  const waiting = new Map<string, { readonly node: (typeof nodes)[number]; readonly hard: boolean }[]>();
  for (const node of nodes) {
    for (const [keys, hard] of [
      [node.item.needs, true],
      [node.item.wants, false],
    ] as const)
      for (const key of keys) if (key !== node.item.key && known.has(key)) waiting.set(key, [...(waiting.get(key) ?? []), { node, hard }]);
  }
  const ready = nodes.filter(({ needs, wants }) => needs + wants === 0);
  const result: T[] = [];
  while (result.length < nodes.length) {
    const node = ready.shift() ?? openCircle();
    if (node.done) continue;
    node.done = true;
    result.push(node.item);
    for (const { node: other, hard } of waiting.get(node.item.key) ?? []) {
      if (hard) other.needs -= 1;
      else other.wants -= 1;
      if (other.needs + other.wants === 0 && !other.done) insert(ready, other);
    }
  }
  return result;

  function openCircle(): (typeof nodes)[number] {
    const left = nodes.filter(({ done }) => !done);
    return left.find(({ needs }) => needs <= 0) ?? (left[0] as (typeof nodes)[number]);
  }
}

function insert<N extends { readonly place: number }>(ready: N[], node: N): void {
  let [low, high] = [0, ready.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ready[middle]?.place ?? 0) < node.place) low = middle + 1;
    else high = middle;
  }
  ready.splice(low, 0, node);
}
