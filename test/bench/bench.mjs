// Times `changelog`, `psql -f` of the same statements and, where the variable LIQUIBASE names its command, Liquibase; prints a Markdown table.
//   LIQUIBASE=liquibase npm run bench -- --runs 5 --sizes 1000,10000
// Needs psql, GNU time, and a PostgreSQL server where the login of --url may create databases; it makes and drops databases of its own.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    sizes: { type: 'string', default: '1000' },
    url: { type: 'string', default: 'postgresql://postgres@127.0.0.1:5432' },
  },
});
const runs = Number(options.runs);
const sizes = options.sizes.split(',').map(Number);
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'changelog-bench-'));
const server = new URL(options.url);
const liquibaseCommand = process.env.LIQUIBASE;
const databases = new Set();

/** Runs a command; returns seconds, CPU seconds and peak memory in MB. */
function measure([command, ...args]) {
  const figures = join(folder, 'time');
  const done = spawnSync('/usr/bin/time', ['-f', '%e %U %S %M', '-o', figures, command, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  if (done.status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${done.stdout.slice(-2000)}${done.stderr.slice(-2000)}`);
  const [wall, user, system, peak] = readFileSync(figures, 'utf8').trim().split(/\s+/).map(Number);
  return { wall, cpu: user + system, peak: peak / 1024 };
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

/** Medians of several runs; `before` is not timed. */
function medians(command, before = () => {}, count = runs) {
  const found = Array.from({ length: count }, () => {
    before();
    return measure(command);
  });
  return Object.fromEntries(['wall', 'cpu', 'peak'].map((key) => [key, median(found.map((one) => one[key]))]));
}

const urlOf = (database) => Object.assign(new URL(server), { pathname: `/${database}` }).href;

function fresh(database) {
  databases.add(database);
  for (const sql of [`DROP DATABASE IF EXISTS ${database}`, `CREATE DATABASE ${database}`]) {
    const done = spawnSync('psql', [urlOf('postgres'), '-qc', sql], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  }
}

const ours = (command, ...args) => [process.execPath, join(here, '../../bin/changelog.js'), command, ...args];
const onServer = (command, database, file) => ours(command, '--url', urlOf(database), '--changelog-file', file);
const liquibase = (command, url, file) => [
  liquibaseCommand,
  `--url=${url}`,
  `--username=${server.username}`,
  `--password=${server.password || 'x'}`,
  '--log-level=off',
  `--changelog-file=${file}`,
  `--search-path=${folder}`,
  command,
];
const onServerByLiquibase = (command, database, file) =>
  liquibase(command, `jdbc:postgresql://${server.hostname}:${server.port || 5432}/${database}`, file);

const rows = [];
const show = ({ wall, cpu, peak }) => `${wall.toFixed(2)} s, ${cpu.toFixed(2)} s, ${peak.toFixed(0)} MB`;
function row(task, mine, theirs, yardstick) {
  const times = theirs && `${(theirs.wall / mine.wall).toFixed(1)}×`;
  rows.push([task, show(mine), theirs ? show(theirs) : '–', times ?? '–', yardstick ? show(yardstick) : '–']);
  process.stderr.write(`${rows.at(-1).join(' | ')}\n`);
}

try {
  row('`--version`', medians(ours('--version')));
  for (const size of sizes) {
    for (const format of ['xml', 'yaml']) {
      const file = `c${size}.${format}`;
      writeFileSync(
        join(folder, file),
        spawnSync(process.execPath, [join(here, 'make-changelog.mjs'), size, format], { maxBuffer: 1e9 }).stdout,
      );
      const written = spawnSync(
        process.execPath,
        ours('update-sql', '--format', 'json', '--url', 'offline:postgresql', '--changelog-file', file).slice(1),
        { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 },
      );
      const script = join(folder, 'statements.sql');
      writeFileSync(
        script,
        JSON.parse(written.stdout)
          .changesets.flatMap(({ sql }) => sql.map((one) => `${one.replace(/;?\s*$/, '')};\n`))
          .join(''),
      );

      const psql = medians(['psql', urlOf('changelog_bench_psql'), '-q', '-v', 'ON_ERROR_STOP=1', '-f', script], () =>
        fresh('changelog_bench_psql'),
      );
      const mine = medians(onServer('update', 'changelog_bench', file), () => fresh('changelog_bench'));
      // A fresh run of the JVM on thousands of changesets takes minutes; three say enough.
      const theirs =
        liquibaseCommand &&
        medians(
          onServerByLiquibase('update', 'changelog_bench_liquibase', file),
          () => fresh('changelog_bench_liquibase'),
          Math.min(3, runs),
        );
      row(`\`update\`, ${size} fresh, ${format}`, mine, theirs, psql);
      for (const command of ['update', 'status']) {
        const again = liquibaseCommand && medians(onServerByLiquibase(command, 'changelog_bench_liquibase', file));
        row(`\`${command}\`, ${size} already run, ${format}`, medians(onServer(command, 'changelog_bench', file)), again);
      }
      const offline =
        liquibaseCommand &&
        medians(liquibase('update-sql', 'offline:postgresql?changeLogFile=none.csv', file), () =>
          rmSync(join(folder, 'none.csv'), { force: true }),
        );
      row(
        `\`update-sql\` offline, ${size}, ${format}`,
        medians(ours('update-sql', '--url', 'offline:postgresql', '--changelog-file', file)),
        offline,
      );
    }
  }
} finally {
  for (const database of databases) spawnSync('psql', [urlOf('postgres'), '-qc', `DROP DATABASE IF EXISTS ${database}`]);
  rmSync(folder, { recursive: true });
}
console.log('| Task | changelog | Liquibase | times faster | `psql -f` |\n| --- | --- | --- | --- | --- |');
for (const cells of rows) console.log(`| ${cells.join(' | ')} |`);
