import type { CatalogReader } from '../define/precondition.js';
import type { ObjectName } from '../model/names.js';
import type { Statement, StatementKind } from '../model/statement.js';
import {
  addForeseenColumns,
  columnNames,
  foreseenTable,
  isKey,
  type ForeseenColumn,
  type ForeseenKey,
  type ForeseenTable,
} from './foreseen-table.js';

/** The catalog as it will be when the statements noted so far have run. */
export interface ForeseenCatalog {
  /** Takes the effect of a statement into account. */
  note(statement: Statement): void;
  /** Whether a statement noted before is about the same table, which the live catalog shows as it was. */
  hasChanged(statement: Statement): boolean;
  /** The same of a table, which SQL of the changelog may have changed as well. */
  mayHaveChanged(table: ObjectName): boolean;
  /** The columns of a table that planned statements make; undefined where the live catalog, or nobody, knows all of them with their types. */
  columnsOf(table: ObjectName): readonly TypedColumn[] | undefined;
  /** Answers as the live catalog does, with what was noted on top. */
  over(live: CatalogReader): CatalogReader;
  /** From now on answers may be wrong. */
  suspect(why: string): void;
  /** Why an answer may be wrong by the time it counts: SQL was noted whose effect nobody can foresee. */
  readonly doubt: string | undefined;
}

type TypedColumn = ForeseenColumn & { readonly type: string };
type Place = { readonly catalog?: string | undefined; readonly schema?: string | undefined };
type Note = { readonly [K in StatementKind]?: (statement: Statement<K>) => void };

/** @param namespaceOf the schema (where there are none: the database) that a name belongs to */
export function createForeseenCatalog(namespaceOf: (place: Place) => string): ForeseenCatalog {
  const tables = new Map<string, ForeseenTable>();
  /** Views, sequences: whether they will be there. */
  const objects = new Map<string, boolean>();
  /** SQL of the changelog that may define something. */
  const unread: string[] = [];
  let doubt: string | undefined;

  const keyOf = (place: Place, name: string): string => `${namespaceOf(place)}.${name}`.toLowerCase();
  const keyOfTable = (table: ObjectName): string => keyOf(table, table.name);
  const object = (kind: string, name: ObjectName): string => `${kind} ${keyOfTable(name)}`;
  const tableOf = (name: ObjectName): ForeseenTable => {
    const known = tables.get(keyOfTable(name)) ?? foreseenTable(name.name, false);
    tables.set(keyOfTable(name), known);
    return known;
  };
  const dropKey = (table: ForeseenTable, keys: ForeseenKey[], name: string | undefined, columns?: readonly string[]): void => {
    const at = keys.findIndex((key) => isKey(key, name, columns));
    if (at !== -1) keys.splice(at, 1);
    if (name !== undefined) table.dropped.add(name.toLowerCase());
  };
  const rename = (kind: string, from: ObjectName, newName: string): void => {
    objects.set(object(kind, from), false);
    objects.set(object(kind, { ...from, name: newName }), true);
  };

  const notes: Note = {
    createTable({ table, columns }) {
      const created = foreseenTable(table.name, true);
      addForeseenColumns(created, columns);
      tables.set(keyOfTable(table), created);
    },
    createLookupTable({ table, column }) {
      const created = foreseenTable(table.name, true);
      created.columns.set(column.toLowerCase(), { name: column });
      created.hasRows = undefined;
      tables.set(keyOfTable(table), created);
    },
    dropTable({ table }) {
      tables.set(keyOfTable(table), { ...foreseenTable(table.name, true), exists: false });
    },
    renameTable({ table, newName }) {
      const moved = tableOf(table);
      tables.set(keyOfTable(table), { ...foreseenTable(table.name, true), exists: false });
      tables.set(keyOfTable({ ...table, name: newName }), moved);
    },
    addColumns: ({ table, columns }) => addForeseenColumns(tableOf(table), columns),
    dropColumns({ table, columns }) {
      for (const column of columns) tableOf(table).columns.set(column.toLowerCase(), false);
    },
    renameColumn({ table, oldName, newName }) {
      const { columns } = tableOf(table);
      const { type } = columns.get(oldName.toLowerCase()) || {};
      columns.set(oldName.toLowerCase(), false).set(newName.toLowerCase(), { name: newName, type });
    },
    modifyDataType({ table, column, newType }) {
      tableOf(table).columns.set(column.toLowerCase(), { name: column, type: newType });
    },
    markUnused: ({ table, column }) => void tableOf(table).columns.set(column.toLowerCase(), false),
    addPrimaryKey({ table, columns, constraintName }) {
      tableOf(table).primaryKey = { name: constraintName, columns: columnNames(columns) };
    },
    dropPrimaryKey({ table }) {
      tableOf(table).primaryKey = null;
    },
    addUniqueConstraint: ({ table, columns, constraintName }) =>
      void tableOf(table).uniques.push({ name: constraintName, columns: columnNames(columns) }),
    dropUniqueConstraint({ table, constraintName, uniqueColumns }) {
      const known = tableOf(table);
      dropKey(known, known.uniques, constraintName, uniqueColumns === undefined ? undefined : columnNames(uniqueColumns));
    },
    addForeignKey: ({ baseTable, constraintName }) => void tableOf(baseTable).foreignKeys.set(constraintName.toLowerCase(), true),
    dropForeignKey: ({ baseTable, constraintName }) => void tableOf(baseTable).foreignKeys.set(constraintName.toLowerCase(), false),
    createIndex: ({ table, index, columns }) =>
      void tableOf(table).indexes.push({ name: index, columns: columns.map(({ name }) => name.toLowerCase()) }),
    dropIndex({ table, index }) {
      const where =
        table === undefined
          ? [...tables.values()].filter((one) => one.indexes.some((key) => isKey(key, index, undefined)))
          : [tableOf(table)];
      for (const known of where) dropKey(known, known.indexes, index);
    },
    createView: ({ view }) => void objects.set(object('view', view), true),
    dropView: ({ view }) => void objects.set(object('view', view), false),
    renameView: ({ view, newName }) => rename('view', view, newName),
    createSequence: ({ sequence }) => void objects.set(object('sequence', sequence), true),
    dropSequence: ({ sequence }) => void objects.set(object('sequence', sequence), false),
    renameSequence: ({ sequence, newName }) => rename('sequence', sequence, newName),
    insert: ({ table }) => fill(table),
    insertRows: ({ table }) => fill(table),
    upsert: ({ table, onlyUpdate }) => (onlyUpdate ? undefined : fill(table)),
    deleteRow: ({ table }) => thin(table),
    delete({ table, where }) {
      if (where === undefined) tableOf(table).hasRows = false;
      else thin(table);
    },
    raw({ sql, commentOnly }) {
      if (commentOnly) return;
      doubt ??= `what "${firstLine(sql)}" does cannot be foreseen`;
      if (!isAboutRows.test(sql)) unread.push(sql.toLowerCase());
    },
  };

  function fill(table: ObjectName): void {
    tableOf(table).hasRows = true;
  }
  /** Some rows go; whether any is left, nobody knows. */
  function thin(table: ObjectName): void {
    if (tableOf(table).hasRows === false) return;
    tableOf(table).hasRows = undefined;
    doubt ??= `how many rows of ${table.name} a planned statement deletes cannot be foreseen`;
  }

  const isInUnread = ({ name }: ObjectName): boolean => unread.some((sql) => isProgram.test(sql) || sql.includes(name.toLowerCase()));

  return {
    note(statement) {
      notes[statement.kind]?.(statement as never);
    },
    hasChanged(statement) {
      const table = 'table' in statement ? statement.table : 'baseTable' in statement ? statement.baseTable : undefined;
      return table !== undefined && tables.has(keyOfTable(table));
    },
    mayHaveChanged: (table) => tables.has(keyOfTable(table)) || isInUnread(table),
    columnsOf(table) {
      if (isInUnread(table)) return undefined;
      const known = tables.get(keyOfTable(table));
      if (known === undefined || !known.exists || !known.isNew) return undefined;
      const columns = [...known.columns.values()].filter((column) => column !== false);
      return columns.every(hasType) ? columns : undefined;
    },
    suspect(why) {
      doubt ??= why;
    },
    get doubt() {
      return doubt;
    },
    over: (live) => ({
      async tableExists(q) {
        return tables.get(keyOf(q, q.table))?.exists ?? live.tableExists(q);
      },
      async columnExists(q) {
        const table = tables.get(keyOf(q, q.table));
        if (table === undefined) return live.columnExists(q);
        const known = table.exists ? table.columns.get(q.column.toLowerCase()) : false;
        if (known !== undefined) return known !== false;
        return !table.isNew && live.columnExists({ ...q, table: table.liveName });
      },
      async viewExists(q) {
        return objects.get(`view ${keyOf(q, q.view)}`) ?? live.viewExists(q);
      },
      async sequenceExists(q) {
        return objects.get(`sequence ${keyOf(q, q.sequence)}`) ?? live.sequenceExists(q);
      },
      async indexExists(q) {
        return keyExists(
          q,
          q.table,
          q.index,
          q.columns,
          ({ indexes }) => indexes,
          (table) => live.indexExists({ ...q, table }),
        );
      },
      async uniqueConstraintExists(q) {
        return keyExists(
          q,
          q.table,
          q.constraint,
          q.columns,
          ({ uniques }) => uniques,
          (table) => live.uniqueConstraintExists({ ...q, table: table ?? q.table }),
        );
      },
      async primaryKeyExists(q) {
        const table = q.table === undefined ? undefined : tables.get(keyOf(q, q.table));
        if (table === undefined) {
          const named = [...tables.values()].some(({ primaryKey }) => primaryKey && isKey(primaryKey, q.primaryKey, undefined));
          return named || live.primaryKeyExists(q);
        }
        if (!table.exists || table.primaryKey === null) return false;
        if (table.primaryKey === undefined) return live.primaryKeyExists({ ...q, table: table.liveName });
        return q.primaryKey === undefined || table.primaryKey.name === undefined || isKey(table.primaryKey, q.primaryKey, undefined);
      },
      async foreignKeyExists(q) {
        const known = (q.table === undefined ? [...tables.values()] : [tables.get(keyOf(q, q.table))]).filter((one) => one !== undefined);
        const planned = known
          .map(({ exists, foreignKeys }) => exists && foreignKeys.get(q.foreignKey?.toLowerCase() ?? ''))
          .find((one) => one !== undefined);
        return planned ?? live.foreignKeyExists(q);
      },
      async hasRows(q) {
        const table = tables.get(keyOf(q, q.table));
        if (table?.hasRows !== undefined) return table.hasRows;
        return live.hasRows(table === undefined ? q : { ...q, table: table.liveName });
      },
    }),
  };

  /** Whether one of the keys of a table, or of all tables, will be there. */
  async function keyExists(
    place: Place,
    tableName: string | undefined,
    name: string | undefined,
    columns: readonly string[] | undefined,
    keysOf: (table: ForeseenTable) => readonly ForeseenKey[],
    askLive: (table: string | undefined) => Promise<boolean>,
  ): Promise<boolean> {
    const table = tableName === undefined ? undefined : tables.get(keyOf(place, tableName));
    const known = tableName === undefined ? [...tables.values()] : table === undefined ? [] : [table];
    if (known.some((one) => one.exists && keysOf(one).some((key) => isKey(key, name, columns)))) return true;
    if (known.some((one) => name !== undefined && one.dropped.has(name.toLowerCase()))) return false;
    return table === undefined ? askLive(tableName) : table.exists && !table.isNew && askLive(table.liveName);
  }
}

/** How statements begin that define nothing. */
const isAboutRows = /^\s*(?:select|insert|update|delete|merge|replace|values|with|set)\b/i;
/** How programs begin, which may define anything without naming it. */
const isProgram = /^\s*(?:do|call|exec(?:ute)?|begin|declare)\b/i;

const hasType = (column: ForeseenColumn): column is TypedColumn => column.type !== undefined;

const firstLine = (sql: string): string => (sql.trim().split('\n')[0] ?? '').slice(0, 60);
