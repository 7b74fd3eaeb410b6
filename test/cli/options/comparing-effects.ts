import { expect } from 'vitest';
import { sampleChangelog } from '../command-arguments.js';
import { onPostgres, onSqlserver, type Calls, type Situation } from './calls.js';
import { differs, instead, says, tellsPostgres, tellsSqlserver, toldPostgres, type Check, type Checks } from './checks.js';

/** Views that the generated changelog has to put in order, a table with a name that is quoted, and one with rows. */
const rich: readonly string[] = [
  'CREATE VIEW later AS SELECT id FROM b',
  'CREATE VIEW above AS SELECT id FROM later',
  'CREATE TABLE "Odd name" (id integer NOT NULL PRIMARY KEY)',
  'INSERT INTO b VALUES (7)',
];
/** Each command on a schema that has something of everything. */
const onRich =
  (args: readonly string[], more: Situation = {}): Check =>
  (command, calls) =>
    // What the reference has of it, the database must not have.
    differs(args, { before: command === 'diff-changelog' ? [] : rich, ...more })(command, calls);

/** A schema of PostgreSQL as a file: names of schemas, catalogs and tablespaces are written only for systems that have them. */
const snapshotFile = JSON.stringify({
  snapshotVersion: 1,
  source: { dialect: 'postgresql', product: 'PostgreSQL', version: '15.0', catalog: 'shop', defaultSchema: 'public' },
  schemas: ['public', 'other'].map((name) => ({ kind: 'schema', name })),
  ...Object.fromEntries(
    [
      'extensions',
      'enums',
      'domains',
      'compositeTypes',
      'sequences',
      'views',
      'routines',
      'triggers',
      'synonyms',
      'grants',
      'unmodelled',
    ].map((list) => [list, []]),
  ),
  tables: ['public', 'other'].map((schema) => ({
    kind: 'table',
    schema,
    name: `${schema}_table`,
    tablespace: 'fast',
    columns: [{ kind: 'column', name: 'id', position: 1, type: { text: 'integer', base: 'integer' }, nullable: true }],
    uniqueConstraints: [],
    checkConstraints: [],
    exclusionConstraints: [],
    foreignKeys: [],
    indexes: [],
  })),
});
const nothing = JSON.stringify({ ...(JSON.parse(snapshotFile) as object), tables: [] });
const files = { 'schema.json': snapshotFile, 'nothing.json': nothing };
const asFile = 'offline:postgresql?snapshot=schema.json';

/** On the schema of PostgreSQL: as the database, or as the reference of a database with nothing in it. */
const onSnapshot =
  (args: readonly string[]): Check =>
  (command, calls) =>
    differs(
      args,
      command === 'diff' || command === 'diff-changelog'
        ? { url: 'offline:postgresql?snapshot=nothing.json', needs: [`--reference-url=${asFile}`], files }
        : { url: asFile, files },
    )(command, calls);

/** A table of MariaDB with its columns in one order and in the other. */
const inOrder = (names: readonly string[]): string => {
  const { tables, ...rest } = JSON.parse(snapshotFile) as { readonly tables: readonly Readonly<Record<string, unknown>>[] };
  const columns = names.map((name, at) => ({ kind: 'column', name, position: at + 1, type: { text: 'int', base: 'int' }, nullable: true }));
  const source = { dialect: 'mariadb', product: 'MariaDB', version: '10.11', defaultSchema: 'public' };
  return JSON.stringify({ ...rest, source, tables: [{ ...tables[0], tablespace: undefined, columns }] });
};

/** The reference is a changelog that is built, or the database has one. */
const built: Readonly<Record<string, Situation>> = Object.fromEntries(
  ['diff', 'diff-changelog', 'snapshot-reference'].map((command) => [command, { needs: ['--reference-url=changelog:changelog.yaml'] }]),
);
const buildsOn = (command: string): Situation => built[command] ?? {};

const referenceUrl = (url: string): readonly string[] => [`--reference-url=${url}`];

/** By option: how one sees that a command which compares heeds it. */
export const comparingEffects: Checks = {
  searchPath: (command, calls) =>
    command === 'baseline'
      ? says(['--search-path=sub'], 'does not find it', { files: { 'sub/x.yaml': '' } })(command, calls)
      : says(['--search-path=nowhere'], 'nowhere', onAFile(command))(command, calls),
  url: (command, calls) =>
    command === 'snapshot-reference'
      ? says(['--url=oracle:x'], 'Oracle', buildsOn(command))(command, calls)
      : says(['--url=oops:x'], 'CONNECT_URL')(command, calls),
  databaseChangelogTableName: (command, calls) =>
    differs(['--database-changelog-table-name=b'], { before: rich, ...asReference(command) })(command, calls),
  databaseChangelogLockTableName: (command, calls) =>
    differs(['--database-changelog-lock-table-name=b'], { before: rich, ...asReference(command) })(command, calls),
  changelogFile: (command, calls) =>
    ['drift', 'report', 'db-doc'].includes(command)
      ? says(['--changelog-file=missing.yaml'], /missing\.yaml/, { changelogFile: null })(command, calls)
      : differs(['--changelog-file=other.yaml'])(command, calls),
  contextFilter: (command, calls) => onRich(['--context-filter=production'])(command, calls),
  labelFilter: (command, calls) => onRich(['--label-filter=!extra'])(command, calls),
  schemas: (command, calls) => tellsPostgres('schemas', 'schema_by_option', buildsOn(command))(command, calls),
  classpath: (command, calls) =>
    ['baseline', 'drift', 'report', 'db-doc'].includes(command)
      ? differs(['--classpath=elsewhere'], {
          changelogFile: 'elsewhere.yaml',
          files: { 'elsewhere/elsewhere.yaml': sampleChangelog },
        })(command, calls)
      : differs(['--classpath=elsewhere'], { ...onAFile(command), files: { 'elsewhere/schema.json': snapshotFile } })(command, calls),
  outputSchemas: onSnapshot(['--output-schemas=written']),
  includeSchema: onSnapshot(['--include-schema']),
  includeCatalog: onSnapshot(['--include-catalog']),
  includeTablespace: onSnapshot(['--include-tablespace']),
  diffTypes: onRich(['--diff-types=views']),
  includeObjects: onRich(['--include-objects=view:.*']),
  excludeObjects: onRich(['--exclude-objects=view:.*,d,e.*']),
  failOnDifference: (command, calls) =>
    onRich([command === 'drift' ? '--fail-on-difference=false' : '--fail-on-difference'])(command, calls),
  author: onRich(['--author=ann']),
  objectQuotingStrategy: onRich(['--object-quoting-strategy=QUOTE_ALL_OBJECTS']),
  replaceIfExistsTypes: onRich(['--replace-if-exists-types=createView']),
  runOnChangeTypes: onRich(['--run-on-change-types=createView']),
  useOrReplaceOption: onRich(['--use-or-replace-option']),
  diffColumnOrder: differs(['--diff-column-order=false'], {
    url: 'offline:mariadb?snapshot=one.json',
    needs: ['--reference-url=offline:mariadb?snapshot=other.json'],
    files: { 'one.json': inOrder(['a', 'b']), 'other.json': inOrder(['b', 'a']) },
  }),
  generateChangesetCreatedValues: onRich(['--generate-changeset-created-values']),
  skipObjectSorting: onRich(['--skip-object-sorting']),
  overwriteOutputFile: onRich(['--overwrite-output-file'], { files: { 'generated.yaml': 'databaseChangeLog: []\n' } }),
  dataOutputDirectory: onRich(['--data-output-directory=rows']),
  renames: differs(['--renames=drop']),
  tag: differs(['--tag=other']),
  referenceUrl: instead(referenceUrl('sqlite:reference.db'), referenceUrl('sqlite:shop.db')),
  referenceUsername: (command, calls) => tellsReference(command, calls, ['--reference-username=bob_by_option'], 'bob_by_option'),
  referencePassword: async (command, calls) => {
    await tellsReference(command, calls, ['--reference-password=by-option'], 'by-option');
    expect(calls.postgres.passwords.at(-1)).toBe('by-option');
  },
  referenceDefaultSchemaName: (command, calls) =>
    tellsReference(command, calls, ['--reference-default-schema-name=schema_by_option'], 'schema_by_option'),
  referenceSchemas: (command, calls) => tellsReference(command, calls, ['--reference-schemas=schema_by_option'], 'schema_by_option'),
  referenceDefaultCatalogName: (command, calls) =>
    tellsSqlserver('reference-default-catalog-name', 'catalog_by_option', {
      url: 'sqlite:shop.db',
      needs: referenceUrl(onSqlserver(calls)),
    })(command, calls),
  referenceDriver: says(['--reference-driver=com.acme.Driver'], 'CONFIG_UNSUPPORTED_OPTION'),
  scratchUrl: (command, calls) => tellsScratch(command, calls, [], 'CREATE DATABASE'),
  scratchUsername: (command, calls) => tellsScratch(command, calls, ['--scratch-username=bob_by_option'], 'bob_by_option'),
  scratchPassword: async (command, calls) => {
    await tellsScratch(command, calls, ['--scratch-password=by-option'], 'by-option');
    expect(calls.postgres.passwords.at(-1)).toBe('by-option');
  },
  snapshotFormat: differs(['--snapshot-format=yaml']),
  outputDirectory: differs(['--output-directory=other']),
  reportFile: differs(['--report-file=other.html']),
  reportTitle: differs(['--report-title=Ours']),
  includeDrift: onRich(['--include-drift=false']),
};

/** A schema that is read from a file of the search path. */
function onAFile(command: string): Situation {
  if (['drift', 'report', 'db-doc'].includes(command)) return {};
  const [name, text] = ['schema.json', snapshotFile];
  return command in built
    ? { needs: referenceUrl(asFile), url: 'offline:postgresql?snapshot=schema.json', files: { [name]: text } }
    : { url: asFile, files: { [name]: text } };
}

/** The reference is the database with the tracking tables. */
const asReference = (command: string): Situation => (command === 'snapshot-reference' ? { needs: referenceUrl('sqlite:shop.db') } : {});

/** What the option says reaches the server of the reference. */
async function tellsReference(command: string, calls: Calls, args: readonly string[], words: string): Promise<void> {
  const reference = referenceUrl(onPostgres(calls).replace('ann@', ''));
  expect(await toldPostgres(command, calls, args, { url: 'sqlite:shop.db', needs: reference })).toContain(words);
}

/** What the option says reaches the server that a changelog is built on. */
async function tellsScratch(command: string, calls: Calls, args: readonly string[], words: string): Promise<void> {
  const scratch = `--scratch-url=${onPostgres(calls).replace(args.length === 0 ? '' : 'ann@', '')}`;
  const situation = { url: 'sqlite:shop.db', fresh: false, ...buildsOn(command) };
  expect(await toldPostgres(command, calls, [scratch, ...args], situation)).toContain(words);
}
