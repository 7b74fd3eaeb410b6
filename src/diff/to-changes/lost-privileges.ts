import type { SchemaDiff } from '../compare.js';
import { isListed, type Entry } from '../entry.js';
import { localName } from '../side.js';
import type { Step } from './step.js';

/** Steps that drop what comes back later, with the privileges that others have on it and that do not come back. */
export function withLostPrivileges(steps: readonly Step[], entry: Entry, diff: SchemaDiff): readonly Step[] {
  const local = localName(diff.target);
  const lost = [...diff.pairs.keys()].flatMap((other) => {
    if (!isListed(other) || !('on' in other.listed)) return [];
    const { on, privileges, grantee } = other.listed;
    const isIts = on.kind === entry.ref.kind && on.name === entry.ref.name && local(on).schema === entry.ref.schema;
    return isIts ? [`${privileges.join(', ')} of ${grantee}`] : [];
  });
  const [first, ...others] = steps;
  if (lost.length === 0 || first === undefined) return steps;
  const told = [first.destroys, `privileges on ${entry.ref.name} are lost: ${lost.join('; ')}`].filter((text) => text !== undefined);
  return [{ ...first, destroys: told.join('; ') }, ...others];
}
