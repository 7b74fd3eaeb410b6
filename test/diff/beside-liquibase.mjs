// What generate-changelog and diff of Liquibase lose, and ours: LIQUIBASE=liquibase npm run diff:beside [-- --only postgresql,mariadb,sqlite]
// One database has a small schema for each feature (beside-features.mjs), another one the same with something changed. generate-changelog of the
// first is applied to an empty one, each changeset with failOnError="false" where it is Liquibase's, and what then differs is lost. diff of both
// has to name something of each feature. Prints a Markdown table. PostgreSQL and MariaDB are looked for as in the tests.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseConnectionUrl } from '../../dist/dialects/connection-url.js';
import { loadDialect } from '../../dist/dialects/registry.js';
import { diff, generateChangelog, update } from '../../dist/index.js';
import { features } from './beside-features.mjs';

const { values: options } = parseArgs({ options: { only: { type: 'string', default: 'postgresql,mariadb,sqlite' } } });
const liquibase = process.env.LIQUIBASE;
if (liquibase === undefined) throw new Error('LIQUIBASE has to name its command');
const folder = mkdtempSync(join(tmpdir(), 'changelog-beside-'));

const servers = {
  postgresql: {
    admin: process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    jdbc: (url) => [`jdbc:postgresql://${url.host}${url.pathname}`, url.username, url.password || 'x'],
  },
  mariadb: {
    admin: process.env.TEST_MARIADB_URL ?? 'mariadb://root@127.0.0.1:3306/',
    jdbc: (url) => [`jdbc:mariadb://${url.host}${url.pathname}`, url.username, url.password],
  },
};

async function send(url, ...statements) {
  const { dialect, target } = parseConnectionUrl(url);
  const connection = await (await (await loadDialect(dialect)).driver()).connect(target, {});
  try {
    for (const sql of statements) await connection.execute({ sql });
  } finally {
    await connection.close();
  }
}

const made = [];
async function open(system, label, statements = []) {
  const name = `changelog_beside_${process.pid}_${label}`;
  let url = `sqlite:${join(folder, `${name}.db`)}`;
  if (system !== 'sqlite') {
    const { admin } = servers[system];
    await send(admin, `CREATE DATABASE ${name}`);
    made.push(() => send(admin, `DROP DATABASE ${name}`));
    const own = new URL(admin);
    own.pathname = `/${name}`;
    url = own.href;
  }
  await send(url, ...statements);
  return url;
}

/** How Liquibase is told of a database. */
function login(system, url, prefix = '') {
  const [jdbc, user, password] = system === 'sqlite' ? [`jdbc:${url}`, '', ''] : servers[system].jdbc(new URL(url));
  return [`--${prefix}url=${jdbc}`, `--${prefix}username=${user}`, `--${prefix}password=${password}`];
}

function theirs(command, ...args) {
  const done = spawnSync(liquibase, [command, ...args], { cwd: folder, encoding: 'utf8', maxBuffer: 1e9 });
  if (done.status === 0) return done.stdout;
  const said = `${done.stderr}\n${done.stdout}`;
  const [, reason] = /(?:Unexpected error running Liquibase|Primary Exception Message|ERROR: Exception Primary Reason): *(.*)/.exec(
    said,
  ) ?? ['', said.slice(-2000)];
  throw Object.assign(new Error(reason), { said });
}

const of = (id) => (one) => one.name?.startsWith(`${id}_`) || one.table?.startsWith(`${id}_`) || new RegExp(` ${id}_`).test(one.name ?? '');
const kinds = (list) => [...new Set(list.map(({ kind }) => kind.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)))].join(', ');

/** In words what of a feature a copy has lost. */
function lost(found, id) {
  const [missing, unexpected, changed] = [found.missing, found.unexpected, found.changed].map((list) => list.filter(of(id)));
  // What has become something else of its kind is told as missing.
  const more = unexpected.filter((one) => !missing.some(({ kind }) => kind === one.kind));
  const fields = [
    ...new Set(changed.flatMap((one) => one.fields.map(({ field }) => `${one.kind === 'column' ? '' : `${kinds([one])} `}${field}`))),
  ];
  return [
    ...(missing.length === 0 ? [] : [`no ${kinds(missing)}`]),
    ...(fields.length === 0 ? [] : [`other ${fields.join(', ')}`]),
    ...(more.length === 0 ? [] : [`more ${kinds(more)}`]),
  ].join('; ');
}

/** Writes Liquibase's changelog of a database and applies it to an empty one; the URL of that. */
async function copyByLiquibase(system, source, label) {
  const file = `${system}-${label}.xml`;
  theirs('generate-changelog', `--changelog-file=${file}`, ...login(system, source));
  const path = join(folder, file);
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll('<changeSet ', '<changeSet failOnError="false" '));
  const copy = await open(system, label);
  try {
    theirs('update', `--changelog-file=${file}`, ...login(system, copy));
  } catch (error) {
    // What it writes and then refuses to run goes, so that the rest is seen.
    const refused = [...(error.said ?? '').matchAll(/::([^:\s]+)::/g)].map(([, id]) => id);
    if (!error.message.startsWith('Validation Failed') || refused.length === 0) throw error;
    const kept = readFileSync(path, 'utf8').replace(/<changeSet [^>]*\bid="([^"]*)"[^]*?<\/changeSet>/g, (whole, id) =>
      refused.includes(id) ? '' : whole,
    );
    writeFileSync(path, kept);
    theirs('update', `--changelog-file=${file}`, ...login(system, copy));
  }
  return copy;
}

async function table(system) {
  const list = features[system].map(([what, own, other], at) => {
    const named = (statements) => statements.map((sql) => sql.replaceAll('$_', () => `f${at}_`));
    return { id: `f${at}`, what, own: named(own), other: named(other) };
  });
  const rows = new Map(list.map(({ id }) => [id, {}]));
  // What makes Liquibase give up is left out of the rest.
  const breaking = new Set();
  if (system !== 'sqlite') {
    for (const { id, own } of list.filter(({ what }) => what.includes('bit(8)'))) {
      await copyByLiquibase(system, await open(system, `${id}_alone`, own), `${id}_copy`).catch((error) => {
        breaking.add(id);
        rows.get(id).theirs = `fails: ${error.message.replace(/^.*?(?:Exception|Liquibase): ?/, '').trim()}`;
      });
    }
  }
  const rest = list.filter(({ id }) => !breaking.has(id));
  const source = await open(
    system,
    'source',
    rest.flatMap(({ own }) => own),
  );
  const whole = await open(
    system,
    'whole',
    list.flatMap(({ own }) => own),
  );
  const other = await open(
    system,
    'other',
    list.flatMap((one) => one.other),
  );
  const byThem = await diff({ referenceUrl: source, url: await copyByLiquibase(system, source, 'theirs') });
  const { leftOut } = await generateChangelog({ url: whole, changelogFile: `${system}-ours.xml` }, { cwd: folder });
  const copy = await open(system, 'ours');
  await update({ url: copy, changelogFile: `${system}-ours.xml` }, { cwd: folder });
  const byUs = await diff({ referenceUrl: whole, url: copy });
  const ourDiff = await diff({ referenceUrl: whole, url: other });
  const theirDiff = theirs('diff', ...login(system, other), ...login(system, whole, 'reference-'));
  const told = [...ourDiff.missing, ...ourDiff.unexpected, ...ourDiff.changed];
  console.log(`\n| ${system} | generate-changelog: Liquibase | here | diff: Liquibase | here |\n| --- | --- | --- | --- | --- |`);
  const counts = { theirs: 0, ours: 0, theirDiff: 0, ourDiff: 0 };
  for (const { id, what } of list) {
    const row = rows.get(id);
    const losses = row.theirs ?? (lost(byThem, id) || 'kept');
    const named = leftOut.filter(of(id));
    const own = lost(byUs, id);
    const ours = own === '' ? 'kept' : named.length > 0 ? `left out by name: ${kinds(named)}` : own;
    const seen = new RegExp(`\\b${id}_`).test(theirDiff);
    if (losses !== 'kept') counts.theirs += 1;
    if (ours !== 'kept') counts.ours += 1;
    if (!seen) counts.theirDiff += 1;
    const weSee = told.some(of(id));
    if (!weSee) counts.ourDiff += 1;
    console.log(`| ${what} | ${losses} | ${ours} | ${seen ? 'told' : 'not told'} | ${weSee ? 'told' : 'not told'} |`);
  }
  console.log(
    `| ${list.length} in all | ${counts.theirs} not kept | ${counts.ours} not kept | ${counts.theirDiff} not told | ${counts.ourDiff} not told |`,
  );
}

try {
  for (const system of options.only.split(',')) await table(system);
} finally {
  for (const drop of made) await drop();
  rmSync(folder, { recursive: true, force: true });
}
