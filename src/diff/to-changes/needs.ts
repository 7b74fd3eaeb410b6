import type { ObjectName } from '../../model/names.js';
import type { ColumnType } from '../../model/schema-column.js';
import { refKey, type ObjectRef } from '../../model/schema-ref.js';
import type { AttachedPart, Table } from '../../model/schema-table.js';
import type { View } from '../../model/schema-code.js';
import { isListed, type Entry, type ObjectEntry } from '../entry.js';
import { localName, type Side } from '../side.js';
import { mentions } from './mentions.js';

export interface Needs {
  readonly needs: ReadonlySet<string>;
  readonly wants: ReadonlySet<string>;
}

/** Finds what an object of a snapshot needs among the entries of that snapshot. */
export interface NeedFinder {
  of(entry: Entry): Needs;
  entry(key: string): Entry | undefined;
}

/** The order of kinds where nothing else decides. */
const ranks = (
  'schema extension enum compositeType domain sequence function procedure package packageBody ' +
  'table column primaryKey uniqueConstraint checkConstraint exclusionConstraint index foreignKey view materializedView synonym trigger'
).split(' ');

export function rankOf(entry: Entry): number {
  const rank = ranks.indexOf(entry.ref.kind);
  if (rank < 0) return ranks.length;
  // The columns of a table keep their order among themselves.
  return rank + (!isListed(entry) && entry.object.kind === 'column' ? entry.object.position / 10_000 : 0);
}

const named: ReadonlySet<string> = new Set([
  'table',
  'view',
  'materializedView',
  'sequence',
  'enum',
  'domain',
  'compositeType',
  'function',
  'procedure',
]);
const routines: ReadonlySet<string> = new Set(['function', 'procedure']);

export function needFinder(side: Side, entries: readonly Entry[]): NeedFinder {
  const local = localName(side);
  const place = (name: ObjectName): string => {
    const { schema, name: bare } = local(name);
    return `${schema ?? ''}.${bare}`;
  };
  const byPlace = new Map<string, string[]>();
  const byWord = new Map<string, { readonly key: string; readonly kind: string }[]>();
  const parts = new Map<string, ObjectEntry[]>();
  const triggersOf = new Map<string, { readonly key: string; readonly name: string }[]>();
  const columnsByOwner = new Map<string, string[]>();
  const schemas = new Set<string>();
  const foundations = new Map<string, string[]>();
  for (const entry of entries) {
    if (isListed(entry)) {
      if (side.ddl.foundations?.has(entry.ref.kind) === true) add(foundations, entry.ref.name.toLowerCase(), entry.key);
      continue;
    }
    if (entry.ref.kind === 'schema') schemas.add(entry.key);
    if (entry.object.kind === 'trigger') add(triggersOf, place(entry.object.table), { key: entry.key, name: entry.ref.name });
    if (entry.owner !== undefined) {
      add(parts, place(entry.owner), entry);
      const { schema, name } = local(entry.owner);
      if (entry.ref.kind === 'column') add(columnsByOwner, tableKey({ kind: 'table', schema, name }), entry.key);
    } else if (named.has(entry.ref.kind)) {
      add(byPlace, `${entry.ref.schema ?? ''}.${entry.ref.name}`, entry.key);
      add(byWord, entry.ref.name.toLowerCase(), { key: entry.key, kind: entry.ref.kind });
    }
  }
  const at = (name: ObjectName): readonly string[] => byPlace.get(place(name)) ?? [];
  const partsOf = (name: ObjectName, ...kinds: readonly string[]): readonly string[] =>
    (parts.get(place(name)) ?? []).filter(({ ref }) => kinds.includes(ref.kind)).map(({ key }) => key);
  const mentioned = (text: string | undefined, kinds?: ReadonlySet<string>): readonly string[] =>
    text === undefined
      ? []
      : words(text).flatMap((word) => (byWord.get(word) ?? []).filter(({ kind }) => kinds?.has(kind) ?? true).map(({ key }) => key));
  const heirs = new Map(side.snapshot.tables.filter((table) => parentsOf(table).length > 0).map((table) => [place(table), table]));
  /** The tables that a table has its columns from, and theirs. */
  const ancestorsOf = (table: Table): readonly ObjectName[] =>
    parentsOf(table).flatMap((parent) => {
      const heir = heirs.get(place(parent));
      return [parent, ...(heir === undefined ? [] : ancestorsOf(heir))];
    });
  const attachedTo = ({ attached = [] }: { readonly attached?: readonly AttachedPart[] | undefined }): readonly string[] =>
    attached.flatMap((part) => at(part.table));
  const typeNeeds = (type: ColumnType): readonly string[] => (type.definedBy === undefined ? [] : at(type.definedBy));
  const partNamed = (owner: ObjectName, kind: string, name: string): readonly string[] =>
    (parts.get(place(owner)) ?? []).filter(({ ref }) => ref.kind === kind && ref.name === name).map(({ key }) => key);
  const depended = (refs: readonly ObjectRef[]): readonly string[] =>
    refs.flatMap((ref) => {
      if (ref.table === undefined) return at(ref);
      const owner = { schema: ref.schema, name: ref.table };
      return [...at(owner), ...partNamed(owner, ref.kind, ref.name)];
    });
  const columnNeeds = (table: Table): readonly string[] =>
    table.columns.flatMap((column) => [
      ...typeNeeds(column.type),
      ...(column.default?.kind === 'sequence' ? at(column.default.sequence) : []),
      ...mentioned(column.default?.kind === 'computed' ? column.default.sql : undefined, routines),
      ...mentioned(column.generated?.expression, routines),
    ]);
  /** A view needs the columns that the catalog names, or all of the tables that it mentions. */
  const viewNeeds = ({ dependsOn, query }: View): readonly string[] => {
    if (dependsOn?.some(({ kind }) => kind === 'column') === true) return depended(dependsOn);
    const keys = dependsOn === undefined ? mentioned(query) : depended(dependsOn);
    return [...keys, ...keys.flatMap((key) => columnsByOwner.get(key) ?? [])];
  };

  function find(entry: ObjectEntry): { readonly needs: readonly string[]; readonly wants?: readonly string[] } {
    const { object, owner } = entry;
    const table = owner === undefined ? [] : at(owner);
    const columns = owner === undefined ? [] : partsOf(owner, 'column');
    switch (object.kind) {
      case 'schema':
      case 'extension':
      case 'enum':
        return { needs: [] };
      case 'compositeType':
        return { needs: object.attributes.flatMap(({ type }) => typeNeeds(type)) };
      case 'domain':
        return {
          needs: [
            ...typeNeeds(object.type),
            ...object.checkConstraints.flatMap(({ expression }) => mentioned(expression, routines)),
            ...mentioned(object.default?.kind === 'computed' ? object.default.sql : undefined, routines),
          ],
        };
      case 'sequence':
        return { needs: [], wants: object.ownedBy === undefined ? [] : partNamed(object.ownedBy.table, 'column', object.ownedBy.column) };
      case 'table':
        return {
          needs: [
            ...columnNeeds(object),
            ...(object.partitionOf === undefined ? [] : at(object.partitionOf.parent)),
            ...(object.inherits ?? []).flatMap(at),
            ...ancestorsOf(object).flatMap((parent) => partsOf(parent, 'column')),
            ...(side.ddl.addsConstraints ? [] : object.checkConstraints.flatMap(({ expression }) => mentioned(expression, routines))),
          ],
        };
      case 'column': {
        const needs = owner?.kind === 'table' ? columnNeeds({ ...owner, columns: [object] }) : [];
        const above = owner?.kind === 'table' ? ancestorsOf(owner).flatMap((parent) => partNamed(parent, 'column', object.name)) : [];
        return { needs: [...table, ...needs, ...above], wants: object.generated === undefined ? [] : columns };
      }
      case 'primaryKey': {
        // A column that the server numbers must lead some key at all times, and those of foreign keys, too, where they need indexes.
        const isNumbered = owner?.kind === 'table' && owner.columns.some(({ identity }) => identity?.generation === 'auto');
        const mustLead = owner !== undefined && (isNumbered || side.ddl.foreignKeysNeedIndexes);
        return { needs: [...table, ...columns, ...attachedTo(object)], wants: mustLead ? partsOf(owner, 'uniqueConstraint', 'index') : [] };
      }
      case 'uniqueConstraint':
        return { needs: [...table, ...columns, ...attachedTo(object)] };
      case 'checkConstraint':
        return { needs: [...table, ...columns, ...mentioned(object.expression, routines)] };
      case 'exclusionConstraint':
        return { needs: [...table, ...columns, ...mentioned(object.definition, routines)] };
      case 'foreignKey':
        return {
          needs: [
            ...table,
            ...columns,
            ...attachedTo(object),
            ...at(object.references),
            ...partsOf(object.references, 'column', 'primaryKey', 'uniqueConstraint', 'index'),
          ],
          wants: owner === undefined ? [] : partsOf(owner, 'primaryKey', 'uniqueConstraint', 'index'),
        };
      case 'index':
        return {
          needs: [
            ...table,
            ...columns,
            ...attachedTo(object),
            ...object.keys.flatMap((key) => mentioned(key.expression, routines)),
            ...mentioned(object.where, routines),
          ],
        };
      case 'view':
      case 'materializedView':
        return { needs: [...viewNeeds(object), ...madeOf(object.query)] };
      case 'function':
      case 'procedure':
      case 'package':
      case 'packageBody':
        return { needs: depended(object.dependsOn ?? []), wants: mentioned(object.definition) };
      case 'trigger':
        return {
          needs: [
            ...at(object.table),
            ...madeOf(object.table.name),
            ...partsOf(object.table, 'column'),
            ...mentioned(object.definition, routines),
            ...(triggersOf.get(place(object.table)) ?? []).filter(({ name }) => follows(object.definition, name)).map(({ key }) => key),
          ],
          wants: mentioned(object.definition),
        };
      case 'synonym':
        return { needs: at(object.target) };
    }
  }

  /** Everything that an object says may name a type or a collation that it is made of. */
  const madeOf = (object: unknown): readonly string[] => {
    const text = foundations.size === 0 ? '' : JSON.stringify(object).toLowerCase();
    return [...foundations].flatMap(([name, keys]) => {
      const written = JSON.stringify(name).slice(1, -1);
      return text.includes(written) && mentions(text, written) ? keys : [];
    });
  };

  const byKey = new Map(entries.map((entry) => [entry.key, entry]));
  return {
    entry: (key) => byKey.get(key),
    of(entry) {
      if (isListed(entry)) {
        const wants = 'definition' in entry.listed ? [...mentioned(entry.listed.definition), ...madeOf(entry.listed.definition ?? '')] : [];
        return { needs: new Set(), wants: new Set(wants.filter((key) => key !== entry.key)) };
      }
      const { needs, wants: others = [] } = find(entry);
      const wants = [...others, ...madeOf(entry.object)];
      const schema = entry.ref.schema === undefined ? [] : [...schemas].filter((key) => key.endsWith(` ${entry.ref.schema ?? ''}`));
      const all = new Set([...needs, ...schema].filter((key) => key !== entry.key));
      return { needs: all, wants: new Set(wants.filter((key) => key !== entry.key && !all.has(key))) };
    },
  };
}

const parentsOf = ({ inherits = [], partitionOf }: Table): readonly ObjectName[] =>
  partitionOf === undefined ? inherits : [partitionOf.parent];

/** Whether a trigger runs behind or before another one, which has to be there first. */
function follows(definition: string, name: string): boolean {
  const [, other] = /\b(?:FOLLOWS|PRECEDES)\s+(`(?:[^`]|``)+`|\S+)/i.exec(definition) ?? [];
  return other !== undefined && other.replace(/^`|`$/g, '').replaceAll('``', '`') === name;
}

const tableKey = (ref: ObjectRef): string => refKey(ref, undefined);

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** The words of a text in lower case, each once. */
function words(text: string): readonly string[] {
  return [...new Set(text.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_$]*/gu) ?? [])];
}
