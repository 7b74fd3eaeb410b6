import type { FoundTable } from './dialect.js';

/** One column of a table that a catalog query found. Keys are lower case whatever the server makes of them. */
interface FoundColumn {
  readonly owner?: unknown;
  readonly name: unknown;
  readonly part: unknown;
  readonly length?: unknown;
}

/**
 * Tables from rows with `owner` (schema, where there is one), `name` (table), `part` (column) and `length`, ordered by table. A length that
 * is not positive means none.
 */
export function foundTables(rows: readonly Readonly<Record<string, unknown>>[]): readonly FoundTable[] {
  const tables = new Map<string, { schema: string | undefined; name: string; columns: { name: string; length?: number }[] }>();
  for (const row of rows) {
    const column = Object.fromEntries(Object.entries(row).map(([key, value]) => [key.toLowerCase(), value])) as unknown as FoundColumn;
    const schema = column.owner === undefined || column.owner === null ? undefined : String(column.owner);
    const key = JSON.stringify([schema, column.name]);
    const table = tables.get(key) ?? { schema, name: String(column.name), columns: [] };
    const length = Number(column.length ?? 0);
    table.columns.push({ name: String(column.part), ...(length > 0 && { length }) });
    tables.set(key, table);
  }
  return [...tables.values()];
}

/** The spellings of a name that the tables may have, each once. */
export function spellings(name: string): readonly string[] {
  return [...new Set([name, name.toUpperCase(), name.toLowerCase()])];
}

/** `?, ?, ?` */
export function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
