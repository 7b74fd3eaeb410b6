import { ChangelogError } from '../core/error.js';
import { createDiagnostics, type Diagnostics } from '../core/diagnostics.js';
import { searchPathResources } from '../core/files.js';
import type { Resources } from '../core/resources.js';
import type { ChangeFiles } from '../define/change.js';
import type { RunEnvironment } from '../execute/run-environment.js';
import { contextExpressionMatches, runContexts, openContexts } from '../filter/context.js';
import { labelListMatches } from '../filter/label.js';
import type { SqlModifier } from '../model/change.js';
import type { Changelog } from '../model/changelog.js';
import type { ChecksumEnvironment } from '../plan/checksum.js';
import { openFileWriter, readLocalFile } from '../core/local-file.js';
import { createHistoryStore, type HistoryOptions } from '../state/database-history.js';
import { createOfflineHistory } from '../state/offline-history.js';
import type { Database } from '../state/database.js';
import type { HistoryStore } from '../state/history-store.js';
import { createLockService } from '../state/changelog-lock.js';
import type { LockService } from '../state/lock-service.js';
import { createStepJournal, type StepJournal } from '../state/step-journal.js';
import type { CommandContext } from './context.js';
import { changeFiles } from './change-files.js';
import { openDatabase } from './open-database.js';
import type { connectionOptions, changelogOptions, globalOptions, lockOptions } from './options.js';
import type { OptionsOf } from './define.js';

export type DatabaseChoice = OptionsOf<typeof connectionOptions> & OptionsOf<typeof globalOptions>;
export type ChangelogChoice = DatabaseChoice & OptionsOf<typeof changelogOptions>;

export type LockChoice = Partial<OptionsOf<typeof lockOptions>>;

type ProgramChoice = { readonly allowExecuteCommand?: boolean };

/** What a command works with, opened as it is asked for and closed together. */
export interface Session extends AsyncDisposable {
  readonly context: CommandContext;
  readonly database: Database;
  readonly resources: Resources;
  readonly files: ChangeFiles;
  readonly history: HistoryStore;
  readonly journal: StepJournal;
  readonly deploymentId: string;
  /** The lock of a live database. Throws CONNECT_OFFLINE offline. */
  lock(options?: LockChoice): LockService;
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
export async function openSession(
  context: CommandContext,
  options: DatabaseChoice & { outputDefaultSchema?: boolean; outputDefaultCatalog?: boolean },
): Promise<Session> {
  // What can fail without a database comes first: a connection that nobody closes would keep the process alive.
  const resources = searchPathResources(searchRoots(options.searchPath), context.cwd);
  const database = await openDatabase(context, options);
  const deploymentId = String(Date.now()).slice(-10);
  return {
    context,
    database,
    resources,
    files: changeFiles(resources),
    history: historyOf(context, { database, writer: `changelog ${context.version}`.slice(0, 20), deploymentId }),
    journal: createStepJournal({ database, deploymentId }),
    deploymentId,
    lock: (choice = {}) =>
      createLockService({
        database,
        connection: live(database),
        emit: context.emit,
        host: () => context.host(),
        version: context.version,
        mode: choice.changelogLockMode as 'auto' | 'lease' | undefined,
        takeover: choice.changelogLockTakeover as 'never' | 'no-sessions' | undefined,
      }),
    async [Symbol.asyncDispose]() {
      await database.connection?.close();
    },
  };
}

/** The history table, or the file that stands for it offline: the one that the URL names, else `databasechangelog.csv` where it exists. */
function historyOf(context: CommandContext, options: HistoryOptions): HistoryStore {
  const { connection, historyFile } = options.database;
  if (connection !== undefined) return createHistoryStore(options);
  const path = historyFile ?? 'databasechangelog.csv';
  const read = (): string | undefined => readLocalFile(context.cwd, path);
  if (historyFile === undefined && read() === undefined) return createHistoryStore(options);
  return createOfflineHistory(options, {
    read,
    write(text) {
      const writer = openFileWriter(context.cwd, path, { append: false });
      writer.write(text);
      writer.close();
    },
  });
}

/** The connection of a database that must be live. */
export function live(database: Database): NonNullable<Database['connection']> {
  if (database.connection !== undefined) return database.connection;
  throw new ChangelogError('CONNECT_OFFLINE', {
    message: `${database.url} is offline; this command needs a database`,
    hint: 'give --url of a live database, or use the -sql command',
  });
}

/** Opens the database and reads the changelog for it. Throws all problems of the changelog together. */
export async function openChangelog(
  context: CommandContext,
  options: ChangelogChoice & ProgramChoice & { outputDefaultSchema?: boolean; outputDefaultCatalog?: boolean },
): Promise<ChangelogSession> {
  const session = await openSession(context, options);
  try {
    return await withChangelog(session, options);
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

async function withChangelog(session: Session, options: ChangelogChoice & ProgramChoice): Promise<ChangelogSession> {
  const { context, database, files, history, journal } = session;
  const { parseChangelog } = await import('../parse/parse.js');
  // The server looks for the history while the changelog is read. Whoever needs it asks again, and is told then what went wrong.
  if (database.connection !== undefined) history.list().catch(() => {});
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
    onMuchText: context.onLongRun,
  });
  const names = runContexts(contexts);
  if (names.size === 0 && diagnostics.errors.length === 0) checkContexts(changelog, options.strictContexts, diagnostics);
  for (const warning of diagnostics.warnings) {
    if (options.strict) diagnostics.add(warning);
    else context.emit({ type: 'warning', warning });
  }
  diagnostics.throwIfAny();
  const appliesModifier = (step: SqlModifier): boolean =>
    (step.dbms === undefined || database.matchesDbms(step.dbms)) &&
    contextExpressionMatches(step.contextFilter, names, step) &&
    labelListMatches(step.labels, labelFilter);
  const checksums: ChecksumEnvironment = {
    files,
    properties: changelog.properties,
    matchesDbms: (list) => database.matchesDbms(list),
    appliesModifier,
  };
  const environment: RunEnvironment = {
    database,
    changelog,
    files,
    emit: context.emit,
    schema: database.connection,
    appliesModifier,
    history,
    journal,
    signal: context.signal,
    ...(options.allowExecuteCommand && { runProgram: programRunner(context) }),
  };
  return { ...session, changelog, contexts, labelFilter, checksums, environment };
}

function programRunner(context: CommandContext): NonNullable<RunEnvironment['runProgram']> {
  return async (command, { timeoutMs, systems }) => {
    const { isThisSystem, runProgram } = await import('../core/run-program.js');
    if (isThisSystem(systems)) await runProgram(command, { cwd: context.cwd, timeoutMs, signal: context.signal });
  };
}

/** A run without contexts takes the changesets of all contexts, which is seldom what was meant. */
function checkContexts(changelog: Changelog, strict: boolean, diagnostics: Diagnostics): void {
  const used = openContexts(changelog.changesets);
  if (used.length === 0) return;
  const message = `the changelog uses contexts (${used.join(', ')}) and none was given: what is for any of them takes part`;
  if (strict) diagnostics.error('PLAN_NO_CONTEXTS', { message });
  else diagnostics.warn('PLAN_NO_CONTEXTS', { message });
}

/** The folders of a search path; without one, the working directory. */
export function searchRoots(searchPath: string | undefined): readonly string[] {
  const roots = (searchPath ?? '')
    .split(/[,;]/)
    .map((root) => root.trim())
    .filter((root) => root !== '');
  return roots.length === 0 ? ['.'] : roots;
}
