import { fail } from '../core/error.js';
import { redactUrl } from '../core/url-secrets.js';
import type { DialectName } from '../dialects/dialect.js';
import type { Connection } from '../dialects/driver.js';
import { loadDialect } from '../dialects/registry.js';
import { renameSchemas } from '../diff/rename-schemas.js';
import { sideOf, type Side } from '../diff/side.js';
import type { CommandContext } from './context.js';
import type { OptionsOf } from './define.js';
import { introspectDatabase } from './introspect-database.js';
import { openDatabase } from './open-database.js';
import type { referenceDatabaseOptions, referenceOptions } from './options.js';
import { knownDialect, readSchemaFile, schemaFile, systemOf } from './schema-file.js';
import type { ScratchChoice } from './scratch-database.js';
import { live } from './session.js';

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

/** What a schema may be read with. */
export type SchemaOptions = ScratchChoice & SchemaChoice;

/**
 * Reads the schema of what the URL names: a database, a snapshot file, or a changelog or file of DDL, which is built for that.
 * @param like the system that the schema is for where the URL does not say it.
 */
export async function readSchema(context: CommandContext, options: SchemaOptions, like?: DialectName): Promise<SchemaSource> {
  return withSchema(context, options, async (source) => source, like);
}

/** Reads the schema and works on it while the database, where there is one, is still open. */
export async function withSchema<T>(
  context: CommandContext,
  options: SchemaOptions,
  work: (source: SchemaSource, connection: Connection | undefined) => Promise<T>,
  like?: DialectName,
): Promise<T> {
  const schemas = namesIn(options.schemas);
  const file = schemaFile(options.url ?? '');
  if (file !== undefined) {
    const wanted = schemas.length === 0 ? namesIn(options.defaultSchemaName) : schemas;
    const snapshot = await readSchemaFile(context, options, file, { like: file.like ?? like, schemas: wanted });
    const side = await sideOf(snapshot, await loadDialect(knownDialect(snapshot.source.dialect)));
    return work({ side, url: redactUrl(options.url ?? ''), user: '' }, undefined);
  }
  const [only] = schemas.length === 1 ? schemas : [];
  const database = await openDatabase(context, { ...options, defaultSchemaName: options.defaultSchemaName ?? only });
  try {
    const connection = live(database);
    const snapshot = await introspectDatabase(database, schemas);
    return await work({ side: await sideOf(snapshot, database.dialect), url: database.url, user: database.user }, connection);
  } finally {
    await database.connection?.close();
  }
}

/** The schema that a comparison starts from. */
export async function readReference(
  context: CommandContext,
  options: OptionsOf<typeof referenceOptions> & OptionsOf<typeof referenceDatabaseOptions> & SchemaChoice,
): Promise<SchemaSource> {
  const reference: SchemaOptions = {
    ...options,
    url: options.referenceUrl,
    username: options.referenceUsername,
    password: options.referencePassword,
    defaultSchemaName: options.referenceDefaultSchemaName,
    defaultCatalogName: options.referenceDefaultCatalogName,
    liquibaseSchemaName: options.referenceLiquibaseSchemaName,
    liquibaseCatalogName: options.referenceLiquibaseCatalogName,
    liquibaseTablespaceName: undefined,
    driver: options.referenceDriver,
    schemas: options.referenceSchemas ?? (isBuilt(options.referenceUrl) ? undefined : options.schemas),
  };
  const source = await readSchema(context, reference, systemOf(options.url ?? ''));
  // Schemas are compared in the order in which they are named, whatever they are called.
  const [from, to] = [namesIn(options.referenceSchemas), namesIn(options.schemas)];
  const names = new Map(from.flatMap((name, at) => (to[at] === undefined ? [] : [[name, to[at]] as const])));
  return { ...source, side: renameSchemas(source.side, names) };
}

/** Whether the schema is made in a scratch database, where names of the target's schemas mean nothing. */
const isBuilt = (url: string | undefined): boolean => ['changelog', 'ddl'].includes(schemaFile(url ?? '')?.kind ?? '');

/**
 * Schemas are compared in the order in which they are named, whatever they are called.
 * @throws CONFIG_UNSUPPORTED_OPTION where there are more of the one than of the other.
 */
export function checkSchemaPairs({
  schemas,
  referenceSchemas,
}: {
  readonly schemas?: string | undefined;
  readonly referenceSchemas?: string | undefined;
}): void {
  const [own, theirs] = [namesIn(schemas), namesIn(referenceSchemas)];
  if (theirs.length < 2 || theirs.length === own.length) return;
  fail('CONFIG_UNSUPPORTED_OPTION', {
    message: `--reference-schemas names ${theirs.length} schemas, and --schemas ${own.length}`,
    hint: 'they are compared in the order in which they are named; name as many',
  });
}

/** A comma-separated list of names. */
export function namesIn(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
