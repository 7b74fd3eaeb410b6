// Runs the snapshot cases of Liquibase's test harness and looks for the objects that each expects.
//   node test/golden/snapshot.mjs PATH/liquibase/harness/snapshot [--only sqlite,postgresql,mariadb]
// Needs a build, psql, mariadb, and the servers of the tests; makes and drops databases of its own.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { snapshot, update } from '../../dist/index.js';

const { values: options, positionals } = parseArgs({ allowPositionals: true, options: { only: { type: 'string', default: 'sqlite,postgresql,mariadb' } } });
const harness = resolve(positionals[0] ?? '.');
const folder = mkdtempSync(join(tmpdir(), 'changelog-golden-'));

const systems = {
  sqlite: { version: [], make: (name) => ({ url: `sqlite:${join(folder, `${name}.db`)}`, drop: async () => {} }) },
  postgresql: { version: ['15', ''], client: ['psql', '-qX', '-h', '127.0.0.1', '-U', 'postgres', '-c'], url: (name) => `postgres://postgres@127.0.0.1:5432/${name}` },
  mariadb: { version: ['10.7', ''], client: ['mariadb', '-h', '127.0.0.1', '-u', 'root', '-e'], url: (name) => `mariadb://root@127.0.0.1:3306/${name}` },
};

async function database(system, name) {
  if (system.make) return system.make(name);
  const send = (sql) => {
    const [command, ...args] = system.client;
    const done = spawnSync(command, [...args, sql], { encoding: 'utf8' });
    if (done.status !== 0) throw new Error(done.stderr);
  };
  send(`CREATE DATABASE ${name}`);
  return { url: system.url(name), drop: async () => send(`DROP DATABASE ${name}`) };
}

const sameName = (one, other) => String(one).toLowerCase() === String(other).toLowerCase();
const types = { int: 'integer', int4: 'integer', integer: 'integer', 'character varying': 'varchar', varchar: 'varchar', nvarchar: 'varchar' };
const typeOf = (name) => types[name.toLowerCase()] ?? name.toLowerCase();

/** How an object of Liquibase's is looked for: gives what is wrong with it, or undefined. */
const finders = {
  Table: (found, { name, primaryKey }) => {
    const table = found.tables.find((one) => sameName(one.name, name));
    return table === undefined ? 'missing' : primaryKey !== undefined && table.primaryKey === undefined ? 'no primary key' : undefined;
  },
  Column: (found, { name, nullable, type }) => {
    const column = found.tables.flatMap((table) => table.columns).find((one) => sameName(one.name, name));
    if (column === undefined) return 'missing';
    if (nullable !== undefined && column.nullable !== nullable) return `nullable is ${column.nullable}`;
    return typeOf(column.type.base) === typeOf(type.typeName) ? undefined : `type is ${column.type.text}`;
  },
  ForeignKey: (found, { name, deferrable }) => {
    const key = found.tables.flatMap((table) => table.foreignKeys).find((one) => sameName(one.name, name));
    return key === undefined ? 'missing' : Boolean(key.deferrable) === Boolean(deferrable) ? undefined : 'deferrable differs';
  },
  // An index behind a key is told as the key.
  Index: (found, { name, unique }) => {
    const keys = found.tables.flatMap((table) => [...table.uniqueConstraints, ...(table.primaryKey ? [{ ...table.primaryKey, name: table.primaryKey.name ?? 'PRIMARY' }] : [])]);
    const index = found.tables.flatMap((table) => table.indexes).find((one) => sameName(one.name, name));
    if (index !== undefined) return index.unique === unique ? undefined : `unique is ${index.unique}`;
    return unique && keys.some((one) => sameName(one.name, name)) ? undefined : 'missing';
  },
  PrimaryKey: (found, { name }) => (found.tables.some(({ primaryKey }) => primaryKey && (primaryKey.name === undefined || sameName(primaryKey.name, name))) ? undefined : 'missing'),
  UniqueConstraint: (found, { name }) => (found.tables.flatMap((table) => table.uniqueConstraints).some((one) => sameName(one.name, name)) ? undefined : 'missing'),
  Sequence: (found, { name, incrementBy, willCycle }) => {
    const sequence = found.sequences.find((one) => sameName(one.name, name));
    if (sequence === undefined) return 'missing';
    const number = (text) => /^-?\d+/.exec(text)[0];
    return (sequence.increment ?? '1') === number(incrementBy) && Boolean(sequence.cycle) === willCycle ? undefined : 'its numbers differ';
  },
  View: (found, { name, definition }) => {
    const view = found.views.find((one) => sameName(one.name, name));
    const plain = (text) => text.replaceAll('`lbcat`.', '').replace(/;$/, '').replace(/\s+/g, ' ').toLowerCase();
    return view === undefined ? 'missing' : plain(view.query) === plain(definition) ? undefined : `its query is ${view.query}`;
  },
  Catalog: () => undefined,
  Schema: (found, { name, default: isDefault }) => (isDefault || name === 'lbcat' || found.schemas.some((one) => one.name === name) ? undefined : 'missing'),
};

const files = (path) => (existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.xml')) : []);
let failures = 0;
let expected = 0;
let cases = 0;
try {
  for (const name of options.only.split(',')) {
    const system = systems[name];
    const places = [...system.version.map((version) => join(name, version)), name, ...(name === 'mariadb' ? ['mysql'] : []), ''];
    // The folder that is nearest to the system and version gives the case.
    const found = new Map();
    for (const place of ['common', ...places.toReversed()]) for (const file of files(join(harness, 'changelogs', place))) found.set(file, join(harness, 'changelogs', place, file));
    for (const [file, path] of [...found].sort(([one], [other]) => one.localeCompare(other))) {
      const wanted = places.map((place) => join(harness, 'expectedSnapshot', place, file.replace('.xml', '.json'))).find(existsSync);
      if (wanted === undefined) continue;
      cases += 1;
      const id = `golden_${process.pid}_${cases}`;
      const own = await database(system, id);
      try {
        const settings = { url: own.url, changelogFile: path.slice(path.indexOf('liquibase/harness')), searchPath: path.slice(0, path.indexOf('liquibase/harness')) };
        await update(settings);
        const { snapshot: told } = await snapshot({ url: own.url });
        for (const [type, objects] of Object.entries(JSON.parse(readFileSync(wanted, 'utf8')).snapshot.objects)) {
          for (const object of objects) {
            const short = type.split('.').at(-1);
            const value = Object.values(object)[0];
            if (sameName(value.name, 'DATABASECHANGELOG')) continue;
            expected += 1;
            const wrong = finders[short](told, value);
            if (wrong === undefined) continue;
            failures += 1;
            console.log(`${name} ${file}: ${short} ${value.name}: ${wrong}`);
          }
        }
      } catch (error) {
        failures += 1;
        console.log(`${name} ${file}: ${error.message}`);
      } finally {
        await own.drop();
      }
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${cases} cases, ${expected} objects expected, ${failures} not as expected`);
process.exitCode = failures === 0 ? 0 : 1;
