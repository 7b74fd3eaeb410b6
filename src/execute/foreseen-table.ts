import type { ColumnSpec } from '../model/statement.js';

/** A key or index whose name may be the database's choice. */
export interface ForeseenKey {
  readonly name: string | undefined;
  readonly columns: readonly string[];
}

/** A column that will be there; its type as the changelog declares it, where that is known. */
export interface ForeseenColumn {
  readonly name: string;
  readonly type?: string | undefined;
}

/** What planned statements make of one table. Names are in lower case; what is not known here the live catalog says. */
export interface ForeseenTable {
  exists: boolean;
  /** A planned statement creates it: the live catalog knows nothing of it. */
  isNew: boolean;
  /** What it is called in the live catalog. */
  readonly liveName: string;
  /** `false`: it goes away. */
  readonly columns: Map<string, ForeseenColumn | false>;
  /** null: it has none any more. */
  primaryKey: ForeseenKey | null | undefined;
  readonly uniques: ForeseenKey[];
  readonly indexes: ForeseenKey[];
  /** Names of keys and indexes that go away. */
  readonly dropped: Set<string>;
  readonly foreignKeys: Map<string, boolean>;
  hasRows: boolean | undefined;
}

export function foreseenTable(liveName: string, isNew: boolean): ForeseenTable {
  return {
    exists: true,
    isNew,
    liveName,
    columns: new Map(),
    primaryKey: isNew ? null : undefined,
    uniques: [],
    indexes: [],
    dropped: new Set(),
    foreignKeys: new Map(),
    hasRows: isNew ? false : undefined,
  };
}

const lower = (name: string): string => name.toLowerCase();

/** Columns as a changelog lists them, `a, b DESC`, as lower-case names. */
export const columnNames = (list: string): readonly string[] =>
  list.split(',').map((one) => lower(one.trim().replace(/\s+(?:asc|desc)$/i, '')));

/** Adds columns with the keys that they declare. */
export function addForeseenColumns(table: ForeseenTable, columns: readonly ColumnSpec[]): void {
  const key = columns.filter((column) => column.primaryKey);
  if (key.length > 0)
    table.primaryKey = {
      name: key.find((column) => column.primaryKeyName !== undefined)?.primaryKeyName,
      columns: key.map(({ name }) => lower(name)),
    };
  for (const column of columns) {
    table.columns.set(lower(column.name), { name: column.name, type: column.type });
    if (column.unique) table.uniques.push({ name: column.uniqueConstraintName, columns: [lower(column.name)] });
    if (column.foreignKey) table.foreignKeys.set(lower(column.foreignKey.name), true);
  }
}

/** Whether a key is the one that is asked for: by its name, or by its columns in order. */
export function isKey(key: ForeseenKey, name: string | undefined, columns: readonly string[] | undefined): boolean {
  if (name !== undefined) return key.name !== undefined && lower(key.name) === lower(name);
  return columns !== undefined && key.columns.join() === columns.map(lower).join();
}
