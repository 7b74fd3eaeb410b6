import type { LiveSchema } from '../../define/change.js';
import type { CatalogReader } from '../../define/precondition.js';
import type { Sql } from '../../model/statement.js';
import { catalogHas, type Condition } from '../catalog-query.js';
import type { DropAllOptions, SqlContext } from '../dialect.js';
import type { Connection } from '../driver.js';
import { given, quoteName } from '../identifiers.js';

const relations = 'pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace';
const constraints = `pg_catalog.pg_constraint k JOIN pg_catalog.pg_class c ON c.oid = k.conrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
const columns =
  'pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace';
const indexes = `pg_catalog.pg_index i JOIN pg_catalog.pg_class x ON x.oid = i.indexrelid JOIN pg_catalog.pg_class c ON c.oid = i.indrelid
  JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace`;
/** The keys of an index as text: column names without their quotes, or expressions. */
const indexKeys = `(SELECT string_agg(lower(btrim(pg_catalog.pg_get_indexdef(i.indexrelid, at, false), '"')), ',' ORDER BY at)
  FROM generate_series(1, i.indnkeyatts) AS at)`;
const constraintColumns = `(SELECT string_agg(lower(a.attname), ',' ORDER BY key.at) FROM unnest(k.conkey) WITH ORDINALITY AS key(number, at)
  JOIN pg_catalog.pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = key.number)`;

/**
 * Existence questions, one query each. Names match as Liquibase's snapshots match them: tables, views, columns and the names of primary and
 * foreign keys without regard to case; indexes, unique constraints and the tables they are on as the server would fold the name; sequences
 * exactly. A schema is found by its own spelling or in lower case.
 */
export function postgresqlCatalog(connection: Connection, sql: SqlContext): CatalogReader {
  const has = (from: string, ...conditions: readonly (Condition | undefined)[]): Promise<boolean> =>
    catalogHas(connection, from, conditions, ' LIMIT 1');
  const inSchema = (schema: string | undefined): Condition => {
    const name = given(schema) ?? sql.defaultSchema ?? connection.info.schema ?? 'public';
    return ['n.nspname IN (?, ?)', name, name.toLowerCase()];
  };
  const folded = (expression: string, name: string | undefined): Condition | undefined =>
    name === undefined ? undefined : [`${expression} = ?`, foldName(name, sql)];
  return {
    tableExists: ({ schema, table }) => has(relations, inSchema(schema), anyCase('c.relname', table), ["c.relkind IN ('r', 'p')"]),
    viewExists: ({ schema, view }) => has(relations, inSchema(schema), anyCase('c.relname', view), ["c.relkind = 'v'"]),
    columnExists: ({ schema, table, column }) =>
      has(columns, inSchema(schema), anyCase('c.relname', table), anyCase('a.attname', column), ['NOT a.attisdropped']),
    indexExists: ({ schema, table, index, columns: keys }) =>
      has(
        indexes,
        inSchema(schema),
        folded('c.relname', table),
        folded('x.relname', index),
        index === undefined && keys !== undefined ? list(indexKeys, keys) : undefined,
      ),
    primaryKeyExists: ({ schema, table, primaryKey }) =>
      has(constraints, inSchema(schema), ["k.contype = 'p'"], folded('c.relname', table), anyCase('k.conname', primaryKey)),
    foreignKeyExists: ({ schema, table, foreignKey }) =>
      has(constraints, inSchema(schema), ["k.contype = 'f'"], folded('c.relname', table), anyCase('k.conname', foreignKey)),
    uniqueConstraintExists: ({ schema, table, constraint, columns: keys }) =>
      has(
        constraints,
        inSchema(schema),
        folded('c.relname', table),
        // A primary key counts as a unique constraint where it is asked for by name.
        constraint === undefined ? ["k.contype = 'u'"] : ["k.contype IN ('u', 'p')"],
        folded('k.conname', constraint),
        constraint === undefined && keys !== undefined ? list(constraintColumns, keys) : undefined,
      ),
    sequenceExists: ({ schema, sequence }) =>
      has(
        relations,
        ['n.nspname = ?', given(schema) ?? sql.defaultSchema ?? connection.info.schema],
        ['c.relname = ?', sequence],
        ["c.relkind = 'S'"],
      ),
    async hasRows({ catalog, schema, table }) {
      const [row] = await connection.query<{ found: boolean }>(
        `SELECT EXISTS (SELECT FROM ${sql.table({ catalog, schema, name: table })}) AS found`,
      );
      return row?.found === true;
    },
  };
}

function anyCase(expression: string, name: string | undefined): Condition | undefined {
  return name === undefined ? undefined : [`lower(${expression}) = lower(?)`, name];
}

function list(expression: string, names: readonly string[]): Condition {
  return [`${expression} = ?`, names.join(',').toLowerCase()];
}

/** A name as the server stores it if the SQL of this quoting strategy names it. Source: Liquibase `PostgresDatabase.correctObjectName`. */
function foldName(name: string, sql: SqlContext): string {
  if (sql.quoting === 'QUOTE_ALL_OBJECTS') return name;
  const { reserved } = sql.dialect.identifiers;
  const keeps = /-|^\d/.test(name) || (/[A-Z]/.test(name) && /[a-z]/.test(name)) || reserved.has(name.toUpperCase());
  return sql.quoting === 'LEGACY' && keeps ? name : name.toLowerCase();
}

/** Columns of live tables and views; a name that fits exactly goes before one that differs in case. */
export function postgresqlLiveSchema(connection: Connection, sql: SqlContext): LiveSchema {
  return {
    async columns({ schema, name }) {
      const place = given(schema) ?? sql.defaultSchema ?? connection.info.schema ?? 'public';
      const rows = await connection.query<{ name: string; type: string }>(
        `SELECT a.attname AS name, pg_catalog.format_type(a.atttypid, a.atttypmod) AS type FROM pg_catalog.pg_attribute a
         WHERE a.attnum > 0 AND NOT a.attisdropped AND a.attrelid = (SELECT c.oid FROM ${relations} WHERE n.nspname IN (?, ?)
         AND lower(c.relname) = lower(?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f') ORDER BY c.relname = ? DESC, c.relname = lower(?) DESC LIMIT 1)
         ORDER BY a.attnum`,
        [place, place.toLowerCase(), name, name, name],
      );
      return rows.length === 0 ? undefined : rows;
    },
  };
}

/** What the kinds of pg_class that are dropped are called in SQL, in the order of dropping. */
const dropped: readonly (readonly [kind: string, word: string])[] = [
  ['v', 'VIEW'],
  ['m', 'MATERIALIZED VIEW'],
  ['r', 'TABLE'],
  ['p', 'TABLE'],
  ['f', 'FOREIGN TABLE'],
  ['S', 'SEQUENCE'],
];

/**
 * Drops views, materialized views, tables and sequences; CASCADE takes foreign keys and what depends on them, so that order matters little.
 * What belongs to an extension stays.
 */
export async function postgresqlDropAll(
  connection: Connection,
  sql: SqlContext,
  { schema, except }: DropAllOptions,
): Promise<readonly Sql[]> {
  const place = given(schema) ?? sql.defaultSchema ?? connection.info.schema ?? 'public';
  const rows = await connection.query<{ schema: string; name: string; kind: string }>(
    `SELECT n.nspname AS schema, c.relname AS name, c.relkind::text AS kind FROM ${relations} WHERE n.nspname IN (?, ?) AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
     AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('e', 'i'))
     ORDER BY c.relname`,
    [place, place.toLowerCase()],
  );
  const stays = new Set(except.map((name) => name.toLowerCase()));
  const quote = (name: string): string => quoteName(name, sql.dialect.identifiers);
  return dropped.flatMap(([kind, word]) =>
    rows
      .filter((row) => row.kind === kind && !(word === 'TABLE' && stays.has(row.name.toLowerCase())))
      .map((row) => ({ sql: `DROP ${word} IF EXISTS ${quote(row.schema)}.${quote(row.name)} CASCADE` })),
  );
}
