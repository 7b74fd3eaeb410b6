import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { commands } from '../../../src/commands/index.js';
import { sqliteDriver } from '../../../src/dialects/sqlite/driver.js';
import { finished, startTdsServer, type TdsBehaviour, type TdsServer } from '../../dialects/mssql/tds-server.js';
import { doneInProcedure, doneProcedure, rowsToken } from '../../dialects/mssql/tds-tokens.js';
import { capture, type Captured, type CaptureOptions } from '../capture.js';
import { changelogArgument, commandArguments, referenceSql, runFirst, sampleChangelog } from '../command-arguments.js';
import { createdTable, type CreatedTable } from './created-tables.js';
import { startPostgresStandIn, type PostgresStandIn } from '../postgres-stand-in.js';

/** One call and what is left of it. */
export interface Seen extends Captured {
  readonly folder: string;
  /** Tables of the database, rows of its history and its locks, and the files beside it. */
  readonly state: readonly string[];
  /** Whether somebody was asked. */
  readonly asked: boolean;
}

export interface Situation extends Pick<CaptureOptions, 'answers' | 'environment'> {
  /** Files beside the changelog, or instead of it. */
  readonly files?: Readonly<Record<string, string>>;
  /** In place of the SQLite database, on which the first changesets ran. */
  readonly url?: string;
  /** In place of what the command needs. */
  readonly needs?: readonly string[];
  /** Calls that are made first; what they say is nobody's business. */
  readonly first?: readonly (readonly string[])[];
  /** SQL that is sent to the database then. */
  readonly before?: readonly string[];
  /** Arguments of the call with and without the option. */
  readonly always?: readonly string[];
  readonly signal?: AbortSignal;
  /** Is told what is written to standard error while it is written. */
  readonly onText?: (text: string) => void;
  /** Whether nothing ran yet. */
  readonly fresh?: boolean;
  /** In place of the command's changelog, or none. */
  readonly changelogFile?: string | null;
}

/** Calls in folders of their own, with servers that only listen. */
export interface Calls extends AsyncDisposable {
  readonly postgres: PostgresStandIn;
  readonly sqlserver: TdsServer;
  /** The first changesets, as a history without a database. */
  readonly offlineHistory: string;
  run(command: string, args: readonly string[], situation?: Situation): Promise<Seen>;
}

type Send = (...sql: readonly string[]) => Promise<readonly (readonly (string | null)[])[]>;

export async function openCalls(): Promise<Calls> {
  const root = mkdtempSync(join(tmpdir(), 'changelog-options-'));
  writeFileSync(join(root, 'changelog.yaml'), sampleChangelog);
  const { code, err } = await capture([...runFirst, '--url=sqlite:shop.db', '--changelog-file=changelog.yaml'], { cwd: root });
  if (code !== 0) throw new Error(err);
  await withDatabase(root, 'reference.db', async (send) => void (await send(...referenceSql)));
  await capture(
    ['update-count-sql', '--count=4', '--url=offline:postgresql?changeLogFile=history.csv', '--changelog-file=changelog.yaml'],
    { cwd: root },
  );
  const [postgres, sqlserver] = [await startPostgresStandIn(), await startTdsServer(remembering())];
  return {
    postgres,
    sqlserver,
    offlineHistory: readFileSync(join(root, 'history.csv'), 'utf8'),
    run: (command, args, situation = {}) => call(root, command, args, situation),
    async [Symbol.asyncDispose]() {
      await postgres[Symbol.asyncDispose]();
      await sqlserver[Symbol.asyncDispose]();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Makes the server for SQL Server know the tables that it was told to create. */
function remembering(): TdsBehaviour {
  const tables: CreatedTable[] = [];
  return {
    answer(request) {
      const { sql, parameters = '' } = request;
      const made = createdTable(sql);
      if (made !== undefined) tables.push(made);
      const found = sql.includes('COLUMN_NAME AS part') ? tables.filter(({ name }) => parameters.includes(name)) : [];
      const rows = found.flatMap(({ name, columns }) => columns.map((column) => ['dbo', name, column, '255']));
      if (rows.length === 0) return finished(request);
      return Buffer.concat([
        rowsToken({ owner: 'nvarchar', name: 'nvarchar', part: 'nvarchar', length: 'nvarchar' }, rows),
        doneInProcedure(rows.length),
        doneProcedure(),
      ]);
    },
  };
}

export const onPostgres = ({ postgres }: Calls): string => `postgres://ann@127.0.0.1:${postgres.port}/shop?sslmode=disable`;
export const onSqlserver = ({ sqlserver }: Calls): string =>
  `jdbc:sqlserver://127.0.0.1:${sqlserver.port};databaseName=shop;encrypt=false;user=sa;password=x`;

async function call(root: string, command: string, args: readonly string[], situation: Situation): Promise<Seen> {
  const folder = mkdtempSync(join(root, 'run-'));
  const given = { 'changelog.yaml': sampleChangelog, ...situation.files };
  for (const [name, text] of Object.entries(given)) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  copyFileSync(join(root, 'reference.db'), join(folder, 'reference.db'));
  if (situation.fresh !== true) copyFileSync(join(root, 'shop.db'), join(folder, 'shop.db'));
  const { before, first } = situation;
  for (const argv of first ?? []) await capture(argv, { cwd: folder });
  if (before !== undefined) await withDatabase(folder, 'shop.db', async (send) => void (await send(...before)));
  const options = (await commands[command]?.load())?.options ?? {};
  const needs = situation.needs ?? commandArguments[command] ?? [];
  const named = (argument: string): boolean =>
    [...needs, ...(situation.always ?? []), ...args].some((one) => one.startsWith(`${argument}=`));
  const argv = [
    command,
    ...(command === 'init-project' ? ['--project-dir=new'] : named('--url') ? [] : [`--url=${situation.url ?? 'sqlite:shop.db'}`]),
    ...changelogArgument(command, options, situation.changelogFile),
    ...needs,
    ...(situation.always ?? []),
    // What a server is told needs no embedded one beside it.
    ...('scratchUrl' in options && situation.url !== undefined && !named('--scratch-url') ? ['--scratch-url=sqlite::memory:'] : []),
    // A lock that is held is to be told at once.
    ...('changelogLockWaitTimeInMinutes' in options && situation.signal === undefined ? ['--changelog-lock-wait-time-in-minutes=0'] : []),
    ...args,
  ];
  let asked = false;
  const answers = situation.answers;
  const captured = await capture(argv, {
    cwd: folder,
    ...(situation.environment && { environment: situation.environment }),
    ...(situation.signal && { signal: situation.signal }),
    ...(situation.onText && { onText: situation.onText }),
    ...(answers && { answers, onQuestion: () => (asked = true) }),
  });
  return {
    ...captured,
    asked,
    folder,
    state: [...(existsSync(join(folder, 'shop.db')) ? await stateOf(folder) : []), ...filesOf(folder, given)],
  };
}

/** The files that a call made or changed, but for databases. */
function filesOf(folder: string, given: Readonly<Record<string, string>>): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.db(?:-\w+)?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [path.slice(folder.length + 1), readFileSync(path, 'utf8')] as const)
    .filter(([name, text]) => given[name] !== text)
    .map(([name, text]) => `${name}: ${text}`)
    .toSorted();
}

async function withDatabase<T>(folder: string, file: string, work: (send: Send) => Promise<T>): Promise<T> {
  await using connection = await sqliteDriver.connect({ url: '', file: join(folder, file), parameters: {} }, {});
  return await work(async (...sql) => {
    let rows: readonly (readonly (string | null)[])[] = [];
    for (const one of sql) ({ rows } = await connection.queryRows(one));
    return rows;
  });
}

function stateOf(folder: string): Promise<readonly string[]> {
  return withDatabase(folder, 'shop.db', async (send) => {
    const tables = (await send("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")).map(([name]) => name ?? '');
    const rows = tables.includes('DATABASECHANGELOG')
      ? await send('SELECT ID, EXECTYPE, MD5SUM, TAG, CONTEXTS FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED')
      : [];
    const locks = await Promise.all(
      tables.filter((name) => name.endsWith('LOCK')).map((name) => send(`SELECT LOCKED, LOCKEDBY FROM ${name}`)),
    );
    const steps = tables.includes('DATABASECHANGELOGSTEP') ? await send('SELECT ID, STATE, STEPSDONE FROM DATABASECHANGELOGSTEP') : [];
    const notes = tables.includes('a') ? await send('SELECT note FROM a') : [];
    return [
      ...tables,
      ...rows.map((row) => row.join(' ')),
      ...steps.map((row) => `step ${row.join(' ')}`),
      ...notes.map((row) => `note ${row[0]}`),
      ...locks.flat().map((row) => `lock ${row.join(' ')}`),
    ];
  });
}
