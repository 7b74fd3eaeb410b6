import type { LiveSchema } from '../../define/change.js';
import type { CatalogReader } from '../../define/precondition.js';
import type { Sql } from '../../model/statement.js';
import { catalogHas, type Condition } from '../catalog-query.js';
import type { DropAllOptions, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { given, sameName } from '../identifiers.js';

interface Place {
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
}

const bracketed = (name: string): string => `[${name.replaceAll(']', ']]')}]`;

/**
 * Existence questions, one query each, to the system views of the database that a name belongs to. The collation of that database decides
 * about case, as it does for the server itself and for Liquibase. https://learn.microsoft.com/sql/relational-databases/system-catalog-views
 */
export function mssqlCatalog(connection: Connection, sql: SqlContext): CatalogReader {
  const has = (from: string, ...conditions: readonly (Condition | undefined)[]): Promise<boolean> =>
    catalogHas(connection, from, conditions, '');
  const isIn = ({ schema }: Place): Condition => ['s.name = ?', schemaOf(schema, connection, sql)];
  const objects = (place: Place): string =>
    `${views(place, connection)}.objects o JOIN ${views(place, connection)}.schemas s ON s.schema_id = o.schema_id`;
  const indexes = (place: Place): string => `${objects(place)} JOIN ${views(place, connection)}.indexes i ON i.object_id = o.object_id`;
  const keys = (place: Place): string =>
    `${objects(place)} JOIN ${views(place, connection)}.key_constraints k ON k.parent_object_id = o.object_id`;
  const hasKeyOn = async (place: Place, table: string, names: readonly string[], unique: boolean): Promise<boolean> => {
    const system = views(place, connection);
    const rows = await connection.query<{ index_id: number; name: string }>(
      `SELECT x.index_id AS index_id, c.name AS name FROM ${indexes(place)}
       JOIN ${system}.index_columns x ON x.object_id = i.object_id AND x.index_id = i.index_id AND x.key_ordinal > 0
       JOIN ${system}.columns c ON c.object_id = x.object_id AND c.column_id = x.column_id
       WHERE s.name = ? AND o.name = ?${unique ? ' AND i.is_unique_constraint = 1' : ''} ORDER BY x.index_id, x.key_ordinal`,
      [schemaOf(place.schema, connection, sql), table],
    );
    const found = new Map<number, string[]>();
    for (const { index_id: index, name } of rows) found.set(index, [...(found.get(index) ?? []), name]);
    return [...found.values()].some(
      (columns) => columns.length === names.length && columns.every((column, at) => sameName(column, names[at])),
    );
  };
  return {
    tableExists: ({ table, ...place }) => has(objects(place), isIn(place), named('o.name', table), ["o.type = 'U'"]),
    viewExists: ({ view, ...place }) => has(objects(place), isIn(place), named('o.name', view), ["o.type = 'V'"]),
    columnExists: ({ table, column, ...place }) =>
      has(
        `${objects(place)} JOIN ${views(place, connection)}.columns c ON c.object_id = o.object_id`,
        isIn(place),
        named('o.name', table),
        named('c.name', column),
        ["o.type IN ('U', 'V')"],
      ),
    indexExists: ({ table, index, columns, ...place }) =>
      index === undefined && table !== undefined && columns !== undefined
        ? hasKeyOn(place, table, columns, false)
        : has(indexes(place), isIn(place), named('o.name', table), named('i.name', index ?? '')),
    primaryKeyExists: ({ table, primaryKey, ...place }) =>
      has(
        keys(place),
        isIn(place),
        ["k.type = 'PK'"],
        named('o.name', table),
        primaryKey === undefined ? undefined : ['LOWER(k.name) = LOWER(?)', primaryKey],
      ),
    foreignKeyExists: ({ table, foreignKey, ...place }) =>
      has(
        `${objects(place)} JOIN ${views(place, connection)}.foreign_keys f ON f.parent_object_id = o.object_id`,
        isIn(place),
        named('o.name', table),
        named('f.name', foreignKey),
      ),
    uniqueConstraintExists: ({ table, constraint, columns, ...place }) =>
      constraint === undefined
        ? hasKeyOn(place, table, columns ?? [], true)
        : has(keys(place), isIn(place), named('o.name', table), named('k.name', constraint), ["k.type IN ('UQ', 'PK')"]),
    sequenceExists: ({ sequence, ...place }) => has(objects(place), isIn(place), named('o.name', sequence), ["o.type = 'SO'"]),
    async hasRows({ catalog, schema, table }) {
      return (await connection.query(`SELECT TOP 1 1 AS found FROM ${sql.table({ catalog, schema, name: table })}`)).length > 0;
    },
  };
}

function named(column: string, name: string | undefined): Condition | undefined {
  return name === undefined ? undefined : [`${column} = ?`, name];
}

function schemaOf(schema: string | undefined, connection: Connection, sql: SqlContext): string {
  return given(schema) ?? sql.defaultSchema ?? connection.info.schema ?? 'dbo';
}

/** The system views of a database: the session's own, or another one by name. */
function views({ catalog }: Place, connection: Connection): string {
  const database = given(catalog);
  return database === undefined || sameName(database, connection.info.catalog) ? 'sys' : `${bracketed(database)}.sys`;
}

/** Columns of live tables and views. */
export function mssqlLiveSchema(connection: Connection, sql: SqlContext): LiveSchema {
  return {
    async columns({ catalog, schema, name }) {
      const system = views({ catalog }, connection);
      const rows = await connection.query<{ name: string; type: string }>(
        `SELECT c.name AS name, t.name AS type FROM ${system}.objects o JOIN ${system}.schemas s ON s.schema_id = o.schema_id
         JOIN ${system}.columns c ON c.object_id = o.object_id JOIN ${system}.types t ON t.user_type_id = c.user_type_id
         WHERE s.name = ? AND o.name = ? AND o.type IN ('U', 'V') ORDER BY c.column_id`,
        [schemaOf(schema, connection, sql), name],
      );
      return rows.length === 0 ? undefined : rows;
    },
  };
}

/** Drops foreign keys (those of other tables that refer here too), views last made first, tables and sequences of one schema. */
export async function mssqlDropAll(connection: Connection, sql: SqlContext, { schema, except }: DropAllOptions): Promise<readonly Sql[]> {
  const place = schemaOf(schema, connection, sql);
  const stays = new Set(except.map((name) => name.toLowerCase()));
  const keys = await connection.query<{ name: string; owner: string; place: string }>(
    `SELECT f.name AS name, o.name AS owner, p.name AS place FROM sys.foreign_keys f JOIN sys.objects o ON o.object_id = f.parent_object_id
     JOIN sys.schemas p ON p.schema_id = o.schema_id JOIN sys.objects r ON r.object_id = f.referenced_object_id JOIN sys.schemas s ON s.schema_id = r.schema_id
     WHERE s.name = ? OR p.name = ? ORDER BY o.name, f.name`,
    [place, place],
  );
  const objects = await connection.query<{ name: string; kind: string; versioned: number }>(
    `SELECT o.name AS name, RTRIM(o.type) AS kind, CASE WHEN OBJECTPROPERTY(o.object_id, 'TableTemporalType') = 2 THEN 1 ELSE 0 END AS versioned
     FROM sys.objects o JOIN sys.schemas s ON s.schema_id = o.schema_id
     WHERE s.name = ? AND o.type IN ('V', 'U', 'SO') AND o.is_ms_shipped = 0 ORDER BY o.create_date DESC, o.object_id DESC`,
    [place],
  );
  const qualified = (name: string): string => `${bracketed(place)}.${bracketed(name)}`;
  const kept = objects.filter(({ name, kind }) => kind !== 'U' || !stays.has(name.toLowerCase()));
  const drop = (kind: string, word: string): readonly Sql[] =>
    kept.filter((object) => object.kind === kind).map(({ name }) => ({ sql: `DROP ${word} ${qualified(name)}` }));
  return [
    ...keys.map((key) => ({ sql: `ALTER TABLE ${bracketed(key.place)}.${bracketed(key.owner)} DROP CONSTRAINT ${bracketed(key.name)}` })),
    ...drop('V', 'VIEW'),
    ...kept
      .filter(({ versioned }) => versioned === 1)
      .map(({ name }) => ({ sql: `ALTER TABLE ${qualified(name)} SET (SYSTEM_VERSIONING = OFF)` })),
    ...drop('U', 'TABLE'),
    // Babelfish has a sequence for each identity, which goes with its table.
    ...kept
      .filter(({ kind }) => kind === 'SO')
      .map(({ name }) => ({
        sql: `IF OBJECT_ID(N'${qualified(name).replaceAll("'", "''")}', N'SO') IS NOT NULL DROP SEQUENCE ${qualified(name)}`,
      })),
  ];
}
