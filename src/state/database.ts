import { fail } from '../core/error.js';
import type { CatalogReader } from '../define/precondition.js';
import type { LiveSchema } from '../define/change.js';
import { dbmsMatches } from '../filter/dbms.js';
import type { Dialect, DatabaseVersion, SqlContext, SqlSettings } from '../dialects/dialect.js';
import type { Connection } from '../dialects/driver.js';
import { createSqlContext } from '../dialects/sql-context.js';
import type { ObjectName, ObjectQuotingStrategy } from '../model/names.js';

/** Names and places that a run was configured with. */
export interface DatabaseSettings {
  readonly defaultSchemaName?: string | undefined;
  readonly defaultCatalogName?: string | undefined;
  readonly liquibaseSchemaName?: string | undefined;
  readonly liquibaseCatalogName?: string | undefined;
  readonly liquibaseTablespaceName?: string | undefined;
  readonly databaseChangelogTableName: string;
  readonly databaseChangelogLockTableName: string;
  readonly outputDefaultSchema: boolean;
  readonly outputDefaultCatalog: boolean;
}

/** The database a command works on: a live connection, or a dialect without one (offline). */
export interface Database {
  readonly dialect: Dialect;
  /** URL without secrets. */
  readonly url: string;
  readonly version: DatabaseVersion;
  readonly user: string;
  readonly connection: Connection | undefined;
  /** Opens another session of the same login; the caller closes it. */
  connectAgain(): Promise<Connection>;
  /** For offline: the CSV file that stands for DATABASECHANGELOG, where the URL names one. */
  readonly historyFile?: string | undefined;
  /** Which statements about the history table scripts hold. */
  readonly scriptTracking: 'none' | 'data_only' | 'all';
  readonly settings: DatabaseSettings;
  readonly historyTable: ObjectName;
  readonly lockTable: ObjectName;
  /** The journal of changesets that no transaction covers, beside the history table and named after it. */
  readonly stepTable: ObjectName;
  /** A context that writes SQL for this database. */
  sql(quoting: ObjectQuotingStrategy, warn?: (message: string) => void): SqlContext;
  /** Whether a `dbms` list names this database. */
  matchesDbms(list: string): boolean;
  catalog(quoting: ObjectQuotingStrategy): CatalogReader;
  liveSchema(quoting: ObjectQuotingStrategy): LiveSchema | undefined;
}

export interface DatabaseParts {
  readonly dialect: Dialect;
  readonly url: string;
  readonly version: DatabaseVersion;
  readonly user: string;
  readonly connection?: Connection | undefined;
  readonly connectAgain?: (() => Promise<Connection>) | undefined;
  readonly historyFile?: string | undefined;
  readonly scriptTracking?: 'none' | 'data_only' | 'all';
  readonly settings: DatabaseSettings;
  /** What unqualified names mean, where the server or the URL says so. */
  readonly catalog?: string | undefined;
  readonly schema?: string | undefined;
}

/** The configured name of the step table. */
export const stepTableName = (settings: DatabaseSettings): string =>
  `${settings.databaseChangelogTableName}${/[a-z]/.test(settings.databaseChangelogTableName) ? '_step' : 'STEP'}`;

/** Puts a database together from an open connection, or from an offline URL. */
export function createDatabase(parts: DatabaseParts): Database {
  const { dialect, settings, connection } = parts;
  const asDefault = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : (dialect.identifiers.asDefault?.(name, connection !== undefined) ?? name);
  const defaultSchema = asDefault(settings.defaultSchemaName) ?? parts.schema;
  const defaultCatalog = asDefault(settings.defaultCatalogName) ?? parts.catalog;
  const sqlSettings = (quoting: ObjectQuotingStrategy): SqlSettings => ({
    version: parts.version,
    quoting,
    defaultSchema,
    defaultCatalog,
    outputDefaultSchema: settings.outputDefaultSchema,
    outputDefaultCatalog: settings.outputDefaultCatalog,
    live: connection !== undefined,
    connectionSchema: connection === undefined ? undefined : parts.schema,
  });
  const silent = new Map<ObjectQuotingStrategy, SqlContext>();
  const sql = (quoting: ObjectQuotingStrategy, warn?: (message: string) => void): SqlContext => {
    if (warn !== undefined) return createSqlContext(dialect, sqlSettings(quoting), warn);
    const made = silent.get(quoting) ?? createSqlContext(dialect, sqlSettings(quoting), () => {});
    silent.set(quoting, made);
    return made;
  };
  const tracking = (configured: string): ObjectName => ({
    catalog: settings.liquibaseCatalogName ?? defaultCatalog,
    schema: settings.liquibaseSchemaName ?? defaultSchema,
    name: dialect.tracking.tableName(configured, connection !== undefined),
  });
  const dbmsNames = [dialect.name, ...dialect.aliases];
  return {
    dialect,
    url: parts.url,
    version: parts.version,
    user: parts.user,
    connection,
    connectAgain: parts.connectAgain ?? (() => fail('CONNECT_OFFLINE', { message: `${parts.url} is offline; a session was asked for` })),
    historyFile: parts.historyFile,
    scriptTracking: parts.scriptTracking ?? 'all',
    settings,
    historyTable: tracking(settings.databaseChangelogTableName),
    lockTable: tracking(settings.databaseChangelogLockTableName),
    stepTable: tracking(stepTableName(settings)),
    sql,
    matchesDbms: (list) => dbmsMatches(list, dbmsNames),
    catalog(quoting) {
      return connection === undefined ? offlineCatalog : dialect.catalog(connection, sql(quoting));
    },
    liveSchema: (quoting) => (connection === undefined ? undefined : dialect.liveSchema(connection, sql(quoting))),
  };
}

const nothing = async (): Promise<boolean> => false;

/** Offline nothing is known to exist: existence checks say no, as Liquibase's empty offline snapshot does. */
const offlineCatalog: CatalogReader = {
  tableExists: nothing,
  columnExists: nothing,
  viewExists: nothing,
  indexExists: nothing,
  primaryKeyExists: nothing,
  foreignKeyExists: nothing,
  uniqueConstraintExists: nothing,
  sequenceExists: nothing,
  hasRows: nothing,
};
