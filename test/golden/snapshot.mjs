// Runs the snapshot cases of Liquibase's test harness and looks for the objects that each expects.
//   node test/golden/snapshot.mjs PATH/liquibase/harness/snapshot [--only sqlite,postgresql,mariadb]
// Needs a build, psql, mariadb, and the servers of the tests; makes and drops databases of its own.
import { readFileSync } from 'node:fs';
import { snapshot, update } from '../../dist/index.js';
import { changelogOptions, changelogsOf, nearest, runCases } from './harness.mjs';

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

const casesOf = (system) =>
  changelogsOf(system, 'changelogs').flatMap(([file, path]) => {
    const wanted = nearest(system, 'expectedSnapshot', file.replace('.xml', '.json'));
    return wanted === undefined ? [] : [{ file, path, wanted }];
  });

await runCases(casesOf, async ({ path, wanted }, open) => {
  const { url } = open();
  await update({ url, ...changelogOptions(path) });
  const { snapshot: told } = await snapshot({ url });
  const problems = [];
  let expected = 0;
  for (const [type, objects] of Object.entries(JSON.parse(readFileSync(wanted, 'utf8')).snapshot.objects)) {
    for (const object of objects) {
      const short = type.split('.').at(-1);
      const value = Object.values(object)[0];
      if (sameName(value.name, 'DATABASECHANGELOG')) continue;
      expected += 1;
      const wrong = finders[short](told, value);
      if (wrong !== undefined) problems.push(`${short} ${value.name}: ${wrong}`);
    }
  }
  return { expected, problems };
});
