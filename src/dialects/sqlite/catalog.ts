import type { LiveSchema } from '../../define/change.js';
import type { CatalogReader } from '../../define/precondition.js';
import type { Sql } from '../../model/statement.js';
import type { DropAllOptions, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { quoteName } from '../identifiers.js';
import { columnsOf, constraintsOf, nameOf, sameColumns, type ConstraintKind, type FoundConstraint } from './ddl/alter-constraint.js';
import { isVirtualTable, parseCreateTable } from './ddl/parse-create-table.js';
import { foldName, sameName } from './ddl/tokens.js';

/**
 * Existence questions about the main database, one query each. Names match without regard to case, and a catalog or schema is not looked at,
 * as with the JDBC driver. Names of constraints are read from the definitions of the tables, for the catalog does not keep them.
 */
export function sqliteCatalog(connection: Connection, sql: SqlContext): CatalogReader {
  const has = async (query: string, ...parameters: readonly string[]): Promise<boolean> =>
    (
      await connection.query(
        `${query} LIMIT 1`,
        parameters.map((name) => name.trim()),
      )
    ).length > 0;
  const object = (type: 'table' | 'view', name: string): Promise<boolean> =>
    has(`SELECT 1 FROM sqlite_schema WHERE type = '${type}' AND name = ? COLLATE NOCASE`, name);
  const constraint = async (kind: ConstraintKind, table: string | undefined, fits: (found: FoundConstraint) => boolean): Promise<boolean> =>
    (await definitions(connection, table)).some((text) => constraintsOf(parseCreateTable(text), kind).some(fits));
  return {
    tableExists: ({ table }) => object('table', table),
    viewExists: ({ view }) => object('view', view),
    columnExists: ({ table, column }) => has('SELECT 1 FROM pragma_table_xinfo(?) WHERE name = ? COLLATE NOCASE', table, column),
    async indexExists({ table, index, columns }) {
      if (index !== undefined && columns === undefined) {
        const onTable = table === undefined ? '' : ' AND tbl_name = ? COLLATE NOCASE';
        return has(
          `SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ? COLLATE NOCASE${onTable}`,
          index,
          ...(table === undefined ? [] : [table]),
        );
      }
      const rows = await connection.query<{ name: string; columns: string }>(
        `SELECT i.name, (SELECT json_group_array(c.name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno) AS c) AS columns
         FROM sqlite_schema AS i WHERE i.type = 'index' AND (?1 IS NULL OR i.tbl_name = ?1 COLLATE NOCASE) AND (?2 IS NULL OR i.name = ?2 COLLATE NOCASE)`,
        [table ?? null, index ?? null],
      );
      const wanted = foldName(JSON.stringify(columns ?? []));
      return rows.some((row) => columns === undefined || foldName(row.columns ?? '') === wanted);
    },
    primaryKeyExists: ({ table, primaryKey }) => constraint('primaryKey', table, named(primaryKey)),
    foreignKeyExists: ({ table, foreignKey }) => constraint('foreignKey', table, named(foreignKey)),
    uniqueConstraintExists: ({ table, constraint: name, columns }) =>
      constraint('unique', table, (found) => named(name)(found) && (columns === undefined || sameColumns(columnsOf(found), columns))),
    sequenceExists: async () => false,
    async hasRows({ catalog, schema, table }) {
      const [row] = await connection.query<{ found: number }>(
        `SELECT EXISTS (SELECT 1 FROM ${sql.table({ catalog, schema, name: table })}) AS found`,
      );
      return row?.found === 1;
    },
  };
}

const named =
  (name: string | undefined) =>
  (found: FoundConstraint): boolean =>
    name === undefined || sameName(nameOf(found) ?? '', name.trim());

/** The CREATE TABLE statements of one table, or of all. */
async function definitions(connection: Connection, table: string | undefined): Promise<readonly string[]> {
  const rows = await connection.query<{ sql: string }>(
    `SELECT sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'${table === undefined ? '' : ' AND name = ? COLLATE NOCASE'}`,
    table === undefined ? [] : [table.trim()],
  );
  return rows.map((row) => row.sql).filter((text) => !isVirtualTable(text));
}

/** Columns of live tables and views, with their declared types. */
export function sqliteLiveSchema(connection: Connection): LiveSchema {
  return {
    async columns({ name }) {
      const rows = await connection.query<{ name: string; type: string }>(
        'SELECT name, type FROM pragma_table_xinfo(?) WHERE hidden <> 1 ORDER BY cid',
        [name.trim()],
      );
      return rows.length === 0 ? undefined : rows;
    },
  };
}

/**
 * Drops views and tables; indexes and triggers go with them. Tables in which a virtual table keeps its data go with that table. Foreign keys
 * are not enforced meanwhile, so that the order does not matter.
 */
export async function sqliteDropAll(connection: Connection, sql: SqlContext, { except }: DropAllOptions): Promise<readonly Sql[]> {
  const [enforced] = await connection.query<{ foreign_keys: number }>('PRAGMA foreign_keys');
  const rows = await connection.query<{ name: string; type: string }>(
    `SELECT name, type FROM pragma_table_list WHERE schema = 'main' AND type IN ('view', 'table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
     ORDER BY type = 'view' DESC, name`,
  );
  const gone = rows.filter((row) => row.type === 'view' || !except.some((name) => sameName(name, row.name)));
  const drops = gone.map(({ name, type }) => ({
    sql: `DROP ${type === 'view' ? 'VIEW' : 'TABLE'} IF EXISTS ${quoteName(name, sql.dialect.identifiers)}`,
  }));
  if (enforced?.foreign_keys !== 1 || drops.length === 0) return drops;
  return [{ sql: 'PRAGMA foreign_keys = OFF' }, ...drops, { sql: 'PRAGMA foreign_keys = ON' }];
}
