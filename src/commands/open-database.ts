import { ChangelogError, fail } from '../core/error.js';
import { parseConnectionUrl } from '../dialects/connection-url.js';
import type { Connection, ConnectionTarget } from '../dialects/driver.js';
import { loadDialect } from '../dialects/registry.js';
import { createDatabase, type Database, type DatabaseSettings } from '../state/database.js';
import { connectPatiently } from './connect-patiently.js';
import type { CommandContext } from './context.js';
import type { DatabaseChoice } from './session.js';

/** Connects to the database that the options name, or loads the dialect of an offline URL. */
export async function openDatabase(
  context: CommandContext,
  options: DatabaseChoice & {
    readonly outputDefaultSchema?: boolean;
    readonly outputDefaultCatalog?: boolean;
    /** Another database of the server than the one that the URL names. */
    readonly databaseName?: string | undefined;
  },
): Promise<Database> {
  if (options.url === undefined || options.url === '')
    fail('CONFIG_MISSING_OPTION', { message: 'no database was named', hint: 'give --url, CHANGELOG_URL, or url in changelog.properties' });
  const settings: DatabaseSettings = {
    defaultSchemaName: options.defaultSchemaName,
    defaultCatalogName: options.defaultCatalogName,
    liquibaseSchemaName: options.liquibaseSchemaName,
    liquibaseCatalogName: options.liquibaseCatalogName,
    liquibaseTablespaceName: options.liquibaseTablespaceName,
    databaseChangelogTableName: options.databaseChangelogTableName,
    databaseChangelogLockTableName: options.databaseChangelogLockTableName,
    outputDefaultSchema: options.outputDefaultSchema ?? true,
    outputDefaultCatalog: options.outputDefaultCatalog ?? true,
  };
  const parsed = parseConnectionUrl(options.url, { username: options.username, password: options.password, cwd: context.cwd });
  const declared = await loadDialect(parsed.dialect);
  if (parsed.kind === 'offline') {
    return createDatabase({
      dialect: declared,
      url: parsed.url,
      version: parsed.version ?? declared.defaultVersion,
      user: '',
      settings,
      catalog: parsed.catalog,
      schema: parsed.schema,
      historyFile: parsed.historyFile,
      scriptTracking: parsed.outputLiquibaseSql,
    });
  }
  const driver = await declared.driver();
  let target = options.databaseName === undefined ? parsed.target : { ...parsed.target, database: options.databaseName };
  const connect = (signal: AbortSignal | undefined): Promise<Connection> =>
    driver.connect(target, {
      signal,
      connectTimeoutMs: options.connectTimeout * 1000,
      defaultSchema: options.defaultSchemaName,
      defaultCatalog: options.defaultCatalogName,
      ...(options.sqlShowSqlWarnings && {
        onNotice: ({ severity, message }) => context.emit({ type: 'log', level: 'warn', message: `${severity}: ${message}` }),
      }),
    });
  const patience = { retries: options.connectRetries, delayMs: options.connectRetryDelay * 1000 };
  const open = (): Promise<Connection> => connectPatiently(() => connect(context.signal), patience, context);
  const connection = await open().catch(async (error: unknown) => {
    target = await withPassword(target, error, context);
    return open();
  });
  // Two products may speak one protocol: the server that answered decides.
  const dialect = await loadDialect(connection.info.dialect);
  const { info } = connection;
  context.emit({ type: 'connected', url: parsed.target.url, product: info.product, version: info.versionText });
  return createDatabase({
    dialect,
    url: parsed.target.url,
    version: info.version,
    user: info.user,
    connection,
    connectAgain: () => connect(undefined),
    settings,
    catalog: info.catalog,
    schema: info.schema,
  });
}

/** The login with the password that a person gives for it. Throws the error where it is another one, or nobody gives any. */
async function withPassword(target: ConnectionTarget, error: unknown, { askPassword }: CommandContext): Promise<ConnectionTarget> {
  const refused = error instanceof ChangelogError && error.code === 'CONNECT_AUTHENTICATION';
  if (!refused || askPassword === undefined || (target.password ?? '') !== '') throw error;
  const password = await askPassword(target);
  if (password === '') throw error;
  return { ...target, password };
}
