import { fail } from '../../core/error.js';
import type { LiveSchema } from '../../define/change.js';
import type { CatalogReader } from '../../define/precondition.js';
import type { Sql } from '../../model/statement.js';
import { catalogHas, type Condition } from '../catalog-query.js';
import type { DropAllOptions, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { given } from '../identifiers.js';

interface Place {
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
}

/**
 * Existence questions, one query each, always for one schema and where possible one table, so that the server need not open others.
 * Names match as Liquibase's snapshots match them: exactly where the server tells apart the case of table names
 * (lower_case_table_names = 0), otherwise without regard to case; columns and unique constraints never mind case.
 */
export function mysqlCatalog(connection: Connection, sql: SqlContext): CatalogReader {
  const has = (from: string, ...conditions: readonly (Condition | undefined)[]): Promise<boolean> =>
    catalogHas(connection, `information_schema.${from}`, conditions, ' LIMIT 1');
  const database = (place: Place): string | undefined => databaseOf(place, connection, sql);
  const isOf = (place: Place, column = 'TABLE_SCHEMA'): Condition => exactly(column, database(place) ?? '');
  const hasKeyOn = async (place: Place, table: string, keys: readonly string[], unique: boolean): Promise<boolean> => {
    const [isTable, ...names] = exactly('TABLE_NAME', table);
    const [isDatabase, ...databases] = isOf(place);
    const rows = await connection.query<{ index_name: string; column_name: string | null }>(
      `SELECT INDEX_NAME AS index_name, COLUMN_NAME AS column_name FROM information_schema.STATISTICS
       WHERE ${isDatabase} AND ${isTable}${unique ? " AND NON_UNIQUE = 0 AND INDEX_NAME <> 'PRIMARY'" : ''} ORDER BY INDEX_NAME, SEQ_IN_INDEX`,
      [...databases, ...names],
    );
    const found = new Map<string, (string | null)[]>();
    for (const { index_name: index, column_name: column } of rows) found.set(index, [...(found.get(index) ?? []), column]);
    const wanted = keys.map((key) => key.toLowerCase());
    return [...found.values()].some(
      (columns) => columns.length === wanted.length && columns.every((column, at) => column?.toLowerCase() === wanted[at]),
    );
  };
  return {
    tableExists: ({ table, ...place }) =>
      has('TABLES', isOf(place), exactly('TABLE_NAME', table), ["TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED')"]),
    viewExists: ({ view, ...place }) => has('TABLES', isOf(place), exactly('TABLE_NAME', view), ["TABLE_TYPE = 'VIEW'"]),
    columnExists: ({ table, column, ...place }) =>
      has('COLUMNS', isOf(place), exactly('TABLE_NAME', table), anyCase('COLUMN_NAME', column)),
    indexExists: ({ table, index, columns, ...place }) =>
      index === undefined && table !== undefined && columns !== undefined
        ? hasKeyOn(place, table, columns, false)
        : has(
            'STATISTICS',
            isOf(place),
            table === undefined ? undefined : exactly('TABLE_NAME', table),
            exactly('INDEX_NAME', index ?? ''),
          ),
    async primaryKeyExists({ table, primaryKey, ...place }) {
      if (table === undefined) {
        fail('PRECONDITION_ERROR', {
          message: 'primaryKeyExists needs tableName here: all primary keys are called PRIMARY',
          dialect: connection.info.dialect,
        });
      }
      if (primaryKey !== undefined && primaryKey.toUpperCase() !== 'PRIMARY') return false;
      return has('STATISTICS', isOf(place), exactly('TABLE_NAME', table), ["INDEX_NAME = 'PRIMARY'"]);
    },
    foreignKeyExists: ({ table, foreignKey, ...place }) =>
      has(
        'REFERENTIAL_CONSTRAINTS',
        isOf(place, 'CONSTRAINT_SCHEMA'),
        table === undefined ? undefined : exactly('TABLE_NAME', table),
        foreignKey === undefined ? undefined : exactly('CONSTRAINT_NAME', foreignKey),
      ),
    uniqueConstraintExists: ({ table, constraint, columns, ...place }) =>
      constraint === undefined
        ? hasKeyOn(place, table, columns ?? [], true)
        : has('TABLE_CONSTRAINTS', isOf(place), exactly('TABLE_NAME', table), anyCase('CONSTRAINT_NAME', constraint), [
            "CONSTRAINT_TYPE IN ('UNIQUE', 'PRIMARY KEY')",
          ]),
    sequenceExists: ({ sequence, ...place }) => has('TABLES', isOf(place), exactly('TABLE_NAME', sequence), ["TABLE_TYPE = 'SEQUENCE'"]),
    async hasRows({ catalog, schema, table }) {
      return (await connection.query(`SELECT 1 AS found FROM ${sql.table({ catalog, schema, name: table })} LIMIT 1`)).length > 0;
    },
  };
}

/** The plain comparison lets the server look up one object; the binary one decides about case. */
function exactly(column: string, name: string): Condition {
  return canBeName(name)
    ? [`${column} = ? AND (@@lower_case_table_names <> 0 OR CAST(${column} AS BINARY) = CAST(? AS BINARY))`, name, name]
    : never;
}

function anyCase(column: string, name: string): Condition {
  return canBeName(name) ? [`${column} = ?`, name] : never;
}

const never: Condition = ['1 = 0'];

/** Names have no characters beyond U+FFFF, and cannot even be compared with them. https://dev.mysql.com/doc/refman/8.4/en/identifiers.html */
const canBeName = (name: string): boolean => !/[\u{10000}-\u{10FFFF}]/u.test(name);

function databaseOf({ catalog, schema }: Place, connection: Connection, sql: SqlContext): string | undefined {
  return given(catalog) ?? given(schema) ?? sql.defaultSchema ?? sql.defaultCatalog ?? connection.info.catalog;
}

/** Columns of live tables and views. */
export function mysqlLiveSchema(connection: Connection, sql: SqlContext): LiveSchema {
  return {
    async columns({ catalog, schema, name }) {
      const rows = await connection.query<{ name: string; type: string }>(
        `SELECT COLUMN_NAME AS name, COLUMN_TYPE AS type FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION`,
        [databaseOf({ catalog, schema }, connection, sql), name],
      );
      return rows.length === 0 ? undefined : rows;
    },
  };
}

const quote = (name: string): string => `\`${name.replaceAll('`', '``')}\``;

/** Drops foreign keys, views, tables and MariaDB's sequences of one database. */
export async function mysqlDropAll(connection: Connection, sql: SqlContext, { schema, except }: DropAllOptions): Promise<readonly Sql[]> {
  const database = databaseOf({ schema }, connection, sql);
  const stays = new Set(except.map((name) => name.toLowerCase()));
  const qualified = (name: string): string => `${quote(database ?? '')}.${quote(name)}`;
  const keys = await connection.query<{ name: string; owner: string }>(
    'SELECT CONSTRAINT_NAME AS name, TABLE_NAME AS owner FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ? ORDER BY TABLE_NAME, CONSTRAINT_NAME',
    [database],
  );
  const tables = await connection.query<{ name: string; type: string }>(
    'SELECT TABLE_NAME AS name, TABLE_TYPE AS type FROM information_schema.TABLES WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME',
    [database],
  );
  const drop = (word: string, types: readonly string[]): readonly Sql[] =>
    tables
      .filter((table) => types.includes(table.type) && !stays.has(table.name.toLowerCase()))
      .map((table) => ({ sql: `DROP ${word} IF EXISTS ${qualified(table.name)}` }));
  return [
    ...keys.map((key) => ({ sql: `ALTER TABLE ${qualified(key.owner)} DROP FOREIGN KEY ${quote(key.name)}` })),
    ...drop('VIEW', ['VIEW']),
    ...drop('TABLE', ['BASE TABLE', 'SYSTEM VERSIONED']),
    ...drop('SEQUENCE', ['SEQUENCE']),
  ];
}
