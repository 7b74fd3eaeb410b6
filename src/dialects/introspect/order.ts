import type { ObjectName } from '../../model/names.js';

/** Compares by code units: the same everywhere, whatever the locale. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** Sorted by schema, then by name. */
export function byName<T extends ObjectName>(objects: Iterable<T>): readonly T[] {
  return [...objects].sort((one, other) => compareText(one.schema ?? '', other.schema ?? '') || compareText(one.name, other.name));
}

/** Constraints by name; those without a name last, by their columns. */
export function byConstraintName<T extends { readonly name?: string | undefined; readonly columns?: readonly string[] }>(
  constraints: readonly T[],
): readonly T[] {
  return [...constraints].sort(
    (one, other) =>
      Number(one.name === undefined) - Number(other.name === undefined) ||
      compareText(one.name ?? '', other.name ?? '') ||
      compareText(String(one.columns), String(other.columns)),
  );
}
