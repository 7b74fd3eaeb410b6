import { ChangelogError } from '../core/error.js';
import { createDiagnostics } from '../core/diagnostics.js';
import { searchPathResources } from '../core/files.js';
import type { Resources } from '../core/resources.js';
import type { ChangeFiles } from '../define/change.js';
import type { RunEnvironment } from '../execute/run-environment.js';
import { contextExpressionMatches, runContexts } from '../filter/context.js';
import { labelListMatches } from '../filter/label.js';
import type { SqlModifier } from '../model/change.js';
import type { Changelog } from '../model/changelog.js';
import type { ChecksumEnvironment } from '../plan/checksum.js';
import { createHistoryStore } from '../state/database-history.js';
import type { Database } from '../state/database.js';
import type { HistoryStore } from '../state/history-store.js';
import { createLockService } from '../state/lock-table.js';
import type { LockService } from '../state/lock-service.js';
import type { CommandContext } from './context.js';
import { changeFiles } from './change-files.js';
import { openDatabase } from './open-database.js';
import type { connectionOptions, changelogOptions, globalOptions, lockOptions } from './options.js';
import type { OptionsOf } from './define.js';

export type DatabaseChoice = OptionsOf<typeof connectionOptions> & OptionsOf<typeof globalOptions>;
export type ChangelogChoice = DatabaseChoice & OptionsOf<typeof changelogOptions>;

/** What a command works with, opened as it is asked for and closed together. */
export interface Session extends AsyncDisposable {
  readonly context: CommandContext;
  readonly database: Database;
  readonly resources: Resources;
  readonly files: ChangeFiles;
  readonly history: HistoryStore;
  readonly deploymentId: string;
  /** The lock of a live database. Throws CONNECT_OFFLINE offline. */
  lock(): LockService;
}

/** A session with a changelog that was read without a problem. */
export interface ChangelogSession extends Session {
  readonly changelog: Changelog;
  readonly contexts: string | undefined;
  readonly labelFilter: string | undefined;
  readonly checksums: ChecksumEnvironment;
  readonly environment: RunEnvironment;
}

/** Opens the database that the options name. */
export async function openSession(context: CommandContext, options: DatabaseChoice & { outputDefaultSchema?: boolean; outputDefaultCatalog?: boolean }): Promise<Session> {
  const database = await openDatabase(context, options);
  const resources = searchPathResources(searchRoots(options.searchPath), context.cwd);
  const deploymentId = String(Date.now()).slice(-10);
  return {
    context,
    database,
    resources,
    files: changeFiles(resources),
    history: createHistoryStore({ database, writer: `changelog ${context.version}`.slice(0, 20), deploymentId }),
    deploymentId,
    lock: () => createLockService({ database, connection: live(database), emit: context.emit, host: context.host }),
    async [Symbol.asyncDispose]() {
      await database.connection?.close();
    },
  };
}

/** The connection of a database that must be live. */
export function live(database: Database): NonNullable<Database['connection']> {
  if (database.connection !== undefined) return database.connection;
  throw new ChangelogError('CONNECT_OFFLINE', { message: `${database.url} is offline; this command needs a database`, hint: 'give --url of a live database, or use the -sql command' });
}

/** Opens the database and reads the changelog for it. Throws all problems of the changelog together. */
export async function openChangelog(context: CommandContext, options: ChangelogChoice & { outputDefaultSchema?: boolean; outputDefaultCatalog?: boolean }): Promise<ChangelogSession> {
  const session = await openSession(context, options);
  try {
    return await withChangelog(session, options);
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

async function withChangelog(session: Session, options: ChangelogChoice): Promise<ChangelogSession> {
  const { context, database, files, history } = session;
  const { parseChangelog } = await import('../parse/parse.js');
  const diagnostics = createDiagnostics();
  const { contextFilter: contexts, labelFilter } = options;
  const changelog = await parseChangelog(options.changelogFile ?? '', {
    resources: session.resources,
    diagnostics,
    database: { name: database.dialect.name, matches: (list) => database.matchesDbms(list) },
    databaseProperties: database.dialect.properties(database.sql('LEGACY')),
    parameters: [options.parameters ?? {}, ...context.parameters],
    contexts,
    labelFilter,
  });
  for (const warning of diagnostics.warnings) context.emit({ type: 'warning', warning });
  diagnostics.throwIfAny();
  const names = runContexts(contexts);
  const appliesModifier = (step: SqlModifier): boolean =>
    (step.dbms === undefined || database.matchesDbms(step.dbms)) && contextExpressionMatches(step.contextFilter, names, step) && labelListMatches(step.labels, labelFilter);
  const checksums: ChecksumEnvironment = { files, properties: changelog.properties, matchesDbms: (list) => database.matchesDbms(list), appliesModifier };
  const environment: RunEnvironment = { database, changelog, files, emit: context.emit, schema: database.connection, appliesModifier, history, signal: context.signal };
  return { ...session, changelog, contexts, labelFilter, checksums, environment };
}

/** Takes the lock for as long as the work takes. */
export async function underLock<T>(session: Session, options: Partial<OptionsOf<typeof lockOptions>>, work: () => Promise<T>): Promise<T> {
  const { changelogLockWaitTimeInMinutes = 5, changelogLockPollRate = 1 } = options;
  await using _lock = await session.lock().acquire({ waitMs: changelogLockWaitTimeInMinutes * 60_000, pollMs: changelogLockPollRate * 1000, signal: session.context.signal });
  session.history.refresh();
  for (const statement of await session.history.ensure()) await live(session.database).execute(statement);
  session.history.refresh();
  return await work();
}

function searchRoots(searchPath: string | undefined): readonly string[] {
  const roots = (searchPath ?? '').split(/[,;]/).map((root) => root.trim()).filter((root) => root !== '');
  return roots.length === 0 ? ['.'] : roots;
}
