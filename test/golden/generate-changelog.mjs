// Runs the generateChangelog cases of Liquibase's test harness.
//   node test/golden/generate-changelog.mjs PATH/liquibase/harness/generateChangelog [--only sqlite,postgresql,mariadb]
// Each case's changelog builds a database. What is generated of it, in each format, must build the same one, and what the SQL makes that the
// harness expects must be in it. Needs a build, psql, mariadb, and the servers of the tests; makes and drops databases of its own.
import { readFileSync } from 'node:fs';
import { diff, executeSql, generateChangelog, update } from '../../dist/index.js';
import { changelogOptions, changelogsOf, folder, givenTables, nearest, runCases } from './harness.mjs';

/** What the one database has and the other does not, or not the same. */
const differences = ({ missing, unexpected, changed }) => [
  ...missing
    // On MariaDB the expected SQL has lost the names of unique constraints.
    .filter(({ kind, table }) => kind !== 'uniqueConstraint' || !unexpected.some((other) => other.kind === kind && other.table === table))
    .map(({ kind, table, name }) => `missing ${kind} ${table === undefined ? '' : `${table}.`}${name}`),
  ...changed.map(({ kind, name, fields }) => `${kind} ${name}: ${fields.map((one) => `${one.field} ${one.reference} / ${one.target}`).join(', ')}`),
];

/** What Liquibase loses of the case itself, so that its expected SQL does not have it. */
const lostThere = { addUniqueConstraint: /deferrable|initiallyDeferred/i };

const casesOf = (system) =>
  changelogsOf(system, 'expectedChangeLog').flatMap(([file, path]) => {
    const sql = nearest(system, 'expectedSql', file.replace('.xml', '.sql'));
    return sql === undefined || /^\s*(?:INVALID|SKIP) TEST/.test(readFileSync(sql, 'utf8')) ? [] : [{ file, path, sql }];
  });

await runCases(casesOf, async ({ file, path, sql }, open) => {
  const [source, expected] = [open(), open()];
  for (const { url } of [source, expected]) await executeSql({ url, sql: givenTables });
  const text = readFileSync(sql, 'utf8').replaceAll('lbcat', expected.name);
  const whole = /splitStatements:false/.test(text);
  const plain = text.replace(/^\s*--.*$/gm, '').trim();
  if (whole || /\bBEGIN\b/.test(plain)) await executeSql({ url: expected.url, sql: plain.replace(/;\s*$/, ''), delimiter: '\n//\n' });
  else await executeSql({ url: expected.url, sql: plain });
  await update({ url: source.url, ...changelogOptions(path) });
  const problems = [];
  const { missing } = await diff({ referenceUrl: expected.url, url: open().url });
  for (const format of ['xml', 'yaml', 'json', 'sql']) {
    const changelogFile = `${source.name}.${format}`;
    const { leftOut } = await generateChangelog({ url: source.url, changelogFile }, { cwd: folder });
    problems.push(...leftOut.map(({ kind, name, reason }) => `${format}: ${kind} ${name} is left out: ${reason}`));
    const copy = open();
    await update({ url: copy.url, changelogFile }, { cwd: folder });
    const again = await diff({ referenceUrl: source.url, url: copy.url });
    if (!again.equal) problems.push(`${format}: not the same again`, ...differences(again));
    const wanted = await diff({ referenceUrl: expected.url, url: copy.url });
    const lost = lostThere[file.replace('.xml', '')];
    problems.push(...differences(wanted).filter((line) => lost?.test(line) !== true).map((line) => `${format}: not as the expected SQL makes it: ${line}`));
  }
  return { expected: 4 * missing.length, problems };
});
