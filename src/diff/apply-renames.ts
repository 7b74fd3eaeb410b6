import type { ObjectName } from '../model/names.js';
import type { Snapshot } from '../model/schema.js';
import type { Column } from '../model/schema-column.js';
import type { Index, Table } from '../model/schema-table.js';
import type { Rename } from './renames.js';
import { localName, type Side } from './side.js';
import { wholeWord } from './whole-word.js';

/**
 * The target as it is after its objects were renamed: databases carry a new name into everything that uses it. In the texts of expressions
 * and queries the name is replaced where it stands as a word.
 */
export function applyRenames(target: Side, renames: readonly Rename[]): Side {
  return renames.reduce(
    (side, rename) => ({
      ...side,
      snapshot: rename.missing.ref.kind === 'table' ? tableRenamed(side, rename) : columnRenamed(side, rename),
    }),
    target,
  );
}

type Rewrite = (text: string) => string;

/** Replaces a name, in quotes or not, where it is a whole word. */
function rewriter(from: string, to: string): Rewrite {
  const pattern = wholeWord(from, 'gu');
  return (text) => text.replace(pattern, () => to);
}

const keyOf = (side: Side, name: ObjectName): string => {
  const { schema, name: bare } = localName(side)(name);
  return `${schema ?? ''}.${bare}`;
};

function tableRenamed(side: Side, { missing, unexpected }: Rename): Snapshot {
  const { snapshot } = side;
  const [from, to] = [unexpected.ref.name, missing.ref.name];
  const isIt = (name: ObjectName): boolean => keyOf(side, name) === `${unexpected.ref.schema ?? ''}.${from}`;
  const named = <N extends ObjectName>(name: N): N => (isIt(name) ? { ...name, name: to } : name);
  const rewrite = rewriter(from, to);
  return {
    ...snapshot,
    tables: snapshot.tables.map((table) => ({
      ...named(table),
      foreignKeys: table.foreignKeys.map((key) => ({ ...key, references: named(key.references) })),
      ...(table.inherits !== undefined && { inherits: table.inherits.map(named) }),
      ...(table.partitionOf !== undefined && { partitionOf: { ...table.partitionOf, parent: named(table.partitionOf.parent) } }),
    })),
    sequences: snapshot.sequences.map((one) =>
      one.ownedBy === undefined ? one : { ...one, ownedBy: { ...one.ownedBy, table: named(one.ownedBy.table) } },
    ),
    triggers: snapshot.triggers.map((one) =>
      isIt(one.table) ? { ...one, table: named(one.table), definition: rewrite(one.definition) } : one,
    ),
    views: snapshot.views.map((view) => ({
      ...view,
      query: rewrite(view.query),
      dependsOn: view.dependsOn?.map((ref) => (ref.kind === 'table' ? named(ref) : ref.table === from ? { ...ref, table: to } : ref)),
    })),
  };
}

function columnRenamed(side: Side, { missing, unexpected }: Rename): Snapshot {
  const { snapshot } = side;
  const [from, to] = [unexpected.ref.name, missing.ref.name];
  const owner = `${unexpected.ref.schema ?? ''}.${unexpected.ref.table ?? ''}`;
  const isIn = (table: ObjectName): boolean => keyOf(side, table) === owner;
  const names = (columns: readonly string[]): readonly string[] => columns.map((name) => (name === from ? to : name));
  const rewrite = rewriter(from, to);
  return {
    ...snapshot,
    tables: snapshot.tables.map((table) => {
      const referring = table.foreignKeys.map((key) =>
        isIn(key.references) ? { ...key, referencedColumns: names(key.referencedColumns) } : key,
      );
      const next = { ...table, foreignKeys: referring };
      return isIn(table) ? withColumn(next, from, to, names, rewrite) : next;
    }),
    sequences: snapshot.sequences.map((one) =>
      one.ownedBy !== undefined && isIn(one.ownedBy.table) && one.ownedBy.column === from
        ? { ...one, ownedBy: { ...one.ownedBy, column: to } }
        : one,
    ),
    triggers: snapshot.triggers.map((one) => (isIn(one.table) ? { ...one, definition: rewrite(one.definition) } : one)),
  };
}

function withColumn(
  table: Table,
  from: string,
  to: string,
  names: (columns: readonly string[]) => readonly string[],
  rewrite: Rewrite,
): Table {
  const column = (one: Column): Column => ({
    ...one,
    name: one.name === from ? to : one.name,
    ...(one.generated !== undefined && { generated: { ...one.generated, expression: rewrite(one.generated.expression) } }),
  });
  const index = (one: Index): Index => ({
    ...one,
    keys: one.keys.map((key) => ({
      ...key,
      ...(key.column === from && { column: to }),
      ...(key.expression !== undefined && { expression: rewrite(key.expression) }),
    })),
    ...(one.include !== undefined && { include: names(one.include) }),
    ...(one.where !== undefined && { where: rewrite(one.where) }),
    ...(one.definition !== undefined && { definition: rewrite(one.definition) }),
  });
  return {
    ...table,
    columns: table.columns.map(column),
    ...(table.primaryKey !== undefined && { primaryKey: { ...table.primaryKey, columns: names(table.primaryKey.columns) } }),
    uniqueConstraints: table.uniqueConstraints.map((key) => ({ ...key, columns: names(key.columns) })),
    checkConstraints: table.checkConstraints.map((check) => ({ ...check, expression: rewrite(check.expression) })),
    foreignKeys: table.foreignKeys.map((key) => ({ ...key, columns: names(key.columns) })),
    indexes: table.indexes.map(index),
    ...(table.definition !== undefined && { definition: rewrite(table.definition) }),
  };
}
