import type { SchemaObjectKind } from '../../../model/schema-ref.js';
import type { IntrospectScope, SqlContext } from '../../dialect.js';
import type { Connection } from '../../driver.js';
import { given } from '../../identifiers.js';
import { quoted } from './text.js';
import type { Variant } from './variant.js';

/** A database in scope, with what its tables have unless they say otherwise. */
export interface Database {
  readonly name: string;
  readonly charset: string;
  readonly collation: string;
}

/** What the parts of introspection share: the session, the databases that are looked at, and how this product differs. */
export interface Reader {
  readonly variant: Variant;
  readonly defaultSchema: string;
  readonly databases: readonly Database[];
  /** The engine that a table gets where CREATE TABLE names none. */
  readonly engine: string;
  readonly sqlMode: string;
  /** `user@host` of the session, as the definer of what it makes. */
  readonly user: string;
  wants(...kinds: readonly SchemaObjectKind[]): boolean;
  /**
   * The rows of a query for each database in scope. The condition on the database must be an equality, or the server opens the tables of
   * all databases. `?` stands for the name.
   * Source: https://dev.mysql.com/doc/refman/5.7/en/information-schema-optimization.html, which holds for MariaDB.
   */
  query<R extends object>(sql: string): Promise<readonly R[]>;
  /** The one row of a query. */
  ask<R extends object>(sql: string): Promise<R | undefined>;
  /** The statement that made a table, for what no catalog tells. */
  createStatement(schema: string, table: string): Promise<string>;
}

interface SessionRow {
  readonly engine: string;
  readonly mode: string;
  readonly user: string;
  readonly fold: number;
}

export async function createReader(connection: Connection, sql: SqlContext, scope: IntrospectScope, variant: Variant): Promise<Reader> {
  const session = sql.defaultSchema ?? sql.defaultCatalog ?? connection.info.catalog ?? '';
  const wanted = scope.schemas?.map((name) => given(name)).filter((name) => name !== undefined) ?? [session];
  const [settings] = await connection.query<SessionRow>(
    `SELECT @@default_storage_engine AS \`engine\`, @@sql_mode AS \`mode\`, CURRENT_USER() AS \`user\`, @@lower_case_table_names AS \`fold\``,
  );
  const all = await connection.query<Database>(
    'SELECT SCHEMA_NAME AS `name`, DEFAULT_CHARACTER_SET_NAME AS `charset`, DEFAULT_COLLATION_NAME AS `collation` FROM information_schema.SCHEMATA',
  );
  const folds = (settings?.fold ?? 0) !== 0;
  const databases = wanted.flatMap((name) => {
    const found =
      all.find((one) => one.name === name) ?? (folds ? all.find((one) => one.name.toLowerCase() === name.toLowerCase()) : undefined);
    return found === undefined ? [] : [found];
  });
  const names = databases.map(({ name }) => name);
  const ask: Reader['ask'] = async <R extends object>(text: string) => (await connection.query<R>(text))[0];
  return {
    variant,
    defaultSchema: names.includes(session) ? session : names.length === 1 ? (names[0] ?? session) : session,
    databases: databases.filter(({ name }, at) => names.indexOf(name) === at),
    engine: settings?.engine ?? '',
    sqlMode: settings?.mode ?? '',
    user: settings?.user ?? '',
    wants: (...kinds) => scope.kinds === undefined || kinds.some((kind) => scope.kinds?.has(kind)),
    async query<R extends object>(text: string) {
      const rows: R[] = [];
      for (const { name } of new Set(databases)) for (const row of await connection.query<R>(text, [name])) rows.push(row);
      return rows;
    },
    ask,
    async createStatement(schema, table) {
      const row = await ask<{ 'Create Table': string }>(`SHOW CREATE TABLE ${quoted(schema)}.${quoted(table)}`);
      return row?.['Create Table'] ?? '';
    },
  };
}
