// Times `changelog`, `psql -f` of the same statements and, where the variable LIQUIBASE names its command, Liquibase, task by task in one run;
// prints a Markdown table of medians: wall time, CPU time (user and system, of the client alone), peak memory.
//   LIQUIBASE=liquibase npm run bench -- --runs 5
//   npm run bench -- --runs 15 --tasks up-to-date --sizes 1000 --servers postgresql
// Needs GNU time, psql, and servers where the logins of --postgresql and --mariadb may create databases; it makes and drops its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    /** Numbers of changesets that are up to date; the first is also that of the fresh runs, the last that of the script. */
    sizes: { type: 'string', default: '1000,10000' },
    formats: { type: 'string', default: 'xml,yaml' },
    tasks: { type: 'string', default: 'version,fresh,up-to-date,script' },
    servers: { type: 'string', default: 'postgresql,mariadb,sqlite' },
    postgresql: { type: 'string', default: 'postgresql://postgres@127.0.0.1:5432' },
    mariadb: { type: 'string', default: 'mariadb://root@127.0.0.1:3306' },
  },
});
const runs = Number(options.runs);
const sizes = options.sizes.split(',').map(Number);
const formats = options.formats.split(',');
const tasks = new Set(options.tasks.split(','));
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'changelog-bench-'));
const liquibaseCommand = process.env.LIQUIBASE;

const database = (at) => `changelog_bench_${at}_${process.pid}`;
const psql = (at, ...args) => ['psql', Object.assign(new URL(options.postgresql), { pathname: `/${at}` }).href, '-q', ...args];
const made = new Set();
const mariadb = new URL(options.mariadb);

/** How to reach each kind of database by either program, and how to make an empty one. */
const servers = {
  postgresql: {
    url: (at) => Object.assign(new URL(options.postgresql), { pathname: `/${database(at)}` }).href,
    jdbc: (at) => jdbc('postgresql', new URL(options.postgresql), 5432, at),
    statement: (sql) => check(psql('postgres', '-c', sql)),
    // For minutes after many files were deleted, ext4 takes longer to create others, so what was used is kept until the end.
    discard: (at) => `ALTER DATABASE ${database(at)} RENAME TO ${database(aside('postgresql', at))}`,
  },
  mariadb: {
    url: (at) => Object.assign(new URL(mariadb), { pathname: `/${database(at)}` }).href,
    jdbc: (at) => jdbc('mariadb', mariadb, 3306, at),
    discard: (at) => `DROP DATABASE ${database(at)}`,
    statement: (sql) => check(ours('execute-sql', `--url=${Object.assign(new URL(mariadb), { pathname: '/mysql' }).href}`, `--sql=${sql}`)),
  },
  sqlite: {
    url: (at) => `sqlite:${at}.db`,
    jdbc: (at) => [`--url=jdbc:sqlite:${join(folder, `${at}.db`)}`],
    empty: (at) => rmSync(join(folder, `${at}.db`), { force: true }),
  },
};
const chosen = options.servers.split(',');

function jdbc(scheme, { hostname, port, username, password }, defaultPort, at) {
  return [
    `--url=jdbc:${scheme}://${hostname}:${port || defaultPort}/${database(at)}`,
    `--username=${decodeURIComponent(username)}`,
    `--password=${decodeURIComponent(password) || (scheme === 'postgresql' ? 'none' : '')}`,
  ];
}

function empty(server, at) {
  const { statement, discard, empty: remove } = servers[server];
  if (remove !== undefined) return remove(at);
  if (made.has(`${server} ${at}`)) statement(discard(at));
  made.add(`${server} ${at}`);
  statement(`CREATE DATABASE ${database(at)}`);
}

/** A new name for a database that is dropped at the end. */
function aside(server, at) {
  const name = `${at}_${made.size}`;
  made.add(`${server} ${name}`);
  return name;
}

const ours = (command, ...args) => [process.execPath, join(here, '../../bin/changelog.js'), command, ...args];
const onServer = (command, server, at, file) => ours(command, `--url=${servers[server].url(at)}`, `--changelog-file=${file}`);
const liquibase = (command, connection, file) => [
  liquibaseCommand,
  ...connection,
  '--log-level=off',
  `--changelog-file=${file}`,
  `--search-path=${folder}`,
  command,
];

function check([command, ...args]) {
  const done = spawnSync(command, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${done.stdout?.slice(-2000)}${done.stderr?.slice(-2000)}`);
  return done.stdout;
}

/** Runs a command; returns seconds, CPU seconds and peak memory in MB. */
function measure(command) {
  const figures = join(folder, 'time');
  check(['/usr/bin/time', '-f', '%e %U %S %M', '-o', figures, ...command]);
  const [wall, user, system, peak] = readFileSync(figures, 'utf8').trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system, peak: peak / 1024 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/**
 * Measures contenders in turn, so that all see the same machine. `before` is not timed; `once` is for what takes minutes. Another program that
 * fails is told of, and has no figures.
 */
function compare(contenders) {
  const found = contenders.map(() => []);
  const failed = new Set();
  for (let run = 0; run < runs; run++) {
    for (const [at, contender] of contenders.entries()) {
      if (contender === undefined || failed.has(contender) || (contender.once && run > 0)) continue;
      contender.before?.();
      try {
        found[at].push(measure(contender.command));
      } catch (error) {
        if (at === 0) throw error;
        process.stderr.write(`${error.message.slice(0, 1000)}\n`);
        failed.add(contender);
        found[at] = [];
      }
    }
  }
  return found.map((all) =>
    all.length === 0 ? undefined : Object.fromEntries(['wall', 'cpu', 'peak'].map((key) => [key, median(all.map((one) => one[key]))])),
  );
}

const rows = [];
const show = (figures) =>
  figures === undefined ? '–' : `${figures.wall.toFixed(2)} s, ${figures.cpu.toFixed(2)} s, ${figures.peak.toFixed(0)} MB`;
const format = (number) => number.toLocaleString('en-US');

function row(task, size, mine, theirs, yardstick) {
  const [a, b, c] = compare([mine, liquibaseCommand === undefined ? undefined : theirs, yardstick]);
  const per = size === undefined ? '–' : `${((a.wall / size) * 1000).toFixed(2)} ms`;
  const faster = b === undefined ? '–' : (b.wall / a.wall).toFixed(1);
  const memory = b === undefined ? '–' : `${Math.round((a.peak / b.peak) * 100)} %`;
  rows.push(`| ${[task, show(a), show(b), faster, memory, per, show(c)].join(' | ')} |`);
  process.stderr.write(`${rows.at(-1)}\n`);
}

/** The statements alone, as `psql` gets them. */
function bareStatements(file) {
  const written = check(ours('update-sql', '--format', 'json', '--url', 'offline:postgresql', '--changelog-file', file));
  const { changesets } = JSON.parse(written);
  const script = `${file}.sql`;
  writeFileSync(join(folder, script), changesets.flatMap(({ sql }) => sql.map((one) => `${one.replace(/;?\s*$/, '')};\n`)).join(''));
  return script;
}

try {
  if (tasks.has('version')) row('`--version`', undefined, { command: ours('--version') }, { command: [liquibaseCommand, '--version'] });
  for (const kind of formats) {
    for (const size of sizes) {
      const changelog = check([process.execPath, join(here, 'make-changelog.mjs'), String(size), kind]);
      writeFileSync(join(folder, `c${size}.${kind}`), changelog);
    }
  }
  const named = (size, kind) => `${format(size)}, ${kind.toUpperCase()}`;
  if (tasks.has('fresh')) {
    const [size] = sizes;
    for (const server of chosen) {
      for (const kind of formats) {
        const file = `c${size}.${kind}`;
        const script = server === 'postgresql' ? bareStatements(file) : undefined;
        row(
          `\`update\`, fresh, ${named(size, kind)}, ${server}`,
          size,
          { command: onServer('update', server, 'ours', file), before: () => empty(server, 'ours') },
          { command: liquibase('update', servers[server].jdbc('theirs'), file), before: () => empty(server, 'theirs') },
          script && {
            command: psql(database('bare'), '-v', 'ON_ERROR_STOP=1', '-f', script),
            before: () => empty('postgresql', 'bare'),
          },
        );
      }
    }
  }
  if (tasks.has('up-to-date')) {
    for (const server of chosen) {
      for (const kind of formats) {
        for (const size of sizes) {
          const file = `c${size}.${kind}`;
          empty(server, 'done');
          check(onServer('update', server, 'done', file));
          for (const command of ['update', 'status']) {
            row(
              `\`${command}\`, up to date, ${named(size, kind)}, ${server}`,
              size,
              { command: onServer(command, server, 'done', file) },
              { command: liquibase(command, servers[server].jdbc('done'), file) },
            );
          }
        }
      }
    }
  }
  if (tasks.has('script')) {
    const size = sizes.at(-1);
    for (const kind of formats) {
      const file = `c${size}.${kind}`;
      row(
        `\`update-sql\`, offline, ${named(size, kind)}`,
        size,
        { command: ours('update-sql', '--url=offline:postgresql', `--changelog-file=${file}`) },
        {
          command: liquibase('update-sql', ['--url=offline:postgresql?changeLogFile=none.csv'], file),
          before: () => rmSync(join(folder, 'none.csv'), { force: true }),
          once: true,
        },
      );
    }
  }
} finally {
  for (const one of made) {
    const [server, at] = one.split(' ');
    servers[server].statement(`DROP DATABASE IF EXISTS ${database(at)}`);
  }
  rmSync(folder, { recursive: true });
}
console.log('| Task | changelog | Liquibase | times faster | memory | per changeset | `psql -f` |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const line of rows) console.log(line);
