import { fail } from '../core/error.js';
import type { Source } from '../core/source.js';

/** Deepest nesting of elements, maps and lists that a changelog may have; real ones stay below 20. */
export const maxDepth = 200;

/** Most nodes that one file may become once its aliases are filled in. */
export const maxNodes = 3_000_000;

/** Most characters that the entities of one XML file may expand to in total. */
export const maxEntityText = 10_000_000;

/** Fails with PARSE_LIMIT where nesting is deeper than any changelog needs. */
export function checkDepth(depth: number, source: () => Source): void {
  if (depth <= maxDepth) return;
  fail('PARSE_LIMIT', { message: `nested more than ${maxDepth} levels deep`, source: source() });
}
