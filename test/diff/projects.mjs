// Round trip of real projects' schemas: npm run diff:projects -- FOLDER
// FOLDER holds a folder for each project, with `project.json` ({ changelog, dbs: { postgresql: { params } }, params, pre_sql }) and `input/`.
// Each project's changelog builds a database; what generate-changelog writes of it builds another one, in each format; both must be alike,
// with as many objects as there were, less those that are listed; a second diff-changelog must add nothing, and rollback must leave nothing
// behind. PostgreSQL and MariaDB are looked for as in the tests.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseConnectionUrl } from '../../dist/dialects/connection-url.js';
import { loadDialect } from '../../dist/dialects/registry.js';
import { diff, diffChangelog, generateChangelog, rollbackCount, update } from '../../dist/index.js';

const servers = {
  postgresql: {
    url: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    create: (name) => `CREATE DATABASE "${name}"`,
    drop: (name) => `DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`,
  },
  mariadb: {
    url: process.env.TEST_MARIADB_URL ?? 'mariadb://root@127.0.0.1:3306/',
    create: (name) => `CREATE DATABASE \`${name}\``,
    drop: (name) => `DROP DATABASE IF EXISTS \`${name}\``,
  },
};
const formats = ['xml', 'yaml', 'json', 'sql'];

async function send(url, sql) {
  const { dialect, target } = parseConnectionUrl(url);
  const connection = await (await (await loadDialect(dialect)).driver()).connect(target, {});
  try {
    await connection.execute({ sql });
  } finally {
    await connection.close();
  }
}

/** An empty database, with what removes it. */
async function open(db, label) {
  const name = `changelog_projects_${process.pid}_${label}`;
  if (db === 'sqlite') {
    const file = join(tmpdir(), `${name}.db`);
    rmSync(file, { force: true });
    return { url: `sqlite:${file}`, remove: async () => rmSync(file, { force: true }) };
  }
  const server = servers[db];
  await send(server.url, server.drop(name));
  await send(server.url, server.create(name));
  const own = new URL(server.url);
  own.pathname = `/${name}`;
  return { url: own.href, remove: () => send(server.url, server.drop(name)) };
}

async function project(folder, name, settings, db) {
  const cwd = join(folder, name, 'input');
  const out = mkdtempSync(join(tmpdir(), 'changelog-projects-'));
  const opened = [];
  const database = async (label) => {
    const found = await open(db, label);
    opened.push(found);
    return found.url;
  };
  try {
    const source = await database('source');
    for (const sql of (settings.pre_sql ?? '').split(';')) if (sql.trim() !== '') await send(source, sql);
    const parameters = { ...settings.params, ...settings.dbs[db].params };
    await update({ url: source, changelogFile: settings.changelog, parameters }, { cwd });
    const said = [];
    const none = await database('none');
    const count = async (url) => (await diff({ referenceUrl: url, url: none })).missing.length;
    const there = await count(source);
    for (const format of formats) {
      const copy = await database(format);
      const changelogFile = `${name}.${format}`;
      const made = await generateChangelog({ url: source, changelogFile }, { cwd: out });
      const before = readFileSync(join(out, changelogFile), 'utf8');
      await generateChangelog({ url: source, changelogFile, overwriteOutputFile: true }, { cwd: out });
      const same = readFileSync(join(out, changelogFile), 'utf8') === before;
      await update({ url: copy, changelogFile }, { cwd: out });
      const found = await diff({ referenceUrl: source, url: copy }, { cwd: out });
      const second = await diffChangelog({ referenceUrl: source, url: copy, changelogFile: `second.${format}` }, { cwd: out });
      const arrived = await count(copy);
      await rollbackCount({ url: copy, changelogFile, count: made.changesets }, { cwd: out });
      const empty = await diff({ referenceUrl: none, url: copy }, { cwd: out });
      const listed = new Set(made.leftOut.map(({ kind, name: object }) => `${kind} ${object}`));
      const differs = [...found.missing, ...found.unexpected, ...found.changed].filter(
        ({ kind, name: object }) => !listed.has(`${kind} ${object}`),
      );
      const fine =
        same &&
        there === arrived + made.leftOut.length &&
        differs.length === 0 &&
        second.changesets === 0 &&
        empty.missing.length + empty.unexpected.length + empty.changed.length === 0;
      said.push(
        `${format} ${fine ? 'ok' : `FAILED ${JSON.stringify({ same, there, arrived, listed: made.leftOut, differs, second: second.changesets, left: empty.unexpected })}`}`,
      );
      if (format === 'xml') said.unshift(`${there} objects, ${made.changesets} changesets, ${made.leftOut.length} listed`);
      if (!fine) process.exitCode = 1;
    }
    console.log(`${name} ${db}: ${said.join(', ')}`);
  } finally {
    for (const { remove } of opened) await remove();
    rmSync(out, { recursive: true, force: true });
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new Error('give the folder of the projects');
mkdirSync(tmpdir(), { recursive: true });
for (const name of readdirSync(folder).toSorted()) {
  let settings;
  try {
    settings = JSON.parse(readFileSync(join(folder, name, 'project.json'), 'utf8'));
  } catch {
    continue;
  }
  for (const db of Object.keys(settings.dbs)) {
    try {
      await project(folder, name, settings, db);
    } catch (error) {
      process.exitCode = 1;
      console.log(`${name} ${db}: ${error.code} ${error.message} ${error.changeset?.id ?? ''} ${error.statement?.sql ?? ''}`);
    }
  }
}
