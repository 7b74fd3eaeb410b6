import { fail } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import { sideOf, type Side } from '../diff/side.js';
import type { Snapshot } from '../model/schema.js';
import { stepTableName, type Database } from '../state/database.js';
import type { CommandContext } from './context.js';
import type { OptionsOf } from './define.js';
import { openDatabase } from './open-database.js';
import type { referenceOptions } from './options.js';
import { live, type DatabaseChoice } from './session.js';

/** A schema with what people know it by. */
export interface SchemaSource {
  readonly side: Side;
  /** Without secrets. */
  readonly url: string;
  readonly user: string;
}

/** Which schemas are read; default: the one that unqualified names belong to. */
export interface SchemaChoice {
  readonly schemas?: string | undefined;
}

/** Reads the schema of the database that the options name. */
export async function readSchema(context: CommandContext, options: DatabaseChoice & SchemaChoice): Promise<SchemaSource> {
  return withSchema(context, options, async (source) => source);
}

/** Reads the schema and works on it while the database is still open. */
export async function withSchema<T>(
  context: CommandContext,
  options: DatabaseChoice & SchemaChoice,
  work: (source: SchemaSource, connection: Connection, database: Database) => Promise<T>,
): Promise<T> {
  const schemas = namesIn(options.schemas);
  const [only] = schemas.length === 1 ? schemas : [];
  const database = await openDatabase(context, { ...options, defaultSchemaName: options.defaultSchemaName ?? only });
  try {
    const connection = live(database);
    const snapshot = await introspectDatabase(database, schemas);
    return await work({ side: await sideOf(snapshot, database.dialect), url: database.url, user: database.user }, connection, database);
  } finally {
    await database.connection?.close();
  }
}

/** The schema that a comparison starts from. */
export async function readReference(
  context: CommandContext,
  options: OptionsOf<typeof referenceOptions> & DatabaseChoice & SchemaChoice,
): Promise<SchemaSource> {
  return readSchema(context, {
    ...options,
    url: options.referenceUrl,
    username: options.referenceUsername,
    password: options.referencePassword,
    defaultSchemaName: options.referenceDefaultSchemaName,
    defaultCatalogName: options.referenceDefaultCatalogName,
    liquibaseSchemaName: options.referenceLiquibaseSchemaName,
    liquibaseCatalogName: options.referenceLiquibaseCatalogName,
    schemas: options.referenceSchemas ?? options.schemas,
  });
}

/** The schema of an open database without the tables of the history, the lock and the journal. */
export async function introspectDatabase(database: Database, schemas: readonly string[]): Promise<Snapshot> {
  const { dialect, settings } = database;
  if (dialect.introspect === undefined)
    fail('PLAN_UNSUPPORTED_CHANGE', { message: `the schema of ${dialect.title} cannot be read yet`, dialect: dialect.name });
  const snapshot = await dialect.introspect(live(database), database.sql('LEGACY'), schemas.length === 0 ? {} : { schemas });
  const own = new Set(
    [settings.databaseChangelogTableName, settings.databaseChangelogLockTableName, stepTableName(settings)].map((name) =>
      name.toLowerCase(),
    ),
  );
  const isOwn = (name: string | undefined): boolean => name !== undefined && own.has(name.toLowerCase());
  return {
    ...snapshot,
    tables: snapshot.tables.filter(({ name }) => !isOwn(name)),
    triggers: snapshot.triggers.filter(({ table }) => !isOwn(table.name)),
    grants: snapshot.grants.filter(({ on }) => !isOwn(on.name) && !isOwn(on.table)),
    unmodelled: snapshot.unmodelled.filter(({ table }) => !isOwn(table)),
  };
}

/** A comma-separated list of names. */
export function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
