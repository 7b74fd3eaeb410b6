import type { Column } from '../../model/schema-column.js';
import type { Table } from '../../model/schema-table.js';
import type { SchemaDiff } from '../compare.js';
import { findPinned, placeOf, type Pinned } from './pinned.js';
import { isListed, type Entry, type ListedEntry, type ObjectEntry } from '../entry.js';
import { localName } from '../side.js';
import { expressionsOf, goesFirst } from './goes-first.js';
import { mentions } from './mentions.js';
import type { NeedFinder } from './needs.js';

/** What has to go before anything is changed. */
export interface Early {
  /** Target entries that the reference has, too: they come back later. */
  readonly recreated: ReadonlySet<Entry>;
  /** Target entries that go for good, though not last. */
  readonly dropped: ReadonlySet<Entry>;
  /** Columns of the target whose default calls a routine, or takes numbers of a sequence, that goes, or is of a type that is replaced. */
  readonly defaults: ReadonlySet<ObjectEntry>;
}

/**
 * What stands in the way of other changes: what is made anew because it cannot be altered, what depends on that or on a column whose type
 * changes, and what has the name of something new.
 * @param numbered names, `schema.name`, of sequences that come with new numbered columns.
 * @param anew changed objects that cannot be altered.
 * @param retyped changed types that are replaced by new ones of their name.
 * @param rebuilt tables that are made anew with their rows: their indexes and triggers go with the old one.
 */
export function findEarly(
  diff: SchemaDiff,
  numbered: readonly string[],
  anew: readonly Entry[],
  rebuilt: readonly Entry[],
  retyped: readonly Entry[],
  finder: NeedFinder,
): Early {
  const recreated = new Set<Entry>(anew);
  const dropped = new Set<Entry>();
  const renamed = diff.changed.filter(({ fields }) => fields.some(({ field }) => field === 'name'));
  const news = [...diff.missing, ...renamed.map(({ reference }) => reference)];
  const taken = new Set([...news.flatMap(nameSlot), ...numbered.map((name) => name.toLowerCase())]);
  const isTaken = (entry: Entry): boolean => nameSlot(entry).some((slot) => taken.has(slot));
  for (const entry of diff.unexpected) if (isTaken(entry)) dropped.add(entry);
  // What waits for a name that has itself to give one away would wait in a circle.
  for (const { target } of renamed) if (isTaken(target)) recreated.add(target);
  const unexpected = new Set(diff.unexpected);
  const tables = new Set(rebuilt.map((entry) => ('object' in entry ? entry.object : undefined)));
  for (const entry of [...diff.pairs.keys(), ...diff.unexpected]) {
    if (isListed(entry) || !goesWith(entry, tables)) continue;
    if (unexpected.has(entry)) dropped.add(entry);
    else recreated.add(entry);
  }
  const pinned = findPinned(diff, retyped, finder);
  for (const entry of goesFirst(diff, pinned)) dropped.add(entry);
  const all = [...diff.pairs.keys(), ...diff.unexpected];
  const gone = new Set([...recreated, ...dropped].map(({ key }) => key));
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    for (const entry of all) {
      if (gone.has(entry.key) || !standsInTheWay(entry, gone, pinned, diff, finder)) continue;
      gone.add(entry.key);
      if (unexpected.has(entry)) dropped.add(entry);
      else recreated.add(entry);
    }
  }
  return { recreated, dropped, defaults: new Set(all.filter((entry) => losesDefault(entry, gone, pinned, diff, finder))) };
}

/** Whether the object is an index or a trigger of one of the tables. */
function goesWith({ object, owner }: ObjectEntry, tables: ReadonlySet<unknown>): boolean {
  if (object.kind === 'index') return tables.has(owner);
  if (object.kind !== 'trigger') return false;
  return [...tables].some((table) => isTable(table) && table.name === object.table.name && table.schema === object.table.schema);
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'table';

const routines: ReadonlySet<string> = new Set(['function', 'procedure']);
const relations: ReadonlySet<string> = new Set(
  (
    'table view materializedView sequence index compositeType enum domain ' +
    'primaryKey uniqueConstraint checkConstraint exclusionConstraint foreignKey'
  ).split(' '),
);

/** Names that no two objects of a schema can have at once. */
function nameSlot({ ref }: Entry): readonly string[] {
  if (routines.has(ref.kind)) return [`${ref.schema ?? ''}.${ref.name}(${ref.arguments ?? ''})`];
  return relations.has(ref.kind) && ref.name !== '' ? [`${ref.schema ?? ''}.${ref.name}`.toLowerCase()] : [];
}

function standsInTheWay(entry: Entry, gone: ReadonlySet<string>, pinned: Pinned, diff: SchemaDiff, finder: NeedFinder): boolean {
  if (isListed(entry)) return isTornAway(entry, gone, pinned, finder);
  const { object, owner } = entry;
  switch (object.kind) {
    case 'view':
    case 'materializedView': {
      const { needs } = finder.of(entry);
      return [...needs].some((key) => gone.has(key) || pinned.types.has(key) || (diff.target.ddl.viewsPinColumns && pinned.keys.has(key)));
    }
    case 'trigger': {
      const { needs } = finder.of(entry);
      const table = `${entry.ref.schema ?? ''}.${object.table.name}`;
      const watches = /\bupdate\s+of\b|\bwhen\s*\(/i.test(object.definition);
      return (
        [...needs].some((key) => gone.has(key)) || (watches && pinned.namesOf(table).some((name) => mentions(object.definition, name)))
      );
    }
    case 'foreignKey': {
      const from = `${entry.ref.schema ?? ''}.${owner?.name ?? ''}`;
      const referenced = localName(diff.target)(object.references);
      const to = `${referenced.schema ?? ''}.${referenced.name}`;
      const pinnedColumn = (table: string, columns: readonly string[]): boolean =>
        columns.some((name) => pinned.columns.has(`${table}.${name}`));
      if (pinnedColumn(from, object.columns) || pinnedColumn(to, object.referencedColumns)) return true;
      const { needs, wants } = finder.of(entry);
      const { foreignKeysNeedIndexes } = diff.target.ddl;
      return (
        [...needs].some((key) => gone.has(key) && serves(finder.entry(key), object.referencedColumns, true)) ||
        (foreignKeysNeedIndexes && [...needs, ...wants].some((key) => gone.has(key) && serves(finder.entry(key), object.columns, false)))
      );
    }
    case 'column':
      return diff.target.ddl.generatedPinsColumns && isComputedFrom(entry, object, gone, pinned, finder);
    case 'function':
    case 'procedure':
      return [...finder.of(entry).needs].some((key) => gone.has(key) || pinned.keys.has(key) || pinned.types.has(key));
    case 'sequence': {
      // It goes with its column, from which it has to be taken before.
      const { ownedBy } = object;
      if (ownedBy === undefined || diff.pairs.has(entry)) return false;
      const schema = entry.ref.schema === undefined ? '' : `${entry.ref.schema}.`;
      return gone.has(`column ${schema}${ownedBy.table.name}.${ownedBy.column}`);
    }
    case 'index':
      if (losesColumn(entry, gone, finder) || namesRetyped(entry, pinned)) return true;
      if ([...finder.of(entry).needs].some((key) => gone.has(key) && isRoutine(finder.entry(key)))) return true;
      return owner?.kind === 'materializedView' && [...finder.of(entry).needs].some((key) => gone.has(key));
    case 'primaryKey':
    case 'uniqueConstraint':
    case 'checkConstraint':
    case 'exclusionConstraint': {
      const { needs } = finder.of(entry);
      return (
        losesColumn(entry, gone, finder) ||
        namesRetyped(entry, pinned) ||
        [...needs].some((key) => gone.has(key) && !key.startsWith('column '))
      );
    }
    default:
      return false;
  }
}

function losesDefault(entry: Entry, gone: ReadonlySet<string>, pinned: Pinned, diff: SchemaDiff, finder: NeedFinder): entry is ObjectEntry {
  if (isListed(entry) || entry.object.kind !== 'column' || gone.has(entry.key)) return false;
  const reference = diff.pairs.get(entry);
  const wanted = reference !== undefined && !isListed(reference) && reference.object.kind === 'column' ? reference.object : undefined;
  // What numbered the column may have the name of the sequence that is to do so.
  if (entry.object.identity !== undefined) return wanted?.identity === undefined && wanted?.default?.kind === 'sequence';
  if (entry.object.default === undefined) return false;
  if (pinned.retyped.has(entry)) return true;
  const calls = [...finder.of(entry).needs].filter((key) => gone.has(key)).map((key) => finder.entry(key));
  return calls.some((one) => isRoutine(one) || one?.ref.kind === 'sequence');
}

const isRoutine = (entry: Entry | undefined): boolean => entry !== undefined && routines.has(entry.ref.kind);

/** Whether an expression of the constraint or index has a column whose type is replaced: constants in it are of the old type. */
function namesRetyped(entry: ObjectEntry, pinned: Pinned): boolean {
  const names = pinned.retypedOf(placeOf(entry));
  const text = expressionsOf(entry);
  return names.some((name) => mentions(text, name));
}

/** Whether what is only listed hangs on a view or table that is made anew, or names a column of its table that goes or changes its type. */
function isTornAway(entry: ListedEntry, gone: ReadonlySet<string>, pinned: Pinned, finder: NeedFinder): boolean {
  const { ref, listed } = entry;
  if (ref.table === undefined || !('definition' in listed) || listed.definition === undefined) return false;
  const { definition } = listed;
  if ([...finder.of(entry).wants].some((key) => gone.has(key) && isRoutine(finder.entry(key)))) return true;
  const others = [...gone, ...pinned.keys].map((key) => finder.entry(key)?.ref);
  return others.some((other) => {
    if (other === undefined || other.schema !== ref.schema) return false;
    return other.kind === 'column'
      ? other.table === ref.table && mentions(definition, other.name)
      : holders.has(other.kind) && other.name === ref.table;
  });
}

const holders: ReadonlySet<string> = new Set(['table', 'view', 'materializedView']);

/** Whether the column is computed from one that goes or changes its type. */
function isComputedFrom(
  { ref }: ObjectEntry,
  { generated }: Column,
  gone: ReadonlySet<string>,
  pinned: Pinned,
  finder: NeedFinder,
): boolean {
  if (generated === undefined) return false;
  const others = [...gone, ...pinned.keys].map((key) => finder.entry(key)?.ref);
  return others.some(
    (other) =>
      other?.kind === 'column' &&
      other.table === ref.table &&
      other.schema === ref.schema &&
      other.name !== ref.name &&
      mentions(generated.expression, other.name),
  );
}

/** Whether a column that is made anew stands in the constraint or index, which goes with it. */
function losesColumn(entry: ObjectEntry, gone: ReadonlySet<string>, finder: NeedFinder): boolean {
  const names = [...finder.of(entry).needs].flatMap((key) =>
    key.startsWith('column ') && gone.has(key) ? (finder.entry(key)?.ref.name ?? []) : [],
  );
  if (names.length === 0) return false;
  const { object } = entry;
  switch (object.kind) {
    case 'primaryKey':
    case 'uniqueConstraint':
      return names.some((name) => object.columns.includes(name) || (object.include ?? []).includes(name));
    case 'index': {
      const text = [...object.keys.map(({ expression = '' }) => expression), object.where ?? ''].join(' ');
      return names.some(
        (name) => object.keys.some(({ column }) => column === name) || (object.include ?? []).includes(name) || mentions(text, name),
      );
    }
    case 'checkConstraint':
      return names.some((name) => mentions(object.expression, name));
    case 'exclusionConstraint':
      return names.some((name) => mentions(object.definition, name));
    default:
      return false;
  }
}

/** Whether a foreign key on these columns relies on the object: its table, one of the columns, or a key or index that begins with the first. */
function serves(entry: Entry | undefined, columns: readonly string[], mustBeUnique: boolean): boolean {
  if (entry === undefined || isListed(entry)) return false;
  const { object } = entry;
  switch (object.kind) {
    case 'primaryKey':
    case 'uniqueConstraint':
      return mustBeUnique ? columns.every((name) => object.columns.includes(name)) : object.columns[0] === columns[0];
    case 'index':
      return (object.unique || !mustBeUnique) && object.keys[0]?.column === columns[0];
    case 'column':
      return columns.includes(object.name);
    default:
      return true;
  }
}
