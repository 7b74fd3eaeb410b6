import type { Placed } from '../../dialects/schema-sql.js';
import type { ChangedEntry, SchemaDiff } from '../compare.js';
import { isListed, type Entry, type ObjectEntry } from '../entry.js';
import { alterSteps } from './alter.js';
import type { Heirs } from './heirs.js';
import type { Maker } from './maker.js';
import type { NeedFinder } from './needs.js';
import { rankOf } from './needs.js';
import type { Operation, Verb } from './operation.js';

/** What a column is without its default and its numbering. */
const bare = (entry: ObjectEntry): ObjectEntry =>
  entry.object.kind === 'column' ? { ...entry, object: { ...entry.object, default: undefined, identity: undefined } } : entry;

/** A changed column of which default and numbering have gone already. */
export function withoutDefault(changed: ChangedEntry): ChangedEntry {
  const { reference, target, fields } = changed;
  if (isListed(target) || isListed(reference)) return changed;
  const others = fields.filter(({ field }) => !given.has(field));
  const wanted = reference.object.kind === 'column' ? reference.object : undefined;
  const reset = [
    ...(wanted?.default === undefined ? [] : [{ field: 'default', reference: wanted.default.sql, target: undefined }]),
    ...(wanted?.identity === undefined ? [] : [{ field: 'identity', reference: wanted.identity.generation, target: undefined }]),
  ];
  return { reference, target: bare(target), fields: [...others, ...reset] };
}

const given: ReadonlySet<string> = new Set(['default', 'identity']);

/** Takes the defaults of columns away before what they call goes, and gives those back that nothing else changes. */
export function defaultOperations(
  columns: ReadonlySet<ObjectEntry>,
  diff: SchemaDiff,
  comesBack: (entry: Entry) => boolean,
  [old, next]: readonly [Maker, Maker],
  [present, wanted]: readonly [NeedFinder, NeedFinder],
  heirs: Heirs,
): { readonly first: readonly Operation[]; readonly last: readonly Operation[] } {
  const operation = (entry: ObjectEntry, verb: Verb, from: Placed, to: Placed, maker: Maker, finder: NeedFinder): readonly Operation[] => {
    const field = entry.object.kind === 'column' && entry.object.identity !== undefined ? 'identity' : 'default';
    const fields = [{ field, reference: verb, target: undefined }];
    const steps = alterSteps({ from, to, fields, old: maker, next: maker }) ?? [];
    const key = `${entry.key} default`;
    const all = verb === 'drop' ? heirs.withSaidAgain(steps, entry) : heirs.withSaid(steps, entry, undefined);
    return steps.length === 0 ? [] : [{ verb, key, rank: rankOf(entry), ref: entry.ref, steps: all, ...finder.of(entry) }];
  };
  return {
    first: [...columns].flatMap((entry) => operation(entry, 'drop', entry, bare(entry), old, present)),
    last: [...columns].flatMap((entry) => {
      const reference = diff.pairs.get(entry);
      if (reference === undefined || isListed(reference) || !comesBack(entry)) return [];
      return operation(reference, 'alter', bare(reference), reference, next, wanted);
    }),
  };
}
