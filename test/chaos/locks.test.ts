import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startProgram } from '../db/program.js';
import { describeTargets, targets, type TestDatabase } from '../db/targets.js';

// The long form is `npm run chaos`; the numbers are those of docs/reliability.md.
const isLong = process.env['CHAOS'] === 'long';
const rounds = Number(process.env['CHAOS_ROUNDS'] ?? (isLong ? 50 : 2));
const processes = isLong ? 20 : 5;
const liquibase = process.env['LIQUIBASE'];
const timeout = 60_000 * (1 + rounds);

let cwd = '';
beforeAll(() => void (cwd = mkdtempSync(join(tmpdir(), 'changelog-chaos-'))));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));

const changeset = (id: number, changes: readonly object[], more: object = {}) => ({ changeSet: { id, author: 'ann', changes, ...more } });
const table = (tableName: string, ...columns: readonly string[]) => ({
  createTable: { tableName, columns: columns.map((name) => ({ column: { name, type: 'int' } })) },
});
const row = (tableName: string, value: number) => ({ insert: { tableName, columns: [{ column: { name: 'n', valueNumeric: value } }] } });
const write = (name: string, changesets: readonly object[]) =>
  writeFileSync(join(cwd, name), JSON.stringify({ databaseChangeLog: changesets }));

/** A table and rows in it, each by a changeset of its own; nothing but the history keeps a row from being inserted twice. */
const rowCount = 8;
const rows = Array.from({ length: rowCount }, (_, at) => changeset(at + 2, [row('work', at)]));

interface Left {
  /** How often each changeset is recorded. */
  readonly recorded: readonly number[];
  readonly rows: number;
  readonly isLocked: boolean;
  /** Programs that wrote history. */
  readonly writers: readonly string[];
}

async function look(database: TestDatabase): Promise<Left> {
  await using connection = await database.connect();
  const numbers = async (sql: string): Promise<readonly number[]> =>
    (await connection.query(sql)).map((found) => Number(Object.values(found)[0]));
  const [count] = await numbers('SELECT COUNT(*) AS n FROM work');
  const [locked] = await numbers('SELECT COUNT(*) AS n FROM DATABASECHANGELOGLOCK WHERE LOCKEDBY IS NOT NULL');
  const writers = await connection.query('SELECT DISTINCT LIQUIBASE AS writer FROM DATABASECHANGELOG');
  return {
    recorded: await numbers('SELECT COUNT(*) AS n FROM DATABASECHANGELOG GROUP BY ID ORDER BY ID'),
    rows: count ?? 0,
    isLocked: locked !== 0,
    writers: writers.map((found) => (String(Object.values(found)[0]).startsWith('changelog') ? 'changelog' : 'liquibase')),
  };
}

const start = (database: TestDatabase, file: string) =>
  startProgram(['update', `--changelog-file=${file}`, `--url=${database.url}`, '--show-banner=false'], cwd).ended;

async function together(database: TestDatabase, file: string, count: number): Promise<void> {
  const ends = await Promise.all(Array.from({ length: count }, () => start(database, file)));
  expect(ends.filter(({ code }) => code !== 0).map(({ output }) => output)).toEqual([]);
}

describeTargets(`${processes} processes that start together`, ({ open }) => {
  it(
    `run each changeset once, ${rounds} times over`,
    async () => {
      write('rows.json', [changeset(1, [table('work', 'n')]), ...rows]);
      for (let round = 0; round < rounds; round++) {
        await using database = await open();
        await together(database, 'rows.json', processes);
        const left = { recorded: Array.from({ length: rowCount + 1 }, () => 1), rows: rowCount, isLocked: false, writers: ['changelog'] };
        expect(await look(database)).toEqual(left);
      }
    },
    timeout,
  );
});

const postgres = targets.find(({ name }) => name === 'postgres');
describe.skipIf(postgres === undefined)('CREATE INDEX CONCURRENTLY', () => {
  const waiters = isLong ? 10 : 4;
  it(
    `is not in a deadlock with ${waiters} runs that wait, ${rounds} times over`,
    async () => {
      const fill = 'INSERT INTO work SELECT i FROM generate_series(1, 100000) AS t(i)';
      const index = changeset(3, [{ sql: { sql: 'CREATE INDEX CONCURRENTLY work_n ON work (n)' } }], { runInTransaction: false });
      write('index.json', [changeset(1, [table('work', 'n')]), changeset(2, [{ sql: { sql: fill } }]), index]);
      for (let round = 0; round < rounds; round++) {
        await using database = await postgres!.open();
        await together(database, 'index.json', waiters + 1);
        await using connection = await database.connect();
        expect(await connection.query("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'work_n'::regclass")).toEqual([
          { valid: true },
        ]);
        expect(await look(database)).toMatchObject({ recorded: [1, 1, 1], rows: 100_000, isLocked: false });
      }
    },
    timeout,
  );
});

if (liquibase === undefined) describe.skip('we and Liquibase: LIQUIBASE does not name the command that runs Liquibase', () => {});
else {
  describeTargets(
    'a run of Liquibase and one of ours at the same time',
    ({ dialect, open }) => {
      const times = isLong ? Math.min(rounds, 20) : 1;
      const pause = { sqlite: 'SELECT 1', postgresql: 'SELECT pg_sleep(0.1)' }[dialect as string] ?? 'SELECT SLEEP(0.1)';
      it(
        `exclude each other, ${times} times over`,
        async () => {
          write('slow.json', [
            changeset(1, [table('work', 'n')]),
            ...rows.map(({ changeSet }) => changeset(changeSet.id, [...changeSet.changes, { sql: { sql: pause } }])),
          ]);
          const first: Record<string, number> = {};
          const tally = (what: string): void => void (first[what] = (first[what] ?? 0) + 1);
          let startup = 0;
          for (let round = 0; round < times; round++) {
            await using database = await open();
            const theirs = runLiquibase(database);
            // Java takes its time to start: in every other round we come while it holds the lock, otherwise at about the same moment or before.
            if (round % 2 === 1) await sleep(startup * (0.5 + Math.random() / 2));
            else {
              const begun = Date.now();
              await untilLocked(database, theirs);
              startup = Date.now() - begun;
            }
            const [our, their] = await Promise.all([start(database, 'slow.json'), theirs]);
            expect(our.code, our.output).toBe(0);
            // Liquibase does not wait for a SQLite file that is busy, and looks for the history table before it has the lock, so that it fails
            // to create one that we made meanwhile. It runs nothing then.
            const gaveUp =
              (dialect === 'sqlite' && their.output.includes('SQLITE_BUSY')) ||
              /create table \S*databasechangelog /i.exec(their.output) !== null;
            if (their.code !== 0) tally('Liquibase gave up');
            if (!gaveUp) expect(their.code, their.output).toBe(0);
            const left = await look(database);
            expect(left).toMatchObject({ recorded: Array.from({ length: rowCount + 1 }, () => 1), rows: rowCount, isLocked: false });
            expect(left.writers).toHaveLength(1);
            if (gaveUp) expect(left.writers).toEqual(['changelog']);
            tally(left.writers[0] ?? '');
          }
          console.log(`${dialect}: who came first in ${times} rounds: ${JSON.stringify(first)}`);
        },
        timeout,
      );
    },
    ({ dialect }) => ['sqlite', 'postgresql', 'mariadb', 'mysql'].includes(dialect),
  );
}

/** Waits until somebody holds the lock row, or the run is over. */
async function untilLocked(database: TestDatabase, run: Promise<unknown>): Promise<void> {
  await using connection = await database.connect();
  let isOver = false;
  void run.then(() => (isOver = true));
  while (!isOver) {
    const held = await connection.query('SELECT 1 AS held FROM DATABASECHANGELOGLOCK WHERE LOCKEDBY IS NOT NULL').catch(() => []);
    if (held.length > 0) return;
    await sleep(20);
  }
}

function runLiquibase({ dialect, target }: TestDatabase): Promise<{ readonly code: number; readonly output: string }> {
  const { host = 'localhost', port, database, file, username, password = '' } = target;
  const url =
    file === undefined ? `jdbc:${dialect.name}://${host}${port === undefined ? '' : `:${port}`}/${database}` : `jdbc:sqlite:${file}`;
  const login = username === undefined ? [] : [`--username=${username}`, `--password=${password}`];
  return new Promise((resolve) => {
    execFile(
      liquibase ?? '',
      ['update', '--changelog-file=slow.json', `--url=${url}`, ...login],
      { cwd, env: { ...process.env, LIQUIBASE_CHANGELOG_LOCK_POLL_RATE: '1' } },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: `${stdout}\n${stderr}` }),
    );
  });
}
