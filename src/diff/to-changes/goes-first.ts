import type { Localize } from '../../dialects/schema-sql.js';
import type { SchemaDiff } from '../compare.js';
import type { ForeignKey } from '../../model/schema-table.js';
import { isListed, type Entry, type ObjectEntry } from '../entry.js';
import { localName } from '../side.js';
import { mentions } from './mentions.js';
import { placeOf, type Pinned } from './pinned.js';

/** The expressions of a constraint or an index. */
export function expressionsOf({ object }: ObjectEntry): string {
  switch (object.kind) {
    case 'index':
      return [...object.keys.map(({ expression = '' }) => expression), object.where ?? ''].join(' ');
    case 'checkConstraint':
      return object.expression;
    case 'exclusionConstraint':
      return object.definition;
    default:
      return '';
  }
}

/**
 * What goes for good, and not last: a primary key of columns that are to take NULL; expressions about columns whose type changes, which the
 * server would write anew, so that they could not come back as they were; a key that a foreign key could rely on
 * which stays or comes, and a foreign key that could rely on a key which comes.
 */
export function goesFirst(diff: SchemaDiff, pinned: Pinned): readonly Entry[] {
  // Where constraints come and go with the table, nothing waits for anything.
  if (!diff.target.ddl.addsConstraints) return [];
  const nullable = new Set(
    diff.changed.flatMap(({ reference, target }) =>
      !isListed(reference) && reference.object.kind === 'column' && reference.object.nullable
        ? [`${placeOf(target)}.${target.ref.name}`]
        : [],
    ),
  );
  const overridden = new Set(
    diff.changed.flatMap(({ target, fields }) =>
      fields.some(({ field }) => field === 'overrides') ? [`${target.ref.schema ?? ''}.${target.ref.name}`] : [],
    ),
  );
  const keys = new Set([
    ...referredKeys([...diff.pairs.keys()], localName(diff.target)),
    ...referredKeys(diff.missing, localName(diff.reference)),
  ]);
  // An index that a foreign key makes for itself depends on the keys that are there, also when it comes back.
  const rekeyed = new Set(
    diff.target.ddl.foreignKeysNeedIndexes
      ? diff.changed.flatMap(({ target }) => (target.ref.kind === 'primaryKey' ? [placeOf(target)] : []))
      : [],
  );
  const newKeys = new Set(diff.missing.flatMap(keyOf));
  return diff.unexpected.filter((entry) => {
    // What hangs on a table may hold its columns as they are.
    if (isListed(entry)) return entry.ref.table !== undefined;
    const { object } = entry;
    const place = placeOf(entry);
    if (object.kind === 'foreignKey' && [place, referred(object, localName(diff.target))].some((table) => rekeyed.has(table))) return true;
    // Coming back beside the new key, it would rely on that.
    if (referredKeys([entry], localName(diff.target)).some((key) => newKeys.has(key))) return true;
    if (object.kind === 'primaryKey' && (overridden.has(place) || object.columns.some((name) => nullable.has(`${place}.${name}`))))
      return true;
    if (keyOf(entry).some((key) => keys.has(key))) return true;
    // An index of a kind of its own may want columns that do not take NULL.
    if (object.kind === 'index' && object.method !== undefined && object.keys.some(({ column = '' }) => nullable.has(`${place}.${column}`)))
      return true;
    const text = expressionsOf(entry);
    return pinned.namesOf(place).some((name) => mentions(text, name));
  });
}

/** The columns that foreign keys refer to. */
function referredKeys(entries: readonly Entry[], local: Localize): readonly string[] {
  return entries.flatMap((entry) => {
    if (isListed(entry) || entry.object.kind !== 'foreignKey') return [];
    return [keyText(referred(entry.object, local), entry.object.referencedColumns)];
  });
}

/** `schema.table` of the table that a foreign key refers to. */
function referred({ references }: ForeignKey, local: Localize): string {
  const { schema, name } = local(references);
  return `${schema ?? ''}.${name}`;
}

const keyText = (place: string, columns: readonly string[]): string => JSON.stringify([place, ...columns.toSorted()]);

/** The columns of a key or unique index. */
function keyOf(entry: Entry): readonly string[] {
  if (isListed(entry)) return [];
  const { object } = entry;
  if (object.kind === 'primaryKey' || object.kind === 'uniqueConstraint') return [keyText(placeOf(entry), object.columns)];
  if (object.kind !== 'index' || !object.unique) return [];
  return [
    keyText(
      placeOf(entry),
      object.keys.flatMap(({ column }) => column ?? []),
    ),
  ];
}
