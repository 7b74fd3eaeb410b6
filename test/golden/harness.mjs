// What the scripts share that run cases of Liquibase's test harness on real databases.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string', default: 'sqlite,postgresql,mariadb' } } });

/** The folder of the cases, as the first argument names it. */
export const harness = resolve(positionals[0] ?? '.');
export const folder = mkdtempSync(join(tmpdir(), 'changelog-golden-'));

const systems = {
  sqlite: { version: [], url: (name) => `sqlite:${join(folder, `${name}.db`)}` },
  postgresql: { version: ['15', ''], client: ['psql', '-qX', '-h', '127.0.0.1', '-U', 'postgres', '-c'], url: (name) => `postgres://postgres@127.0.0.1:5432/${name}` },
  mariadb: { version: ['10.7', ''], client: ['mariadb', '-h', '127.0.0.1', '-u', 'root', '-e'], url: (name) => `mariadb://root@127.0.0.1:3306/${name}` },
};

let made = 0;

/** An empty database, with what drops it. */
export function database(system) {
  made += 1;
  const name = `golden_${process.pid}_${made}`;
  const { client, url } = systems[system];
  if (client === undefined) return { name, url: url(name), drop() {} };
  const send = (sql) => {
    const [command, ...args] = client;
    const done = spawnSync(command, [...args, sql], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  send(`CREATE DATABASE ${name}`);
  return { name, url: url(name), drop: () => send(`DROP DATABASE ${name}`) };
}

/** The folders that hold what is for a system, the nearest first. */
const placesOf = (system) => [...systems[system].version.map((version) => join(system, version)), system, ...(system === 'mariadb' ? ['mysql'] : []), ''];
const files = (path) => (existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.xml')) : []);

/** The file of that name that is nearest to the system and its version. */
export const nearest = (system, kind, file) => placesOf(system).map((place) => join(harness, kind, place, file)).find(existsSync);

/** The changelogs of a folder by file name, each from the place that is nearest to the system. */
export function changelogsOf(system, kind) {
  const found = new Map();
  for (const place of ['common', ...placesOf(system).toReversed()])
    for (const file of files(join(harness, kind, place))) found.set(file, join(harness, kind, place, file));
  return [...found].sort(([one], [other]) => one.localeCompare(other));
}

/** How a changelog of the harness is named to a command. */
export const changelogOptions = (path) => {
  const at = path.indexOf('liquibase/harness');
  return { changelogFile: path.slice(at), searchPath: path.slice(0, at) };
};

/** Tables that the cases take for given. */
export const givenTables = `CREATE TABLE authors (id INT NOT NULL, first_name VARCHAR(255) NOT NULL, last_name VARCHAR(255) NOT NULL, email VARCHAR(255) NOT NULL);
CREATE TABLE posts (id INT NOT NULL, author_id INT NOT NULL, title VARCHAR(255) NOT NULL);`;

/** Runs the cases of each system; `run` gives what is wrong, line by line. */
export async function runCases(casesOf, run) {
  const counts = { cases: 0, expected: 0, failures: 0 };
  const wrong = (line) => {
    counts.failures += 1;
    console.log(line);
  };
  try {
    for (const system of values.only.split(',')) {
      for (const one of casesOf(system)) {
        counts.cases += 1;
        const databases = [];
        const open = () => {
          databases.push(database(system));
          return databases.at(-1);
        };
        try {
          const { expected, problems } = await run(one, open, system);
          counts.expected += expected;
          for (const problem of problems) wrong(`${system} ${one.file}: ${problem}`);
        } catch (error) {
          wrong(`${system} ${one.file}: ${error.message}`);
        } finally {
          for (const each of databases) each.drop();
        }
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${counts.cases} cases, ${counts.expected} objects expected, ${counts.failures} not as expected`);
  process.exitCode = counts.failures === 0 && counts.cases > 0 ? 0 : 1;
}
