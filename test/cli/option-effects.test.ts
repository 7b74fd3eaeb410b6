import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import withoutEffect from '../../docs/generator/options-without-effect.json' with { type: 'json' };
import { cliOptions } from '../../src/cli/cli-options.js';
import { kebabCase } from '../../src/cli/names.js';
import { commands } from '../../src/commands/index.js';
import { sqliteDriver } from '../../src/dialects/sqlite/driver.js';
import { startTdsServer, type TdsServer } from '../dialects/mssql/tds-server.js';
import { capture, type Captured, type CaptureOptions } from './capture.js';
import { commandArguments, runFirst, sampleChangelog } from './command-arguments.js';
import { startPostgresStandIn, type PostgresStandIn } from './postgres-stand-in.js';

/** One call and what is left of it. */
interface Seen extends Captured {
  readonly folder: string;
  /** Tables of the database, rows of its history and its locks. */
  readonly state: readonly string[];
}

interface Situation extends Pick<CaptureOptions, 'answers' | 'environment'> {
  /** Files beside the changelog, or instead of it. */
  readonly files?: Readonly<Record<string, string>>;
  /** In place of the SQLite database, on which the first changesets ran. */
  readonly url?: string;
  /** In place of what the command needs. */
  readonly needs?: readonly string[];
  /** SQL that is sent to the database first. */
  readonly before?: readonly string[];
  /** Arguments of the call with and without the option. */
  readonly always?: readonly string[];
  readonly signal?: AbortSignal;
  /** Whether nothing ran yet. */
  readonly fresh?: boolean;
  /** In place of changelog.yaml, or none. */
  readonly changelogFile?: string | null;
}

type Check = (command: string) => Promise<void>;

let root: string;
/** The first changesets, as a history without a database. */
let offlineHistory: string;
let postgres: PostgresStandIn;
let sqlserver: TdsServer;
let silent: Server;
const bases = new Map<string, Promise<Seen>>();

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'changelog-options-'));
  writeFileSync(join(root, 'changelog.yaml'), sampleChangelog);
  const { code, err } = await capture([...runFirst, '--url=sqlite:shop.db', '--changelog-file=changelog.yaml'], { cwd: root });
  if (code !== 0) throw new Error(err);
  await capture(
    ['update-count-sql', '--count=4', '--url=offline:postgresql?changeLogFile=history.csv', '--changelog-file=changelog.yaml'],
    { cwd: root },
  );
  offlineHistory = readFileSync(join(root, 'history.csv'), 'utf8');
  postgres = await startPostgresStandIn();
  sqlserver = await startTdsServer();
  silent = createServer(() => {});
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await postgres[Symbol.asyncDispose]();
  await sqlserver[Symbol.asyncDispose]();
  silent.close();
  rmSync(root, { recursive: true, force: true });
});

const onPostgres = (): string => `postgres://ann@127.0.0.1:${postgres.port}/shop?sslmode=disable`;
const onSqlserver = (): string => `jdbc:sqlserver://127.0.0.1:${sqlserver.port};databaseName=shop;encrypt=false;user=sa;password=x`;

async function run(command: string, args: readonly string[], situation: Situation = {}): Promise<Seen> {
  const folder = mkdtempSync(join(root, 'run-'));
  writeFileSync(join(folder, 'changelog.yaml'), sampleChangelog);
  for (const [name, text] of Object.entries(situation.files ?? {})) {
    mkdirSync(join(folder, dirname(name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  if (situation.fresh !== true) copyFileSync(join(root, 'shop.db'), join(folder, 'shop.db'));
  if (situation.before !== undefined) await withDatabase(folder, async (send) => void (await send(...(situation.before ?? []))));
  const options = (await commands[command]?.load())?.options ?? {};
  const file = situation.changelogFile === undefined ? 'changelog.yaml' : situation.changelogFile;
  const argv = [
    command,
    ...(command === 'init-project' ? ['--project-dir=new'] : [`--url=${situation.url ?? 'sqlite:shop.db'}`]),
    ...('changelogFile' in options && file !== null && command !== 'init-project' ? [`--changelog-file=${file}`] : []),
    ...(situation.needs ?? commandArguments[command] ?? []),
    ...(situation.always ?? []),
    // What only says yes has no session that could hold a lock.
    ...('changelogLockMode' in options && situation.url !== undefined ? ['--changelog-lock-mode=lease'] : []),
    // A lock that is held is to be told at once.
    ...('changelogLockWaitTimeInMinutes' in options && situation.signal === undefined ? ['--changelog-lock-wait-time-in-minutes=0'] : []),
    ...args,
  ];
  // It waits for the lock to be free, which what only says yes never tells.
  const waits =
    command === 'release-locks' && situation.url !== undefined && !args.some((argument) => argument.startsWith('--connect-timeout'));
  const signal = waits ? AbortSignal.timeout(1000) : undefined;
  const captured = await capture(argv, { cwd: folder, ...(signal && { signal }), ...situation });
  return {
    ...captured,
    folder,
    state: [
      ...(existsSync(join(folder, 'shop.db')) ? await stateOf(folder) : []),
      ...filesOf(join(folder, 'new')),
      ...filesOf(join(folder, 'sub')),
    ],
  };
}

/** What is in a folder, where there is one. */
function filesOf(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder).map((name) => `${name}: ${readFileSync(join(folder, name), 'utf8')}`) : [];
}

async function withDatabase<T>(
  folder: string,
  work: (send: (...sql: readonly string[]) => Promise<readonly (readonly (string | null)[])[]>) => Promise<T>,
): Promise<T> {
  await using connection = await sqliteDriver.connect({ url: '', file: join(folder, 'shop.db'), parameters: {} }, {});
  return await work(async (...sql) => {
    let rows: readonly (readonly (string | null)[])[] = [];
    for (const one of sql) ({ rows } = await connection.queryRows(one));
    return rows;
  });
}

function stateOf(folder: string): Promise<readonly string[]> {
  return withDatabase(folder, async (send) => {
    const tables = (await send("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")).map(([name]) => name ?? '');
    const rows = tables.includes('DATABASECHANGELOG')
      ? await send('SELECT ID, EXECTYPE, MD5SUM, TAG, CONTEXTS FROM DATABASECHANGELOG ORDER BY ORDEREXECUTED')
      : [];
    const locks = await Promise.all(
      tables.filter((name) => name.endsWith('LOCK')).map((name) => send(`SELECT LOCKED, LOCKEDBY FROM ${name}`)),
    );
    const notes = tables.includes('a') ? await send('SELECT note FROM a') : [];
    return [
      ...tables,
      ...rows.map((row) => row.join(' ')),
      ...notes.map((row) => `note ${row[0]}`),
      ...locks.flat().map((row) => `lock ${row.join(' ')}`),
    ];
  });
}

/** What one sees of a call, without times, ids of deployments and the folder. */
const comparable = ({ code, out, err, state, folder }: Seen): unknown => ({
  code,
  state,
  text: `${out}\n${err}`
    .replaceAll(folder, '.')
    .replaceAll(
      /\b\d+(?:\.\d+)? m?s\b|\b\d{10}\b|\d{4}-\d\d-\d\d[T ][\d:.]+Z?|[0-9a-f]{8}-[0-9a-f-]{27}|\d\d?\/\d\d?\/\d\d,? [\d:]+ [AP]M/g,
      '·',
    ),
});

/** The option makes a difference to what the same call does without it. */
const differs =
  (args: readonly string[], situation: Situation = {}): Check =>
  async (command) => {
    const key = JSON.stringify([command, situation]);
    const base = bases.get(key) ?? run(command, [], situation);
    bases.set(key, base);
    expect(comparable(await run(command, args, situation))).not.toEqual(comparable(await base));
  };

/** The option makes the call fail, or end, with these words. */
const says =
  (args: readonly string[], words: string | RegExp, situation: Situation = {}): Check =>
  async (command) => {
    const seen = await run(command, args, situation);
    expect(`${seen.out}\n${seen.err}`).toMatch(words);
    expect(comparable(seen)).not.toEqual(comparable(await run(command, [], situation)));
  };

/** What the option says reaches the PostgreSQL server, or the script for it. */
const tellsPostgres =
  (option: string, value: string): Check =>
  async (command) => {
    const before = postgres.heard().length;
    const { out } = await run(command, [`--${option}=${value}`], { url: onPostgres(), fresh: true });
    expect(`${postgres.heard().slice(before)}${out}`).toContain(value);
  };

/** What the option says reaches the SQL Server, or the script for it. */
const tellsSqlserver =
  (option: string, value: string): Check =>
  async (command) => {
    const before = sqlserver.requests.length;
    const { out } = await run(command, [`--${option}=${value}`], { url: onSqlserver(), fresh: true });
    const sent = sqlserver.requests.slice(before).map(({ sql, declared, parameters }) => `${sql} ${declared ?? ''} ${parameters ?? ''}`);
    expect(`${sent.join('\n')}${out}`).toContain(value);
  };

/** Without the changeset `demo`, and with another table in `last`. */
const edited = sampleChangelog.replace(/  - changeSet:\n.*id: demo.*\n/, '').replace('tableName: b', 'tableName: edited');
const held = "UPDATE DATABASECHANGELOGLOCK SET LOCKED = 1, LOCKEDBY = 'bea', LOCKGRANTED = 1600000000000 WHERE ID = 1";
const otherLock = 'CREATE TABLE OTHERLOCK AS SELECT * FROM DATABASECHANGELOGLOCK';
const otherHeld = held.replace('DATABASECHANGELOGLOCK', 'OTHERLOCK');
/** The changeset `demo` is not as it was when it ran. */
const driftInDemo: Situation = { files: { 'changelog.yaml': sampleChangelog.replace('"${greeting}"', 'edited') } };
const script = { 'undo.sql': "UPDATE a SET note = 'by script';" };
/** Programs in what is run, and in how it is undone, which is no part of a checksum. */
const echo = '[{ executeCommand: { executable: echo, args: [{ arg: { value: hello } }] } }]';
const program = sampleChangelog
  .replace('[{ createTable: { tableName: c, columns: [{ column: { name: id, type: int } }] } }]', `${echo}, rollback: ${echo}`)
  .replace('tableName: b, columns: [{ column: { name: id, type: int } }] } }]', `$&, rollback: ${echo}`)
  .replaceAll('rollback: DELETE FROM a', `rollback: ${echo}`);
/** The answer is that of an option which gives a number, a tag and the like: another value does something else. */
const instead = (needs: readonly string[], args: readonly string[], situation: Situation = {}): Check =>
  differs(args, { ...situation, needs });
const one = (command: string): readonly string[] => [
  '--changeset-path=changelog.yaml',
  `--changeset-id=${command.startsWith('rollback') ? 'demo' : 'next'}`,
  '--changeset-author=ann',
  ...(/-sql$|^calculate/.test(command) ? [] : ['--force']),
];
const offline = (query: string, argument: string): Situation => ({
  url: `offline:${query}outputLiquibaseSql=all&changeLogFile=history.csv`,
  always: [argument],
  files: { 'history.csv': offlineHistory },
});

/** By option: how one sees that a command heeds it. */
const effects: Readonly<Record<string, Check | 'apart' | undefined>> = {
  searchPath: (command) =>
    command === 'execute-sql'
      ? instead(['--sql-file=x.sql'], ['--search-path=nowhere'], { files: { 'x.sql': 'SELECT 1' } })(command)
      : differs(['--search-path=nowhere'])(command),
  logLevel: says(['--log-level=fine'], /INFO|FINE/),
  strict: says(['--strict'], 'CONFIG_UNKNOWN_OPTION', { files: { 'changelog.properties': 'contexs=demo\n' } }),
  url: says(['--url=oops:x'], 'CONNECT_URL'),
  username: (command) =>
    command === 'init-project' ? differs(['--username=bob'])(command) : tellsPostgres('username', 'bob_by_option')(command),
  password: async (command) => {
    await run(command, ['--password=by-option'], { url: onPostgres(), fresh: true });
    expect(postgres.passwords.at(-1)).toBe('by-option');
  },
  defaultSchemaName: tellsPostgres('default-schema-name', 'schema_by_option'),
  defaultCatalogName: tellsSqlserver('default-catalog-name', 'catalog_by_option'),
  liquibaseSchemaName: tellsPostgres('liquibase-schema-name', 'schema_by_option'),
  liquibaseCatalogName: tellsSqlserver('liquibase-catalog-name', 'catalog_by_option'),
  liquibaseTablespaceName: tellsPostgres('liquibase-tablespace-name', 'space_by_option'),
  databaseChangelogTableName: (command) =>
    differs(
      ['--database-changelog-table-name=OTHER'],
      command === 'calculate-checksum'
        ? { before: ["UPDATE DATABASECHANGELOG SET MD5SUM = '8:0'"] }
        : { files: { 'changelog.yaml': edited } },
    )(command),
  databaseChangelogLockTableName: (command) =>
    /^(?:list-locks|release-locks|unlock|doctor)$/.test(command)
      ? differs(['--database-changelog-lock-table-name=OTHERLOCK'], { before: [otherLock, otherHeld] })(command)
      : says(['--database-changelog-lock-table-name=OTHERLOCK', '--changelog-lock-wait-time-in-minutes=0'], 'LOCK_HELD', {
          before: [otherLock, otherHeld],
        })(command),
  sqlShowSqlWarnings: (command) =>
    differs(['--sql-show-sql-warnings=false'], { url: onPostgres(), fresh: true, always: ['--log-level=warning'] })(command),
  // These are tested with the locks: test/db.
  changelogLockPollRate: 'apart',
  changelogLockTakeover: 'apart',
  changelogLockMode: 'apart',
  kill: 'apart',
  rehearse: differs(['--rehearse']),
  save: async (command) => expect(existsSync(join((await run(command, ['--save=saved.json'])).folder, 'saved.json'))).toBe(true),
  showSql: differs(['--show-sql=false']),
  plan: says(['--plan=missing.json'], 'missing.json'),
  driver: says(['--driver=com.acme.Driver'], 'CONFIG_UNSUPPORTED_OPTION'),
  connectTimeout: 'apart',
  // test/db/lost-connection.test.ts
  connectRetries: 'apart',
  connectRetryDelay: 'apart',
  changelogFile: (command) =>
    command === 'init-project'
      ? differs(['--changelog-file=own.yaml'])(command)
      : says(['--changelog-file=missing.yaml'], /missing\.yaml/, { changelogFile: null })(command),
  contextFilter: (command) => differs(['--context-filter=production'], command === 'validate' ? driftInDemo : {})(command),
  labelFilter: (command) => differs(['--label-filter=!extra'], command === 'validate' ? driftInDemo : {})(command),
  strictContexts: says(['--strict-contexts'], 'contexts'),
  parameters: differs(['-Dgreeting=good morning']),
  changelogLockWaitTimeInMinutes: async (command) => {
    const seen = await run(command, ['--changelog-lock-wait-time-in-minutes=0'], { before: [held] });
    expect(seen.err).toContain('LOCK_HELD');
  },
  showSummary: differs(['--show-summary=off']),
  showSummaryOutput: says(['--show-summary-output=log', '--log-level=info', '--log-file=run.log'], ''),
  allowExecuteCommand: (command) =>
    differs(['--allow-execute-command'], {
      files: { 'changelog.yaml': program },
      ...(command === 'update-one-changeset' && { needs: ['--changeset-identifier=changelog.yaml::then::ann', '--force'] }),
      ...(command === 'update-count' && { needs: ['--count=2'] }),
    })(command),
  rollbackOnError: (command) =>
    differs(['--rollback-on-error'], {
      files: { 'changelog.yaml': sampleChangelog.replace('tableName: c', 'tableName: b') },
      ...(command === 'update-count' && { needs: ['--count=2'] }),
    })(command),
  outputDefaultSchema: (command) =>
    differs(['--output-default-schema=false'], offline('postgresql?version=15&', '--default-schema-name=abc'))(command),
  outputDefaultCatalog: (command) => differs(['--output-default-catalog=false'], offline('mysql?', '--default-catalog-name=abc'))(command),
  count: differs(['--count=3']),
  tag: (command) => differs([`--tag=${/^tag|future|^rollback/.test(command) ? 'other' : 'v1'}`])(command),
  tagVersion: differs(['--tag-version=newest'], { before: ["UPDATE DATABASECHANGELOG SET TAG = 'v1' WHERE ID = 'demo'"] }),
  date: differs(['--date=2120-01-01']),
  changesetIdentifier: (command) =>
    differs([`--changeset-identifier=changelog.yaml::${command.startsWith('rollback') ? 'last' : 'then'}::ann`])(command),
  changesetPath: (command) => instead(one(command), ['--changeset-path=other.yaml'])(command),
  changesetId: (command) => instead(one(command), [`--changeset-id=${command.startsWith('rollback') ? 'last' : 'then'}`])(command),
  changesetAuthor: (command) => instead(one(command), ['--changeset-author=bea'])(command),
  force: (command) =>
    // What it clears is tested with the locks: test/db.
    command === 'unlock'
      ? Promise.resolve()
      : differs(['--force'], { needs: (commandArguments[command] ?? []).filter((argument) => argument !== '--force') })(command),
  requireForce: instead([], ['--require-force'], { answers: ['y'] }),
  // Where there are schemas: test/db/pglite.test.ts.
  schemas: says(['--schemas=nowhere'], 'CONFIG_UNSUPPORTED_OPTION'),
  rollbackScript: (command) => differs(['--rollback-script=undo.sql'], { files: script })(command),
  deploymentId: differs(['--deployment-id=1234567890']),
  verbose: (command) =>
    command === 'status'
      ? differs(['--verbose=false'])(command)
      : differs(['--verbose'], { files: { 'changelog.yaml': sampleChangelog.replace(/  - changeSet:\n.*id: demo.*\n/, '') } })(command),
  explain: differs(['--explain']),
  sql: instead(['--sql=SELECT 1'], ['--sql=SELECT 2']),
  sqlFile: instead([], ['--sql-file=x.sql'], { files: { 'x.sql': 'SELECT 7' } }),
  delimiter: instead(['--sql=SELECT 1 //\nSELECT 2'], ['--delimiter=//']),
  projectDir: differs(['--project-dir=sub']),
  changelogFormat: differs(['--changelog-format=xml']),
};

/**
 * Commands whose options are tested with the comparison of databases, on databases that differ; and with changesets that are half done, which
 * SQLite leaves none of: test/chaos/resume.test.ts.
 */
const comparing: ReadonlySet<string> = new Set([
  'baseline',
  'diff',
  'diff-changelog',
  'drift',
  'generate-changelog',
  'report',
  'repair',
  'snapshot',
  'snapshot-reference',
]);

describe('the options of', () => {
  it.each(Object.keys(commands).filter((name) => !comparing.has(name)))('%s', async (command) => {
    const definition = await commands[command]?.load();
    const wrong: string[] = [];
    for (const name of Object.keys(definition?.options ?? {})) {
      if ((withoutEffect as Record<string, { commands: readonly string[] }>)[name]?.commands.includes(command)) continue;
      const check = effects[name];
      if (check === undefined) {
        wrong.push(`${name} is not tested`);
        continue;
      }
      if (check === 'apart') continue;
      await check(command).catch(
        (error: unknown) =>
          void wrong.push(`--${kebabCase(name)}: ${(error as Error).message.split('\n').slice(0, 6).join(' ')}`.slice(0, 300)),
      );
    }
    expect(wrong).toEqual([]);
  });
});

describe('an option that takes time', () => {
  const having = async (option: string): Promise<readonly string[]> => {
    const found = await Promise.all(
      Object.entries(commands).map(async ([name, entry]) => (option in (await entry.load()).options && !comparing.has(name) ? [name] : [])),
    );
    return found.flat();
  };
  it('ends the wait for a server that does not answer', async () => {
    const { port } = silent.address() as AddressInfo;
    const url = `postgres://ann@127.0.0.1:${port}/shop?sslmode=disable`;
    const seen = await Promise.all((await having('connectTimeout')).map((command) => run(command, ['--connect-timeout=1'], { url })));
    expect(seen.filter(({ err }) => !err.includes('CONNECT_TIMEOUT'))).toEqual([]);
  });
});

const ofAnyCommand: Readonly<Record<string, Check | undefined>> = {
  format: async (command) => expect(JSON.parse((await run(command, ['--format=json'])).out)).toBeTypeOf('object'),
  outputFile: differs(['--output-file=data.txt']),
  outputFileEncoding: async (command) => {
    const { folder } = await run(command, ['--output-file=data.txt', '--output-file-encoding=UTF-16LE']);
    expect(readFileSync(join(folder, 'data.txt'), 'utf16le')).toMatch(/[a-z]{3}/);
  },
  outputLineSeparator: async (command) => {
    const { folder } = await run(command, ['--output-file=data.txt', '--output-line-separator=CRLF']);
    expect(readFileSync(join(folder, 'data.txt'), 'utf8')).toMatch(/\r\n/);
  },
  defaultsFile: says(['--defaults-file=own.properties'], 'CONFIG_UNSUPPORTED_OPTION', {
    files: { 'own.properties': 'driver=com.acme.Driver' },
  }),
  classpath: differs(['--classpath=elsewhere'], {
    changelogFile: 'elsewhere.yaml',
    files: { 'elsewhere/elsewhere.yaml': sampleChangelog },
  }),
  passwordFile: async (command) => {
    await run(command, ['--password-file=secret.txt'], { url: onPostgres(), fresh: true, files: { 'secret.txt': 'from-file\n' } });
    expect(postgres.passwords.at(-1)).toBe('from-file');
  },
  logFile: async (command) => {
    const { folder } = await run(command, ['--log-level=fine', '--log-file=run.log']);
    expect(readFileSync(join(folder, 'run.log'), 'utf8')).toContain('Connected to SQLite');
  },
  logFormat: async (command) => {
    const { folder } = await run(command, ['--log-level=fine', '--log-file=run.log', '--log-format=JSON']);
    expect(JSON.parse(readFileSync(join(folder, 'run.log'), 'utf8').split('\n')[0] ?? '')).toBeTypeOf('object');
  },
  sqlLogLevel: (command) =>
    command === 'update' ? differs(['--sql-log-level=info'], { always: ['--log-level=info'] })(command) : Promise.resolve(),
  showBanner: says(['--show-banner'], 'changelog '),
  headless: async () => {
    const asked = await run('drop-all', [], { needs: [], answers: ['y'] });
    expect(asked.code).toBe(0);
    expect((await run('drop-all', ['--headless'], { needs: [], answers: ['y'] })).err).toContain('CONFIG_CONFIRM');
  },
  color: says(['--color'], '\u001b[', { url: 'oops:x' }),
  shouldRun: says(['--should-run=false'], 'did not run'),
};

describe('an option of any command', () => {
  it.each(Object.keys(cliOptions))('%s', async (name) => {
    const check = ofAnyCommand[name];
    expect(check, `--${kebabCase(name)} is not tested`).toBeDefined();
    for (const command of ['update', 'status', 'update-sql']) await check?.(command);
  });
});

it('leaves out only pairs of command and option that exist', async () => {
  for (const [option, { commands: named, reason }] of Object.entries(withoutEffect)) {
    expect(reason).not.toBe('');
    for (const command of named)
      expect((await commands[command]?.load())?.options, `${command} --${kebabCase(option)}`).toHaveProperty(option);
  }
});
