#!/usr/bin/env node
// Holds the SQL that `plan` prints against the SQL that `update` sends, byte for byte, for every changelog below the folders given.
//   npm run plan-equals-run -- --db postgresql,mariadb,sqlite --search-path ROOT FOLDER…
// FOLDER may be a single changelog. --before is SQL that a project expects to have been run in its database.
// A changelog that stops half-way counts with what was sent until then. Without folders: the examples in changelogs/.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const engine = await import('../../dist/index.js');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    db: { type: 'string', default: 'postgresql,mariadb,sqlite' },
    'search-path': { type: 'string' },
    parameters: { type: 'string', short: 'D', multiple: true, default: [] },
    before: { type: 'string', multiple: true, default: [] },
    verbose: { type: 'boolean', default: false },
  },
});
const folders = positionals.length > 0 ? positionals.map((one) => resolve(one)) : [resolve(import.meta.dirname, '../../changelogs')];
const parameters = Object.fromEntries(options.parameters.map((one) => one.split(/=(.*)/s).slice(0, 2)));
const scratch = mkdtempSync(join(tmpdir(), 'changelog-plan-'));
const servers = {
  postgresql: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  mariadb: process.env.TEST_MARIADB_URL ?? 'mariadb://root@127.0.0.1:3306/mysql',
};
const onServer = {
  async postgresql(sql, url = servers.postgresql) {
    const { Client } = (await import('pg')).default;
    const client = new Client(url);
    await client.connect();
    await client.query(sql).finally(() => client.end());
  },
  async mariadb(sql, url = servers.mariadb) {
    const mysql = await import('mysql2/promise');
    const connection = await mysql.createConnection(url.replace('mariadb:', 'mysql:'));
    await connection.query(sql).finally(() => connection.end());
  },
};
/** SQL that a database needs before its changelog runs. */
const prepare = {
  ...onServer,
  async sqlite(sql, url) {
    const database = new (await import('libsql')).default(url.slice('sqlite:'.length));
    database.exec(sql);
    database.close();
  },
};
let made = 0;

/** A new database; the old one of the same name goes. */
async function freshUrl(db) {
  const url = await emptyUrl(db);
  for (const sql of options.before) await prepare[db](sql, url);
  return url;
}

async function emptyUrl(db) {
  if (db === 'sqlite') return `sqlite:${join(scratch, `${++made}.db`)}`;
  const name = `changelog_plan_${process.pid}`;
  for (const sql of [`DROP DATABASE IF EXISTS ${name}`, `CREATE DATABASE ${name}`]) await onServer[db](sql);
  return Object.assign(new URL(servers[db]), { pathname: `/${name}` }).href;
}

function* changelogs(folder) {
  if (statSync(folder).isFile()) return void (yield folder);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* changelogs(path);
    else if (['.xml', '.yaml', '.yml', '.json'].includes(extname(path)) && /databaseChangeLog/.test(readFileSync(path, 'utf8'))) yield path;
    else if (extname(path) === '.sql' && /^\s*--\s*liquibase formatted sql/i.test(readFileSync(path, 'utf8'))) yield path;
  }
}

const key = ({ id, author, path }) => `${path}::${id}::${author}`;

/** @returns how many statements were compared, and what differs. */
async function compare(file, db) {
  const root = resolve(options['search-path'] ?? folders.find((folder) => file.startsWith(folder)));
  const input = { url: await freshUrl(db), changelogFile: relative(root, file), searchPath: root, parameters };
  const planned = await engine.plan(input, { cwd: root }).catch((error) => error);
  const sent = [];
  const onEvent = (event) => {
    if (event.type === 'changeset-started') sent.push({ key: key(event.changeset), sql: [] });
    if (event.type === 'statement') sent.at(-1)?.sql.push(event.sql);
  };
  const done = await engine.update(input, { cwd: root, onEvent }).catch((error) => error);
  const statements = sent.flatMap(({ sql }) => sql).length;
  const stopped = done instanceof Error ? `${done.code} ${done.message.split('\n')[0]}` : undefined;
  if (planned instanceof Error) {
    const same = done instanceof Error && done.code === planned.code && statements === 0;
    return {
      statements,
      refused: true,
      problem: same ? undefined : `plan: ${planned.code} ${planned.message}; update sent ${statements} statements`,
    };
  }
  let open = false;
  for (const [at, one] of sent.entries()) {
    const expected = planned.changesets[at];
    const isLast = done instanceof Error && at === sent.length - 1;
    // What a query decides while it runs may be left out, and is otherwise as shown.
    if (expected?.doubt !== undefined && one.sql.length === 0) continue;
    const sql = isLast ? expected?.sql.slice(0, one.sql.length) : expected?.sql;
    if (expected === undefined || key(expected) !== one.key)
      return { statements, problem: `${one.key} ran, and ${expected && key(expected)} was planned` };
    if (JSON.stringify(sql) === JSON.stringify(one.sql)) continue;
    if (expected.openSql) {
      open = true;
      continue;
    }
    return {
      statements,
      problem: `${one.key}${expected.doubt ? ` (in doubt: ${expected.doubt})` : ''}\n    planned ${JSON.stringify(sql)}\n    sent    ${JSON.stringify(one.sql)}`,
    };
  }
  const unsent = planned.changesets[sent.length];
  if (stopped === undefined && unsent !== undefined) return { statements, problem: `${key(unsent)} was planned, and did not run` };
  return { statements, stopped, open };
}

let problems = 0;
try {
  for (const db of options.db.split(',')) {
    const totals = { changelogs: 0, refused: 0, statements: 0, stopped: 0, open: 0, different: 0 };
    for (const folder of folders) {
      for (const file of changelogs(folder)) {
        const { statements, refused, stopped, open, problem } = await compare(file, db).catch((error) => ({
          statements: 0,
          problem: error.stack,
        }));
        totals.changelogs += 1;
        totals.statements += statements;
        if (refused) totals.refused += 1;
        if (stopped !== undefined) totals.stopped += 1;
        if (open) totals.open += 1;
        if (problem !== undefined) {
          totals.different += 1;
          console.log(`${db} ${relative(folder, file)}: ${problem}`);
        } else if (options.verbose)
          console.log(
            `${db} ${relative(folder, file)}: ${refused ? 'both refuse it' : `${statements} statements${stopped ? `, until ${stopped}` : ''}`}`,
          );
      }
    }
    problems += totals.different;
    console.log(
      `${db}: ${totals.changelogs} changelogs, ${totals.refused} refused by both, ${totals.stopped} stopped half-way by the database, ${totals.statements} statements compared, ${totals.different} differ, ${totals.open} where the plan says that it cannot know the SQL yet`,
    );
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
  for (const db of options.db.split(',').filter((one) => one !== 'sqlite'))
    await onServer[db](`DROP DATABASE IF EXISTS changelog_plan_${process.pid}`);
}
process.exitCode = problems > 0 ? 1 : 0;
