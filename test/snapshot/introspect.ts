import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IntrospectScope } from '../../src/dialects/dialect.js';
import type { Connection } from '../../src/dialects/driver.js';
import { loadDialect } from '../../src/dialects/registry.js';
import { createSqlContext } from '../../src/dialects/sql-context.js';
import type { Column } from '../../src/model/schema-column.js';
import type { Table } from '../../src/model/schema-table.js';
import type { Snapshot } from '../../src/model/schema.js';

/** The text of a schema in `schemas/`. */
export function schemaText(name: string): string {
  return readFileSync(join(import.meta.dirname, 'schemas', name), 'utf8');
}

/** What introspection says of the database behind a session. */
export async function introspect(connection: Connection, scope: IntrospectScope = {}): Promise<Snapshot> {
  const { info } = connection;
  const dialect = await loadDialect(info.dialect);
  const sql = createSqlContext(
    dialect,
    {
      version: info.version,
      quoting: 'LEGACY',
      outputDefaultCatalog: false,
      outputDefaultSchema: false,
      live: true,
      connectionSchema: info.schema,
    },
    () => {},
  );
  return dialect.introspect(connection, sql, scope);
}

/** The table of a name. */
export function tableOf(snapshot: Snapshot, name: string): Table {
  const found = snapshot.tables.find((table) => table.name === name);
  if (found === undefined) throw new Error(`no table ${name} in ${snapshot.tables.map((table) => table.name).join(', ')}`);
  return found;
}

/** The column of a name. */
export function columnOf(snapshot: Snapshot, table: string, name: string): Column {
  const found = tableOf(snapshot, table).columns.find((column) => column.name === name);
  if (found === undefined) throw new Error(`no column ${name} in ${table}`);
  return found;
}
