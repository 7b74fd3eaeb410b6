#!/usr/bin/env node
// Runs a changelog half with Liquibase and half with this program, both ways, and checks that neither minds what the other did.
// docs/takeover.md says how to use it. Nothing of it runs in `npm test`: it needs Java, Liquibase and database servers.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const root = resolve(import.meta.dirname, '../..');
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    install: { type: 'boolean', default: false },
    db: { type: 'string', default: 'postgresql,mariadb,sqlite' },
    'changelog-file': { type: 'string' },
    verbose: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help) {
  console.log(`Usage: npm run interop -- [--install] [--db postgresql,mariadb,sqlite] [--changelog-file FILE] [--verbose] [FOLDER…]

FOLDER is a project: its changelog is FILE, or what interop.json beside it says (docs/takeover.md). Without one, the example shop.
LIQUIBASE names the command that runs Liquibase; --install puts liquibase@4.28.1 from npm into a cache folder (needs Java).
TEST_POSTGRES_URL and TEST_MARIADB_URL are server URLs with a login that may create databases.`);
  process.exit(0);
}

const servers = {
  postgresql: new URL(process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@localhost:5432/postgres'),
  mariadb: new URL(process.env.TEST_MARIADB_URL ?? 'mariadb://root@localhost:3306/'),
};

/** Runs a command; never throws. */
function run(command, args, cwd) {
  return new Promise((done) => {
    execFile(command, args, { cwd, maxBuffer: 1 << 28 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : typeof error.code === 'number' ? error.code : 1, out: stdout, all: `${stdout}\n${stderr}` }),
    );
  });
}

/** The command that starts Liquibase, as program and first arguments. */
async function findLiquibase() {
  if (process.env.LIQUIBASE) return [process.env.LIQUIBASE];
  const home = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'changelog-interop');
  const lib = join(home, 'node_modules/liquibase/dist/liquibase/internal/lib');
  if (!existsSync(lib)) {
    if (!options.install) throw new Error('set LIQUIBASE to the command that runs Liquibase, or add --install');
    mkdirSync(home, { recursive: true });
    const installed = await run(
      'npm',
      ['install', '--prefix', home, '--ignore-scripts', '--no-audit', '--no-fund', 'liquibase@4.28.1'],
      home,
    );
    if (installed.code !== 0) throw new Error(`npm could not install liquibase@4.28.1:\n${installed.all}`);
  }
  const jars = readdirSync(lib)
    .filter((name) => name.endsWith('.jar') && !name.includes('commercial'))
    .map((name) => join(lib, name));
  const extra = process.env.INTEROP_CLASSPATH ? [process.env.INTEROP_CLASSPATH] : [];
  return [
    'java',
    '-cp',
    [...jars, ...extra].join(delimiter),
    'liquibase.integration.commandline.LiquibaseCommandLine',
    '--show-banner=false',
  ];
}

/** A fresh database for one run: its URL for either program, and how it goes away. */
async function createDatabase(kind, name, setupSql) {
  const login = (url) =>
    url.username === '' ? [] : [`--username=${decodeURIComponent(url.username)}`, `--password=${decodeURIComponent(url.password)}`];
  if (kind === 'sqlite') {
    const folder = mkdtempSync(join(tmpdir(), 'changelog-interop-'));
    return { kind, arguments: [`--url=jdbc:sqlite:${join(folder, 'interop.db')}`], drop: async () => rmSync(folder, { recursive: true }) };
  }
  const server = servers[kind];
  const admin = kind === 'postgresql' ? await postgresql(server) : await mariadb(server);
  await admin.query(`DROP DATABASE IF EXISTS ${name}`);
  await admin.query(`CREATE DATABASE ${name}`);
  if (setupSql !== undefined) await admin.inside(name, setupSql);
  const port = server.port || (kind === 'postgresql' ? '5432' : '3306');
  return {
    kind,
    arguments: [`--url=jdbc:${kind}://${server.hostname}:${port}/${name}`, ...login(server)],
    async drop() {
      await admin.query(`DROP DATABASE IF EXISTS ${name}${kind === 'postgresql' ? ' WITH (FORCE)' : ''}`);
      await admin.end();
    },
  };
}

async function postgresql(server) {
  const { default: pg } = await import('pg');
  const open = async (url) => {
    const client = new pg.Client({ connectionString: url.href });
    await client.connect();
    return client;
  };
  const client = await open(server);
  return {
    query: (sql) => client.query(sql),
    async inside(name, sql) {
      const there = await open(new URL(`/${name}`, server));
      await there.query(sql);
      await there.end();
    },
    end: () => client.end(),
  };
}

async function mariadb(server) {
  const { default: mysql } = await import('mysql2/promise');
  const login = {
    host: server.hostname,
    port: Number(server.port || 3306),
    user: decodeURIComponent(server.username),
    password: decodeURIComponent(server.password),
    multipleStatements: true,
  };
  const connection = await mysql.createConnection(login);
  return {
    query: (sql) => connection.query(sql),
    async inside(name, sql) {
      await connection.query(`USE ${name}; ${sql}`);
    },
    end: () => connection.end(),
  };
}

/** One of the two programs on one project and database. */
function program(name, start, project, database) {
  const parameters = Object.entries({ ...project.parameters, ...project.databases?.[database.kind]?.parameters }).map(
    ([key, value]) => `-D${key}=${value}`,
  );
  const call = async (command, ...more) => {
    const changelog = command === 'execute-sql' ? [] : [`--changelog-file=${project.changelogFile}`, ...parameters];
    const args = [...start.slice(1), command, ...database.arguments, ...changelog, ...more];
    const answer = await run(start[0], args, project.folder);
    if (options.verbose) console.log(`  ${name} ${command} ${more.join(' ')}: exit ${answer.code}`);
    return answer;
  };
  return {
    name,
    call,
    async must(command, ...more) {
      const answer = await call(command, ...more);
      if (answer.code !== 0) throw new Failed(`${name}: ${command} ${more.join(' ')} failed`, answer.all);
      if (/Upgrading checksum|was: \d+:\w+ but is now/.test(answer.all))
        throw new Failed(`${name}: ${command} minds a checksum`, answer.all);
      return answer;
    },
  };
}

class Failed extends Error {
  constructor(message, details = '') {
    super(message);
    this.details = details;
  }
}

const check = (holds, message, details) => {
  if (!holds) throw new Failed(message, details);
};

/** How many changesets a program says are still to run. */
async function pending(who) {
  const { all } = await who.must('status', '--verbose');
  if (/is up to date/.test(all)) return 0;
  const match = /(\d+) changesets? ha(?:s|ve) not been applied/.exec(all);
  check(match !== null, `${who.name}: status says neither that the database is up to date nor what is missing`, all);
  return Number(match[1]);
}

/** The history table as it is, row by row. */
async function history(ours, kind) {
  const table = kind === 'postgresql' ? 'databasechangelog' : 'DATABASECHANGELOG';
  const sql = `SELECT ID, AUTHOR, FILENAME, DATEEXECUTED, ORDEREXECUTED, EXECTYPE, MD5SUM FROM ${table} ORDER BY ORDEREXECUTED`;
  const { out } = await ours.must('execute-sql', `--sql=${sql}`, '--format=json');
  return JSON.parse(out).statements[0].rows.map((row) => row.join(' | '));
}

const identity = (row) => row.split(' | ', 3).join(' | ');

/** The rows that are no longer as they were, but for changesets that always run. */
function changed(before, after, always) {
  const now = new Set(after);
  return before.filter((row) => !now.has(row) && !always.has(identity(row)));
}

/** Why Liquibase failed, in its words. */
const reasonOf = (text) => /Unexpected error running Liquibase: (.*)/.exec(text)?.[1].slice(0, 160) ?? 'it failed';

/** `first` applies the first half and `second` the other one; returns figures, throws Failed. */
async function scenario(project, kind, name, firstIs, liquibase) {
  const database = await createDatabase(kind, name, project.databases?.[kind]?.setupSql ?? project.setupSql);
  try {
    const ours = program('changelog', [process.execPath, join(root, 'bin/changelog.js')], project, database);
    const theirs = program('liquibase', liquibase, project, database);
    const [first, second] = firstIs === 'liquibase' ? [theirs, ours] : [ours, theirs];
    const script = JSON.parse((await ours.must('update-sql', '--format=json')).out).changesets;
    const total = script.length;
    const half = Math.ceil(total / 2);
    const undoable = new Set(
      script.filter(({ rollbackSql }) => rollbackSql !== null).map(({ id, author, path }) => [id, author, path].join(' | ')),
    );
    // As many of the changesets that ran last as can be undone and done again, five at most. One that was only marked as run has done nothing
    // that its rollback could undo.
    const stays = (row) => !undoable.has(identity(row)) || row.includes(' | MARK_RAN | ');
    const tail = (rows) => Math.min(5, rows.length - 1 - rows.findLastIndex(stays));

    await first.must('update-count', `--count=${half}`);
    check((await pending(first)) === (await pending(second)), 'the two disagree about what is left after the first half');
    // Undoes the last changesets and returns how many that were. Liquibase cannot undo all that can be undone (on SQLite above all).
    const notes = [];
    const undo = async (who, rows, count) => {
      const answer = await who.call('rollback-count', `--count=${count}`);
      const done = rows.length - (await history(ours, kind)).length;
      if (answer.code !== 0 && who === theirs) notes.push(`liquibase undid ${done} of ${count}: ${reasonOf(answer.all)}`);
      else check(answer.code === 0 && done === count, `${who.name} undid ${done} of ${count} changesets`, answer.all);
      return done;
    };

    const applied = await history(ours, kind);
    let back = tail(applied);
    if (back > 0) {
      const left = await pending(ours);
      back = await undo(second, applied, back);
      check((await pending(first)) === left + back, `${first.name} does not see what ${second.name} undid`);
      if (back > 0) await first.must('update-count', `--count=${back}`);
    }
    const atHalf = await history(ours, kind);
    await second.must('update');
    const complete = await history(ours, kind);
    for (const who of [first, second]) await who.must('update');
    const again = await history(ours, kind);
    // Changesets that always run have run again by now, and are pending for ever.
    const always = new Set(again.filter((row) => row.includes(' | RERAN | ')).map(identity));
    const rerun = changed(atHalf, complete, always);
    check(rerun.length === 0, `${second.name} changed ${rerun.length} rows of ${first.name}`, rerun.join('\n'));
    const touched = changed(complete, again, always);
    check(touched.length === 0, `another update changed ${touched.length} rows`, touched.join('\n'));
    // So are those whose preconditions put them off.
    const recorded = new Set(again.map(identity));
    const putOff = script.filter(({ id, author, path }) => !recorded.has([id, author, path].join(' | '))).length;
    const forEver = always.size + putOff;
    for (const who of [first, second]) {
      const open = await pending(who);
      check(open === forEver, `${who.name} says that ${open} changesets are left, and ${always.size} always run and ${putOff} are put off`);
    }

    let end = tail(again);
    if (end > 0) end = await undo(first, again, end);
    const undone = again.slice(again.length - end).filter((row) => !always.has(identity(row))).length;
    if (end > 0) {
      check((await pending(second)) === forEver + undone, `${second.name} does not see what ${first.name} undid`);
      await second.must('update');
      check((await history(ours, kind)).length === complete.length, `${second.name} did not apply again what ${first.name} undid`);
      check((await pending(first)) === forEver, `${first.name} does not see what ${second.name} applied again`);
    }
    return `${complete.length} changesets, ${half} by ${first.name}, undone across: ${back} and ${end}${notes.map((note) => `; ${note}`).join('')}`;
  } finally {
    await database.drop();
  }
}

function projectAt(folder) {
  const path = resolve(folder);
  const file = join(path, 'interop.json');
  const settings = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const changelogFile = options['changelog-file'] ?? settings.changelogFile;
  if (changelogFile === undefined) throw new Error(`${folder}: name its changelog with --changelog-file, or in interop.json`);
  return { name: basename(path), ...settings, folder: resolve(path, settings.folder ?? '.'), changelogFile };
}

const shop = { name: 'shop', folder: root, changelogFile: 'changelogs/shop/db.changelog-master.yaml' };
const projects = positionals.length === 0 ? [shop] : positionals.map(projectAt);
const liquibase = await findLiquibase();
let failures = 0;
for (const project of projects) {
  const kinds = options.db.split(',').filter((kind) => project.databases === undefined || kind in project.databases);
  for (const kind of kinds) {
    for (const first of ['liquibase', 'changelog']) {
      const label = `${project.name} ${kind} ${first} first`;
      try {
        const name = `interop_${project.name.replace(/\W/g, '_')}_${process.pid}`.toLowerCase();
        console.log(`ok    ${label}: ${await scenario(project, kind, name, first, liquibase)}`);
      } catch (error) {
        failures += 1;
        console.log(`FAIL  ${label}: ${error.message}`);
        if (error.details)
          console.log(
            error.details
              .trim()
              .split('\n')
              .slice(-25)
              .map((line) => `        ${line}`)
              .join('\n'),
          );
        else if (!(error instanceof Failed)) console.log(error.stack);
      }
    }
  }
}
process.exitCode = failures === 0 ? 0 : 1;
