import type { Placed } from '../../dialects/schema-sql.js';
import type { Maker } from './maker.js';

const kinds: ReadonlySet<string> = new Set(['column', 'primaryKey', 'uniqueConstraint']);

/** Whether only the database's own statements make and remove the part of a table. */
export function needsOwnWords({ object, owner }: Placed, { side }: Maker): boolean {
  if (side.ddl.ownWordsOn?.(owner) !== true) return false;
  return kinds.has(object.kind) || (object.kind === 'index' && object.unique);
}
