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

const quoted = (name: string): string => `"${name.replaceAll('"', '')}"`;

/**
 * Existence questions, one query each. Names match as Liquibase's snapshots match them: tables, views, sequences and the names of primary
 * and foreign keys without regard to case; indexes, unique constraints and the tables they are on as the server would fold the name.
 * https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ (ALL_TABLES and its like)
 */
export function oracleCatalog(connection: Connection, sql: SqlContext): CatalogReader {
  const has = (from: string, ...conditions: readonly (Condition | undefined)[]): Promise<boolean> =>
    catalogHas(connection, from, conditions, ' AND ROWNUM = 1');
  const isOf = (place: Place): Condition => {
    const owner = ownerOf(place, connection, sql);
    return ['t.owner IN (?, ?)', owner, owner.toUpperCase()];
  };
  const folded = (column: string, name: string | undefined): Condition | undefined =>
    name === undefined ? undefined : [`${column} = ?`, foldName(name, sql)];
  const constraints = 'all_constraints t';
  /** Constraints of dropped tables wait in the recycle bin under names of their own. */
  const alive: Condition = ["t.table_name NOT LIKE 'BIN$%'"];
  const hasKeyOn = async (source: string, place: Place, table: string, names: readonly string[]): Promise<boolean> => {
    const owner = ownerOf(place, connection, sql);
    const rows = await connection.query(source, [owner, owner.toUpperCase(), foldName(table, sql)]);
    const found = new Map<string, string[]>();
    for (const row of rows) found.set(String(row['KEY']), [...(found.get(String(row['KEY'])) ?? []), String(row['NAME'])]);
    const wanted = names.map((name) => name.toLowerCase());
    return [...found.values()].some(
      (columns) => columns.length === wanted.length && columns.every((column, at) => column.toLowerCase() === wanted[at]),
    );
  };
  return {
    tableExists: ({ table, ...place }) => has('all_tables t', isOf(place), anyCase('t.table_name', table)),
    viewExists: ({ view, ...place }) => has('all_views t', isOf(place), anyCase('t.view_name', view)),
    columnExists: ({ table, column, ...place }) =>
      has('all_tab_columns t', isOf(place), anyCase('t.table_name', table), anyCase('t.column_name', column)),
    indexExists: ({ table, index, columns, ...place }) =>
      index === undefined && table !== undefined && columns !== undefined
        ? hasKeyOn(indexColumns, place, table, columns)
        : has('all_indexes t', isOf(place), folded('t.table_name', table), folded('t.index_name', index ?? '')),
    primaryKeyExists: ({ table, primaryKey, ...place }) =>
      has(
        constraints,
        isOf(place),
        alive,
        ["t.constraint_type = 'P'"],
        folded('t.table_name', table),
        anyCase('t.constraint_name', primaryKey),
      ),
    foreignKeyExists: ({ table, foreignKey, ...place }) =>
      has(
        constraints,
        isOf(place),
        alive,
        ["t.constraint_type = 'R'"],
        folded('t.table_name', table),
        anyCase('t.constraint_name', foreignKey),
      ),
    uniqueConstraintExists: ({ table, constraint, columns, ...place }) =>
      constraint === undefined
        ? hasKeyOn(uniqueColumns, place, table, columns ?? [])
        : has(
            constraints,
            isOf(place),
            alive,
            ["t.constraint_type IN ('U', 'P')"],
            folded('t.table_name', table),
            folded('t.constraint_name', constraint),
          ),
    sequenceExists({ sequence, ...place }) {
      const owner = ownerOf(place, connection, sql);
      return has('all_sequences t', ['t.sequence_owner IN (?, ?)', owner, owner.toUpperCase()], anyCase('t.sequence_name', sequence));
    },
    async hasRows({ catalog, schema, table }) {
      return (await connection.query(`SELECT 1 AS found FROM ${sql.table({ catalog, schema, name: table })} WHERE ROWNUM = 1`)).length > 0;
    },
  };
}

function anyCase(column: string, name: string | undefined): Condition | undefined {
  return name === undefined ? undefined : [`UPPER(${column}) = UPPER(?)`, name];
}

const indexColumns = `SELECT c.index_name AS key, c.column_name AS name FROM all_ind_columns c
  WHERE c.table_owner IN (?, ?) AND c.table_name = ? ORDER BY c.index_name, c.column_position`;
const uniqueColumns = `SELECT t.constraint_name AS key, c.column_name AS name FROM all_constraints t
  JOIN all_cons_columns c ON c.owner = t.owner AND c.constraint_name = t.constraint_name
  WHERE t.constraint_type = 'U' AND t.owner IN (?, ?) AND t.table_name = ? ORDER BY t.constraint_name, c.position`;

function ownerOf({ catalog, schema }: Place, connection: Connection, sql: SqlContext): string {
  return given(catalog) ?? given(schema) ?? sql.defaultSchema ?? sql.defaultCatalog ?? connection.info.schema ?? connection.info.user;
}

/** A name as the server stores it if the SQL of this quoting strategy names it. Source: Liquibase `AbstractJdbcDatabase.correctObjectName`. */
function foldName(name: string, sql: SqlContext): string {
  return sql.quoting === 'QUOTE_ALL_OBJECTS' ? name : name.toUpperCase();
}

/** Columns of live tables and views. */
export function oracleLiveSchema(connection: Connection, sql: SqlContext): LiveSchema {
  return {
    async columns({ catalog, schema, name }) {
      const owner = ownerOf({ catalog, schema }, connection, sql);
      const rows = await connection.query(
        `SELECT t.column_name AS name, t.data_type AS type FROM all_tab_columns t WHERE t.owner IN (?, ?) AND t.table_name IN (?, ?) ORDER BY t.column_id`,
        [owner, owner.toUpperCase(), name, name.toUpperCase()],
      );
      return rows.length === 0 ? undefined : rows.map((row) => ({ name: String(row['NAME']), type: String(row['TYPE']) }));
    },
  };
}

/** Drops materialized views, views, tables with the constraints that refer to them, and sequences that no identity column owns. */
export async function oracleDropAll(connection: Connection, sql: SqlContext, { schema, except }: DropAllOptions): Promise<readonly Sql[]> {
  const owner = ownerOf({ schema }, connection, sql);
  const stays = new Set(except.map((name) => name.toLowerCase()));
  const rows = await connection.query(
    `SELECT o.owner AS owner, o.object_name AS name, o.object_type AS kind FROM all_objects o
     WHERE o.owner IN (?, ?) AND o.object_type IN ('TABLE', 'VIEW', 'SEQUENCE', 'MATERIALIZED VIEW') AND o.secondary = 'N' AND o.generated = 'N'
     AND o.object_name NOT LIKE 'BIN$%' AND o.object_name NOT LIKE 'ISEQ$$%' ORDER BY o.object_name`,
    [owner, owner.toUpperCase()],
  );
  const objects = rows.map((row) => ({ owner: String(row['OWNER']), name: String(row['NAME']), kind: String(row['KIND']) }));
  // The table behind a materialized view goes with it.
  const materialized = new Set(objects.filter(({ kind }) => kind === 'MATERIALIZED VIEW').map(({ name }) => name));
  const drop = (kind: string, tail = ''): readonly Sql[] =>
    objects
      .filter(
        (object) => object.kind === kind && !(kind === 'TABLE' && (materialized.has(object.name) || stays.has(object.name.toLowerCase()))),
      )
      .map((object) => ({ sql: `DROP ${kind} ${quoted(object.owner)}.${quoted(object.name)}${tail}` }));
  return [...drop('MATERIALIZED VIEW'), ...drop('VIEW'), ...drop('TABLE', ' CASCADE CONSTRAINTS'), ...drop('SEQUENCE')];
}
