import type { SchemaSql } from '../dialects/schema-sql.js';
import { entriesOf } from './entries.js';
import { inheritance } from './inherited.js';
import { isListed, type Entry, type FieldValue, type ObjectEntry } from './entry.js';
import { proposeRenames, type Rename } from './renames.js';
import { rulesOf } from './rules.js';
import { localName, type Side } from './side.js';

/** One field of an object that is not the same on both sides. */
export interface FieldChange {
  readonly field: string;
  readonly reference: string | undefined;
  readonly target: string | undefined;
}

/** An object that is on both sides and not the same. */
export interface ChangedEntry {
  readonly reference: Entry;
  readonly target: Entry;
  readonly fields: readonly FieldChange[];
}

/** What differs. `missing` is in the reference and not in the target, `unexpected` the other way round. Lists are in the order of snapshots. */
export interface SchemaDiff {
  readonly reference: Side;
  readonly target: Side;
  readonly missing: readonly Entry[];
  readonly unexpected: readonly Entry[];
  readonly changed: readonly ChangedEntry[];
  /** Everything that is on both sides: what the reference has, by what the target has. */
  readonly pairs: ReadonlyMap<Entry, Entry>;
  /** Pairs of a missing and an unexpected object that look like one object under a new name. */
  readonly renames: readonly Rename[];
}

export interface DiffScope {
  /** Whether an object takes part; default: all do. */
  includes?(entry: Entry): boolean;
  /** Whether the order of columns counts, where the database can keep it; default: it does. */
  readonly columnOrder?: boolean;
}

/** Compares two snapshots, also of different database systems. */
export function diffSnapshots(reference: Side, target: Side, scope: DiffScope = {}): SchemaDiff {
  const rules = rulesOf(reference, target);
  const includes = (entry: Entry): boolean => scope.includes?.(entry) ?? true;
  const wanted = entriesOf(rules.reference).filter(includes);
  const found = entriesOf(rules.target).filter(includes);
  const pairs = pairUp(wanted, found);
  const inherits = inheritance(wanted, found);
  const changed = [...pairs].flatMap(([from, to]): readonly ChangedEntry[] => {
    const fields = [...changesOf(from, to, target.ddl.printAlike), ...newName(from, to, rules.target.foldsNames)];
    return fields.length === 0 ? [] : [{ reference: from, target: to, fields }];
  });
  const reverse = new Map([...pairs].map(([from, to]) => [to, from]));
  const missing = inherits.without(
    wanted.filter((entry) => !pairs.has(entry)),
    pairs,
  );
  const unexpected = inherits.without(
    found.filter((entry) => !reverse.has(entry)),
    reverse,
  );
  const order = scope.columnOrder === false ? [] : orderChanges(reference, target, pairs);
  return {
    reference,
    target,
    missing,
    unexpected,
    changed: merged(inherits.withoutChanges(changed), order),
    pairs: reverse,
    renames: proposeRenames(missing, unexpected),
  };
}

/** Reference entries with their like in the target: by key, and constraints and indexes that have no partner of their name by what they say. */
function pairUp(wanted: readonly Entry[], found: readonly Entry[]): ReadonlyMap<Entry, Entry> {
  const byKey = new Map(found.map((entry) => [entry.key, entry]));
  const pairs = new Map<Entry, Entry>();
  for (const entry of wanted) {
    const same = byKey.get(entry.key);
    if (same === undefined) continue;
    pairs.set(entry, same);
    byKey.delete(entry.key);
  }
  const left = new Map<string, Entry[]>();
  for (const entry of byKey.values()) {
    const like = signature(entry);
    if (like !== undefined) left.set(like, [...(left.get(like) ?? []), entry]);
  }
  for (const entry of wanted) {
    const like = pairs.has(entry) ? undefined : signature(entry);
    const same = like === undefined ? undefined : left.get(like)?.shift();
    if (same !== undefined) pairs.set(entry, same);
  }
  return pairs;
}

/** Kinds whose objects are the same under another name where they say the same: nothing but names tells them apart. */
const alikeByContent: ReadonlySet<string> = new Set(['uniqueConstraint', 'checkConstraint', 'exclusionConstraint', 'foreignKey', 'index']);

/** What a constraint or an index says, without its name and remarks. */
function signature({ ref, fields }: Entry): string | undefined {
  if (!alikeByContent.has(ref.kind)) return undefined;
  return `${ref.kind} ${ref.schema ?? ''}.${ref.table ?? ''} ${Object.entries(fields)
    .map(([name, value]) => (name === 'remarks' ? '' : `${name}=${value.compared ?? ''}`))
    .join(';')}`;
}

/** The name, where both sides have one and these differ. Objects that pair by their names have the same. */
function newName(from: Entry, to: Entry, folds: boolean): readonly FieldChange[] {
  if (from.key === to.key && from.ref.kind !== 'primaryKey') return [];
  const [reference, target] = [from.ref.name, to.ref.name];
  const same = folds ? reference.toLowerCase() === target.toLowerCase() : reference === target;
  return same || reference === '' || target === '' ? [] : [{ field: 'name', reference, target }];
}

/** Fields that hold what the server prints of a query or a statement. */
const printed: ReadonlySet<string> = new Set(['query', 'definition']);

function changesOf(from: Entry, to: Entry, alike: SchemaSql['printAlike']): readonly FieldChange[] {
  const names = [...new Set([...Object.keys(from.fields), ...Object.keys(to.fields)])];
  return names.flatMap((field): readonly FieldChange[] => {
    const [reference, target] = [from.fields[field] ?? nothing, to.fields[field] ?? nothing];
    if (reference.compared === target.compared) return [];
    if (printed.has(field) && alike?.(reference.compared ?? '', target.compared ?? '') === true) return [];
    return [{ field, reference: reference.shown, target: target.shown }];
  });
}

function merged(changed: readonly ChangedEntry[], order: readonly ChangedEntry[]): readonly ChangedEntry[] {
  const moved = new Map(order.map((one) => [one.reference, one]));
  const both = changed.map((one) => ({ ...one, fields: [...one.fields, ...(moved.get(one.reference)?.fields ?? [])] }));
  const told = new Set(changed.map((one) => one.reference));
  return [...both, ...order.filter((one) => !told.has(one.reference))];
}

const nothing: FieldValue = { compared: undefined, shown: undefined };

/** Columns of one table that stand in another order, where the database can keep it. */
function orderChanges(reference: Side, target: Side, pairs: ReadonlyMap<Entry, Entry>): readonly ChangedEntry[] {
  if (reference.dialect !== target.dialect || !target.ddl.placesColumns) return [];
  const tables = new Map<string, { readonly from: ObjectEntry; readonly to: ObjectEntry }[]>();
  for (const [from, to] of pairs) {
    if (isListed(from) || isListed(to) || from.object.kind !== 'column' || from.owner === undefined) continue;
    const table = `${localName(reference)(from.owner).schema ?? ''}.${from.owner.name}`;
    tables.set(table, [...(tables.get(table) ?? []), { from, to }]);
  }
  return [...tables.values()].flatMap((columns) => {
    const position = ({ object }: ObjectEntry): number => (object.kind === 'column' ? object.position : 0);
    const wanted = columns.toSorted((a, b) => position(a.from) - position(b.from));
    const stands = new Map(columns.toSorted((a, b) => position(a.to) - position(b.to)).map((one, at) => [one, at]));
    return wanted.flatMap((one, at): readonly ChangedEntry[] => {
      if (stands.get(one) === at) return [];
      const field = { field: 'order', reference: String(at + 1), target: String((stands.get(one) ?? 0) + 1) };
      return [{ reference: one.from, target: one.to, fields: [field] }];
    });
  });
}

/** Whether nothing differs. */
export function isEmpty({ missing, unexpected, changed }: SchemaDiff): boolean {
  return missing.length + unexpected.length + changed.length === 0;
}
