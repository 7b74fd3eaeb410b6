import type { ObjectName } from '../../model/names.js';
import type { Connection } from '../driver.js';
import { given } from '../identifiers.js';
import { sameName } from './ddl/tokens.js';
import { databaseRefuses, sqliteLacks } from './refuse.js';

/** An object of the main database, as `sqlite_schema` has it. */
export interface SchemaObject {
  readonly type: 'table' | 'index' | 'trigger' | 'view';
  readonly name: string;
  /** The table or view that an index or trigger belongs to; for others their own name. */
  readonly table: string;
  /** The statement that made it. Indexes that stand behind a constraint have none and are left out. */
  readonly sql: string;
}

/** All objects with a statement of their own, oldest first. Objects that SQLite keeps for itself are left out. */
export async function readSchema(connection: Connection): Promise<readonly SchemaObject[]> {
  return connection.query<SchemaObject>(
    `SELECT type, name, tbl_name AS "table", sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`,
  );
}

/**
 * The table that a statement means.
 * @throws SQL_FAILED where there is none, PLAN_UNSUPPORTED_CHANGE for a view and for a table of an attached database.
 */
export function findTable(schema: readonly SchemaObject[], name: ObjectName): SchemaObject {
  const qualifier = given(name.catalog) ?? given(name.schema);
  if (qualifier !== undefined && !sameName(qualifier, 'main')) {
    sqliteLacks(
      `${qualifier}.${name.name} is not in the main database, and only its tables can be rebuilt`,
      'leave out schemaName and catalogName',
    );
  }
  const wanted = name.name.trim();
  const found = schema.find((object) => (object.type === 'table' || object.type === 'view') && sameName(object.name, wanted));
  if (found === undefined) databaseRefuses(`no such table: ${wanted}`);
  if (found.type === 'view') sqliteLacks(`${found.name} is a view, not a table`);
  return found;
}

/** What belongs to a table: its indexes or its triggers. */
export function belongingTo(schema: readonly SchemaObject[], table: string, type: 'index' | 'trigger'): readonly SchemaObject[] {
  return schema.filter((object) => object.type === type && sameName(object.table, table));
}

/** Tables whose foreign keys refer to a table, itself among them where it refers to itself. */
export async function referringTables(connection: Connection, table: string): Promise<readonly string[]> {
  const rows = await connection.query<{ name: string }>(
    `SELECT DISTINCT t.name FROM sqlite_schema AS t, pragma_foreign_key_list(t.name) AS k
     WHERE t.type = 'table' AND t.sql NOT LIKE 'CREATE VIRTUAL%' AND k."table" = ? COLLATE NOCASE ORDER BY 1`,
    [table],
  );
  return rows.map((row) => row.name);
}
