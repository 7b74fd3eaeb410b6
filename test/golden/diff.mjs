// Runs the diff cases of Liquibase's test harness and looks for the objects that each expects.
//   node test/golden/diff.mjs PATH/liquibase/harness/diff [--only postgresql,mariadb]
// Each case's changelog changes one of two equal databases. Needs a build, psql, mariadb, and the servers of the tests; makes and drops
// databases of its own.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { diff, executeSql, snapshot, update } from '../../dist/index.js';
import { changelogOptions, givenTables, harness, runCases } from './harness.mjs';

const kinds = {
  Column: 'column',
  'Composite Type': 'compositeType',
  'Foreign Key': 'foreignKey',
  Function: 'function',
  Index: 'index',
  'Primary Key': 'primaryKey',
  Sequence: 'sequence',
  'Stored Procedure': 'procedure',
  Table: 'table',
  Trigger: 'trigger',
  'Unique Constraint': 'uniqueConstraint',
  View: 'view',
};

/** Lines below `Unexpected Column(s):` and its like. */
function expectedOf(text) {
  const found = [];
  let heading;
  for (const line of text.split('\n')) {
    const head = /^(Missing|Unexpected|Changed) (.*?)\(s\):/.exec(line);
    if (head !== null) heading = { verb: head[1].toLowerCase(), type: head[2] };
    else if (/^ {5}\S/.test(line) && heading !== undefined) found.push({ ...heading, object: line.trim() });
  }
  return found;
}

/** Whether our list has the object that a line of Liquibase's names. */
function has(list, { type, object }, told) {
  // The expected texts have lost the blanks in names.
  const plain = (name) => name.toLowerCase().replaceAll(' ', '');
  const same = (one, other) => plain(one) === plain(other);
  const of = (...wanted) => list.filter(({ kind }) => wanted.includes(kind));
  switch (type) {
    case 'Column': {
      const [, table, name] = object.split('.');
      // The columns of a view are told with the view.
      return of('column').some((one) => same(one.table, table) && same(one.name, name)) || of('view').some((one) => same(one.name, table));
    }
    case 'Data Type Attribute': {
      const [, composite, name] = object.split('.');
      return told.compositeTypes.some((one) => same(one.name, composite) && one.attributes.some((attribute) => same(attribute.name, name)));
    }
    // An index behind a key is told as the key, and a primary key of MariaDB has no name.
    case 'Index':
    case 'Primary Key':
    case 'Unique Constraint': {
      const [, name, table] = /^(\S+) .*?\bon (?:\w+\.)?(\w+)[.(]/i.exec(object) ?? [];
      return of('index', 'uniqueConstraint', 'primaryKey').some((one) => same(one.table, table) && (same(one.name, name) || (one.name === '' && name === 'PRIMARY')));
    }
    case 'Trigger': {
      const [table, name] = object.split('::');
      return of('trigger').some((one) => same(one.table, table) && same(one.name, name));
    }
    default: {
      const [name] = object.split('(');
      return of(kinds[type]).some((one) => same(one.name, name));
    }
  }
}

const casesOf = (system) =>
  readdirSync(join(harness, 'expectedDiff'))
    .filter((file) => file.startsWith(system))
    .map((file) => ({ file, path: join(harness, 'changelogs', file.replace('.txt', '.xml')) }));

/** The servers of the harness have the locale. */
const locale = { postgresql: `CREATE COLLATION IF NOT EXISTS "en_US" (provider = icu, locale = 'en-US');` };

await runCases(casesOf, async ({ file, path }, open, system) => {
  const [reference, target] = [open(), open()];
  for (const { url } of [reference, target]) await executeSql({ url, sql: `${locale[system] ?? ''}${givenTables}` });
  await update({ url: target.url, ...changelogOptions(path) });
  const found = await diff({ referenceUrl: reference.url, url: target.url });
  const { snapshot: told } = await snapshot({ url: target.url });
  const expected = expectedOf(readFileSync(join(harness, 'expectedDiff', file), 'utf8'));
  const problems = expected.filter((one) => !has(found[one.verb], one, told)).map(({ verb, type, object }) => `${verb} ${type} ${object} is not told`);
  return { expected: expected.length, problems };
});
