import type { Column } from '../../model/schema-column.js';
import type { Table } from '../../model/schema-table.js';
import type { SchemaDiff } from '../compare.js';
import { isListed, type Entry, type ListedEntry, type ObjectEntry } from '../entry.js';
import { localName } from '../side.js';
import { mentions } from './mentions.js';
import type { NeedFinder } from './needs.js';

/** What has to go before anything is changed. */
export interface Early {
  /** Target entries that the reference has, too: they come back later. */
  readonly recreated: ReadonlySet<Entry>;
  /** Target entries that go for good, though not last. */
  readonly dropped: ReadonlySet<Entry>;
}

/**
 * What stands in the way of other changes: what is made anew because it cannot be altered, what depends on that or on a column whose type
 * changes, and what has the name of something new.
 * @param anew changed objects that cannot be altered.
 * @param rebuilt tables that are made anew with their rows: their indexes and triggers go with the old one.
 */
export function findEarly(diff: SchemaDiff, anew: readonly Entry[], rebuilt: readonly Entry[], finder: NeedFinder): Early {
  const recreated = new Set<Entry>(anew);
  const dropped = new Set<Entry>();
  const taken = new Set(diff.missing.flatMap(nameSlot));
  for (const entry of diff.unexpected) if (nameSlot(entry).some((slot) => taken.has(slot))) dropped.add(entry);
  const unexpected = new Set(diff.unexpected);
  const tables = new Set(rebuilt.map((entry) => ('object' in entry ? entry.object : undefined)));
  for (const entry of [...diff.pairs.keys(), ...diff.unexpected]) {
    if (isListed(entry) || !goesWith(entry, tables)) continue;
    if (unexpected.has(entry)) dropped.add(entry);
    else recreated.add(entry);
  }
  const pinned = typeChanges(diff);
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
  return { recreated, dropped };
}

/** Whether the object is an index or a trigger of one of the tables. */
function goesWith({ object, owner }: ObjectEntry, tables: ReadonlySet<unknown>): boolean {
  if (object.kind === 'index') return tables.has(owner);
  if (object.kind !== 'trigger') return false;
  return [...tables].some((table) => isTable(table) && table.name === object.table.name && table.schema === object.table.schema);
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'table';

const relations: ReadonlySet<string> = new Set(
  (
    'table view materializedView sequence index compositeType enum domain ' +
    'primaryKey uniqueConstraint checkConstraint exclusionConstraint foreignKey'
  ).split(' '),
);

/** Names that no two objects of a schema can have at once. */
function nameSlot({ ref }: Entry): readonly string[] {
  return relations.has(ref.kind) && ref.name !== '' ? [`${ref.schema ?? ''}.${ref.name}`.toLowerCase()] : [];
}

interface Pinned {
  readonly keys: ReadonlySet<string>;
  /** `schema.table` of the columns. */
  readonly tables: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
}

/** Columns whose type or expression changes. */
function typeChanges(diff: SchemaDiff): Pinned {
  const changed = diff.changed.filter(
    ({ target, fields }) =>
      target.ref.kind === 'column' &&
      fields.some(({ field }) => field === 'type' || field === 'generated' || field === 'collation' || field === 'charset'),
  );
  const place = ({ ref }: Entry): string => `${ref.schema ?? ''}.${ref.table ?? ''}`;
  return {
    keys: new Set(changed.map(({ target }) => target.key)),
    tables: new Set(changed.map(({ target }) => place(target))),
    columns: new Set(changed.map(({ target }) => `${place(target)}.${target.ref.name}`)),
  };
}

function standsInTheWay(entry: Entry, gone: ReadonlySet<string>, pinned: Pinned, diff: SchemaDiff, finder: NeedFinder): boolean {
  if (isListed(entry)) return isTornAway(entry, gone, pinned, finder);
  const { object, owner } = entry;
  switch (object.kind) {
    case 'view':
    case 'materializedView': {
      const { needs } = finder.of(entry);
      return [...needs].some((key) => gone.has(key) || (diff.target.ddl.viewsPinColumns && pinned.keys.has(key)));
    }
    case 'trigger': {
      const { needs } = finder.of(entry);
      const table = `${entry.ref.schema ?? ''}.${object.table.name}`;
      return [...needs].some((key) => gone.has(key)) || (pinned.tables.has(table) && /\bupdate\s+of\b/i.test(object.definition));
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
    case 'index':
      if (losesColumn(entry, gone, finder)) return true;
      return owner?.kind === 'materializedView' && [...finder.of(entry).needs].some((key) => gone.has(key));
    case 'primaryKey':
    case 'uniqueConstraint':
    case 'checkConstraint':
    case 'exclusionConstraint': {
      const { needs } = finder.of(entry);
      return losesColumn(entry, gone, finder) || [...needs].some((key) => gone.has(key) && !key.startsWith('column '));
    }
    default:
      return false;
  }
}

/** Whether what is only listed hangs on a view or table that is made anew, or names a column of its table that goes or changes its type. */
function isTornAway({ ref, listed }: ListedEntry, gone: ReadonlySet<string>, pinned: Pinned, finder: NeedFinder): boolean {
  if (ref.table === undefined || !('definition' in listed) || listed.definition === undefined) return false;
  const { definition } = listed;
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
