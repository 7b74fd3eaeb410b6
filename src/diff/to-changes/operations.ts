import type { Placed } from '../../dialects/schema-sql.js';
import type { ChangedEntry, SchemaDiff } from '../compare.js';
import { isListed, type Entry, type ObjectEntry } from '../entry.js';
import { alterSteps } from './alter.js';
import { restoringOrder } from './column-order.js';
import { createSteps } from './create.js';
import { dropTableSteps, dropSteps, dropViewSteps } from './drop-steps.js';
import { heirsOf, type Heirs } from './heirs.js';
import { keepIndexes } from './kept-indexes.js';
import { defaultOperations, withoutDefault } from './default-operations.js';
import { listedSteps } from './listed.js';
import { withLostPrivileges } from './lost-privileges.js';
import { makerOf, type Maker, type NamingOptions } from './maker.js';
import { needFinder, rankOf, type NeedFinder } from './needs.js';
import { inOrder } from './order.js';
import type { LeftOut, Operation, Verb } from './operation.js';
import { findRebuilds } from './rebuild.js';
import { findEarly } from './recreate.js';
import { retypeSteps } from './retype.js';
import { stepWith, type Step } from './step.js';
import { standsBehind, withinTable } from './within-table.js';

/** What has to be done to make the target like the reference, in order, and what cannot be done. */
export interface ChangePlan {
  readonly operations: readonly Operation[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Turns a diff into operations. First goes what stands in the way; then everything is created and altered, each after what it needs; last
 * goes what the reference does not have, in reverse.
 * @param sorted false: within each of the three, kinds and names alone decide.
 */
export function planChanges(diff: SchemaDiff, naming: NamingOptions, sorted = true): ChangePlan {
  const put = (operations: readonly Operation[]): readonly Operation[] =>
    inOrder(sorted ? operations : operations.map((one) => ({ ...one, needs: new Set<string>(), wants: new Set<string>() })));
  const [next, old] = [makerOf(diff.reference, naming, diff.target), makerOf(diff.target, naming, diff.reference)];
  const wanted = needFinder(diff.reference, [...diff.missing, ...diff.pairs.values()]);
  const present = needFinder(diff.target, [...diff.unexpected, ...diff.pairs.keys()]);
  const leftOut: LeftOut[] = [];
  const rebuilds = findRebuilds(diff, old, next);
  const differences = withoutCovered(diff, rebuilds.covered);
  const altered = new Map<ChangedEntry, readonly Step[]>();
  const anew: ChangedEntry[] = [];
  const retyped: ChangedEntry[] = [];
  for (const changed of differences.changed) {
    const reason = unmakeable(changed.reference, next);
    if (reason !== undefined) {
      leftOut.push({ ref: changed.reference.ref, side: 'reference', reason });
      continue;
    }
    const steps = alteredSteps(changed, old, next);
    const replaced =
      steps === undefined && replaceable.has(changed.target.ref.kind) ? retypeSteps(changed, diff, [old, next], present) : undefined;
    if (replaced !== undefined) retyped.push(changed);
    if (steps !== undefined || replaced !== undefined) altered.set(changed, steps ?? replaced ?? []);
    else if (staysPut.has(changed.target.ref.kind) || !canComeBack(changed, old) || comesWithTable(changed.target, old))
      leftOut.push(cannotChange(changed));
    else anew.push(changed);
  }
  const early = findEarly(
    differences,
    numberedNames(diff, next),
    anew.map(({ target }) => target),
    rebuilds.tables.map(({ target }) => target),
    retyped.map(({ target }) => target),
    present,
  );
  const backAgain = [...early.recreated].flatMap((entry) => diff.pairs.get(entry) ?? []);
  const gone = new Set<Entry>([...early.recreated, ...early.dropped]);
  const missing = differences.missing.filter((entry) => !withinTable(entry, diff.missing, next) && !comesWithTable(entry, next));
  const unexpected = differences.unexpected.filter((entry) => !goesWithTable(entry, diff.unexpected, old) && !comesWithTable(entry, old));

  const heirs = heirsOf(diff, old, next, gone);
  const creates = [...missing, ...backAgain].flatMap((entry) => createOperations(entry, next, wanted, heirs, leftOut));
  const freed = new Set<Entry>(early.defaults);
  const alters = [...restoringOrder(altered, old, gone)]
    .filter(([{ target }]) => !gone.has(target))
    .map(([changed, steps]) => {
      const now = freed.has(changed.target) ? alteredSteps(withoutDefault(changed), old, next) : undefined;
      return operation('alter', changed.reference, heirs.withSaid(now ?? steps, changed.reference, changed.target), wanted);
    });
  const changing = new Set<Entry>([...altered.keys()].map(({ target }) => target));
  const defaults = defaultOperations(early.defaults, diff, (entry) => !changing.has(entry), [old, next], [present, wanted], heirs);
  const rebuilt = rebuilds.tables.map(({ reference, steps }) => operation('alter', reference, steps, wanted));
  const parts = partNeeds(diff, present);
  const drops = (entries: readonly Entry[]): readonly Operation[] =>
    put(entries.flatMap((entry) => dropOperations(entry, diff, old, present, heirs, parts, leftOut))).toReversed();
  const stays = [...diff.pairs.keys(), ...diff.unexpected].filter((entry) => !gone.has(entry));
  return {
    operations: [
      ...keepIndexes(stays, [...missing, ...backAgain, ...[...altered.keys()].map(({ reference }) => reference)], old),
      ...defaults.first,
      ...drops([...gone].filter((entry) => early.recreated.has(entry) || unexpected.includes(entry))),
      ...put([...creates, ...alters, ...rebuilt, ...defaults.last]),
      ...drops(unexpected.filter((entry) => !gone.has(entry))),
    ],
    leftOut,
  };
}

/** The differences that no rebuild of a table takes care of. */
function withoutCovered(diff: SchemaDiff, covered: ReadonlySet<Entry>): SchemaDiff {
  if (covered.size === 0) return diff;
  return {
    ...diff,
    missing: diff.missing.filter((entry) => !covered.has(entry)),
    unexpected: diff.unexpected.filter((entry) => !covered.has(entry)),
    changed: diff.changed.filter(({ target }) => !covered.has(target)),
  };
}

/** The sequences that the server makes for columns which begin to number rows. */
function numberedNames({ missing, changed }: SchemaDiff, { side, print }: Maker): readonly string[] {
  const renumbered = changed.filter(({ fields }) => fields.some(({ field }) => field === 'identity')).map(({ reference }) => reference);
  return [...missing, ...renumbered].flatMap((entry) => {
    if (isListed(entry) || entry.object.kind !== 'column' || entry.object.identity === undefined || entry.owner?.kind !== 'table')
      return [];
    const made = side.ddl.serialSequence?.(entry.owner, entry.object, print).sequence;
    return made === undefined ? [] : [`${entry.ref.schema ?? ''}.${made.name}`];
  });
}

/** Types that columns can be given anew. */
const replaceable: ReadonlySet<string> = new Set(['enum', 'domain']);

/** Kinds that hold rows or that columns are made of: they are never dropped to be made anew. */
const staysPut: ReadonlySet<string> = new Set(['table', 'schema', 'enum', 'domain', 'compositeType', 'extension', 'sequence']);

/** Whether what snapshots only list can be dropped and made anew: its statement is known, and nothing is made of it. */
function canComeBack({ reference, target }: ChangedEntry, { side, print }: Maker): boolean {
  if (!isListed(reference) || !isListed(target)) return true;
  if ('on' in target.listed || 'on' in reference.listed || side.ddl.foundations?.has(target.ref.kind) === true) return false;
  return side.ddl.listed?.(target.listed, print) !== undefined && side.ddl.listed(reference.listed, print) !== undefined;
}

function cannotChange({ reference, fields }: ChangedEntry): LeftOut {
  const what = fields.map(({ field, reference: to, target: from }) => `${field} from ${from ?? 'nothing'} to ${to ?? 'nothing'}`);
  return { ref: reference.ref, side: 'reference', reason: `cannot be changed in place: ${what.join('; ')}` };
}

function alteredSteps({ reference, target, fields }: ChangedEntry, old: Maker, next: Maker): readonly Step[] | undefined {
  if (isListed(reference) || isListed(target)) return undefined;
  const to = placedOf(reference);
  // The default schema keeps its name.
  const named =
    target.object.kind === 'schema' && reference.object.kind === 'schema'
      ? { object: { ...reference.object, name: target.object.name } }
      : to;
  return alterSteps({ from: placedOf(target), to: named, fields, old, next });
}

const placedOf = ({ object, owner }: ObjectEntry): Placed => ({ object, owner });

function operation(verb: Verb, entry: Entry, steps: readonly Step[], finder: NeedFinder): Operation {
  return { verb, key: entry.key, rank: rankOf(entry), ref: entry.ref, steps, ...finder.of(entry) };
}

function createOperations(entry: Entry, next: Maker, finder: NeedFinder, heirs: Heirs, leftOut: LeftOut[]): readonly Operation[] {
  const reason = unmakeable(entry, next);
  const steps = isListed(entry) ? listedSteps(entry, next, 'create') : createSteps(placedOf(entry), next);
  if (reason !== undefined || steps === undefined || steps.length === 0) {
    const { title } = next.side.dialect;
    leftOut.push({ ref: entry.ref, side: 'reference', reason: reason ?? `no change of a changelog makes it for ${title}` });
    return [];
  }
  const made = operation('create', entry, heirs.withSaid(steps, entry, undefined), finder);
  return [made, ...completion(entry, next, made, (complete, undo) => stepWith(complete, undo))];
}

/** What follows when the others are there. */
function completion(
  entry: Entry,
  maker: Maker,
  made: Operation,
  toStep: (...parts: readonly [ReturnType<Maker['plain']>, readonly ReturnType<Maker['plain']>[]]) => Step,
): readonly Operation[] {
  const rest = isListed(entry) ? undefined : maker.side.ddl.complete?.(placedOf(entry), maker.print);
  if (rest === undefined || isListed(entry)) return [];
  const [forward, back] = [rest.statements, rest.undo].map((list) => list.map((sql) => maker.plain(sql)));
  const steps = (forward ?? []).map((change, at) => toStep(change, at === 0 ? (back ?? []) : []));
  const needs = new Set([made.key, ...owners(entry)]);
  return [{ ...made, verb: 'alter', key: `${made.key} complete`, rank: 50, needs, wants: new Set(), steps }];
}

/** The table and the column that a sequence belongs to. */
function owners({ object, ref }: ObjectEntry): readonly string[] {
  if (object.kind !== 'sequence' || object.ownedBy === undefined) return [];
  const schema = ref.schema === undefined ? '' : `${ref.schema}.`;
  const { table, column } = object.ownedBy;
  return [`table ${schema}${table.name}`, `column ${schema}${table.name}.${column}`];
}

function dropOperations(
  entry: Entry,
  diff: SchemaDiff,
  old: Maker,
  finder: NeedFinder,
  heirs: Heirs,
  parts: ReadonlyMap<unknown, ReadonlySet<string>>,
  leftOut: LeftOut[],
): readonly Operation[] {
  const steps = isListed(entry)
    ? listedSteps(entry, old, 'drop')
    : entry.object.kind === 'table'
      ? dropTableSteps(entry.object, diff, old)
      : entry.object.kind === 'materializedView'
        ? dropViewSteps(entry.object, diff, old)
        : dropSteps(placedOf(entry), old);
  if (steps === undefined || steps.length === 0) {
    leftOut.push({ ref: entry.ref, side: 'target', reason: `no change of a changelog drops it on ${old.side.dialect.title}` });
    return [];
  }
  const all = heirs.withSaidAgain(steps, entry);
  const own = operation('drop', entry, diff.pairs.has(entry) ? withLostPrivileges(all, entry, diff) : all, finder);
  const wants = new Set([...own.wants, ...(isListed(entry) ? [] : (parts.get(entry.object) ?? []))]);
  wants.delete(entry.key);
  const made = { ...own, wants };
  // Taking back a completion is the completion of the way back.
  return [made, ...completion(entry, old, made, (complete, undo) => stepWith(undo[0] ?? complete, [complete]))];
}

const unmakeable = (entry: Entry, { side }: Maker): string | undefined =>
  isListed(entry) ? undefined : side.ddl.unmakeable?.(entry.object);

const comesWithTable = (entry: Entry, { side }: Maker): boolean =>
  !isListed(entry) && entry.object.kind === 'column' && side.ddl.comesWithTable?.(entry.object) === true;

/** What the parts of tables need that vanish with them, by table. */
function partNeeds({ unexpected }: SchemaDiff, finder: NeedFinder): ReadonlyMap<unknown, ReadonlySet<string>> {
  const found = new Map<unknown, Set<string>>();
  for (const entry of unexpected) {
    if (isListed(entry) || entry.owner === undefined) continue;
    const needs = found.get(entry.owner) ?? new Set<string>();
    for (const key of finder.of(entry).needs) needs.add(key);
    found.set(entry.owner, needs);
  }
  return found;
}

/** Parts that vanish with their table; its foreign keys to other tables that go are dropped before, for those may refer to it, too. */
function goesWithTable(entry: Entry, unexpected: readonly Entry[], old: Maker): boolean {
  if (isListed(entry) || entry.owner === undefined) return false;
  const { object, owner } = entry;
  const dropped = (name: string, schema: string | undefined): boolean =>
    unexpected.some(
      (other) =>
        !isListed(other) &&
        (other.object.kind === 'table' || other.object.kind === 'materializedView') &&
        other.object.name === name &&
        other.object.schema === schema,
    );
  if (!dropped(owner.name, owner.schema) || ('attached' in object && standsBehind(object))) return false;
  if (object.kind !== 'foreignKey' || !old.side.ddl.addsConstraints || object.name === undefined) return true;
  const itself = object.references.name === owner.name && object.references.schema === owner.schema;
  return itself || !dropped(object.references.name, object.references.schema);
}
