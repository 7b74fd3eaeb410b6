import { fail } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import { readLocalFile } from '../core/local-file.js';
import { loadDialect } from '../dialects/registry.js';
import { emptyLike, generateChangesets } from '../diff/generate.js';
import { scopeOf, wantsData } from '../diff/scope.js';
import { sideOf, type Side } from '../diff/side.js';
import { translateSide } from '../diff/translate.js';
import type { Changeset } from '../model/changelog.js';
import type { CommandContext } from './context.js';
import { booleanOption, defineCommand, stringOption, type OptionsOf } from './define.js';
import { databaseOptions, generatedOptions, scopeOptions } from './options.js';
import { namesIn, withSchema, type SchemaSource } from './schema-source.js';
import { tableData } from './table-data.js';
import { changesetOptionsOf, formatOf, leftOutOf, namingOf, writeGenerated, type LeftOutObject, type Written } from './write-generated.js';

/** What was generated. */
export interface GeneratedResult extends Written {
  readonly changesets: number;
  /** Files with the rows of tables. */
  readonly dataFiles: readonly string[];
  /** Differences that no changeset makes, by name. */
  readonly leftOut: readonly LeftOutObject[];
}

export const generateOptions = {
  ...databaseOptions,
  ...scopeOptions,
  ...generatedOptions,
  changelogFile: stringOption('File to write; its ending says the format, and .mariadb.sql whose SQL. Default: XML on standard output', {
    aliases: ['changeLogFile'],
  }),
  overwriteOutputFile: booleanOption('Replace the file where it exists', { default: false }),
  dataOutputDirectory: stringOption('Folder for the rows of tables as CSV, loaded by loadData; with it, diff types include data'),
};

export const generateChangelog = defineCommand({
  name: 'generate-changelog',
  summary: 'Writes a changelog that builds the schema of the database',
  example: 'changelog generate-changelog --changelog-file=generated.yaml',
  options: generateOptions,
  run: (context, options): Promise<GeneratedResult> => generate(context, options),
});

/** Generates a changelog from the database that the options name. */
export async function generate(context: CommandContext, options: OptionsOf<typeof generateOptions>): Promise<GeneratedResult> {
  const { changelogFile, overwriteOutputFile } = options;
  const { format, dialect } = changelogFile === undefined ? { format: 'xml' as const, dialect: undefined } : formatOf(changelogFile);
  if (changelogFile !== undefined && !overwriteOutputFile && readLocalFile(context.cwd, changelogFile) !== undefined)
    fail('CONFIG_FILE_EXISTS', { message: `${changelogFile} exists already`, hint: 'add --overwrite-output-file to replace it' });
  return withSchema(context, options, async (source, connection) => {
    const target = await emptyTarget(source.side, dialect);
    const translated = translateSide(source.side, target);
    const path = changelogFile ?? 'changelog.xml';
    const naming = namingOf(options, schemasOf(source, options.schemas));
    const { changesets, leftOut } = await generateChangesets(translated.side, target, {
      scope: scopeOf(options, target.dialect),
      naming,
      sorted: !options.skipObjectSorting,
      changesets: changesetOptionsOf(options, path, ''),
    });
    const data =
      wantsData(options) || options.dataOutputDirectory !== undefined
        ? await tableData(translated.side, rowsOf(source, connection), { ...options, path, naming, cwd: context.cwd })
        : { changesets: [], files: [] };
    const all: readonly Changeset[] = withData(changesets, data.changesets);
    const written = await writeGenerated(all, target, context, {
      file: changelogFile,
      format,
      mode: overwriteOutputFile ? 'replace' : 'new',
    });
    return {
      ...written,
      changesets: all.length,
      dataFiles: data.files,
      leftOut: [...translated.losses.map((loss) => ({ ...loss, in: 'reference' as const })), ...leftOutOf(leftOut)],
    };
  });
}

/** The session that rows are read through. Throws CONNECT_OFFLINE for a schema without a database. */
function rowsOf({ url }: SchemaSource, connection: Connection | undefined): Connection {
  return connection ?? fail('CONNECT_OFFLINE', { message: `${url} is no database; there are no rows to read` });
}

/** Nothing at all, in the database system that the changelog is for. */
async function emptyTarget(side: Side, dialect: Parameters<typeof loadDialect>[0] | undefined): Promise<Side> {
  const empty = { ...side, snapshot: emptyLike(side.snapshot) };
  if (dialect === undefined || dialect === side.dialect.name) return empty;
  const loaded = await loadDialect(dialect);
  const { major, minor } = loaded.defaultVersion;
  const { defaultSchema } = side.snapshot.source;
  const source = { dialect, product: loaded.title, version: `${major}.${minor}`, ...(loaded.traits.schemas && { defaultSchema }) };
  return sideOf({ ...empty.snapshot, source, schemas: [] }, loaded);
}

/** The schemas that `outputSchemas` has other names for. */
export function schemasOf({ side: { snapshot } }: SchemaSource, schemas: string | undefined): readonly string[] {
  const named = namesIn(schemas);
  return named.length > 0 ? named : snapshot.source.defaultSchema === undefined ? [] : [snapshot.source.defaultSchema];
}

/** Rows go in when all tables are there, and before foreign keys look at them. */
function withData(changesets: readonly Changeset[], data: readonly Changeset[]): readonly Changeset[] {
  const keys = changesets.findIndex(({ changes }) => changes.some(({ name }) => bindsRows.has(name)));
  return keys < 0 || data.length === 0 ? [...changesets, ...data] : [...changesets.slice(0, keys), ...data, ...changesets.slice(keys)];
}

const bindsRows: ReadonlySet<string> = new Set(['addForeignKeyConstraint', 'createTrigger']);
