import { fail } from '../core/error.js';
import { openFileWriter, readLocalFile, writeNewFile } from '../core/local-file.js';
import type { Connection } from '../dialects/driver.js';
import type { DialectName } from '../dialects/dialect.js';
import { dialectNames } from '../dialects/registry.js';
import type { ChangesetOptions } from '../diff/to-changes/changesets.js';
import type { NamingOptions } from '../diff/to-changes/maker.js';
import type { LeftOut } from '../diff/to-changes/operation.js';
import type { Side } from '../diff/side.js';
import type { Changeset } from '../model/changelog.js';
import { appendChangesets } from '../write/append.js';
import { writeChangelog, type ChangelogFormat } from '../write/write.js';
import type { CommandContext } from './context.js';
import type { OptionsOf } from './define.js';
import { formatOfFile } from './example-changelog.js';
import { asSqlChangesets } from './generated-sql.js';
import type { generatedOptions } from './options.js';
import { namesIn } from './schema-source.js';

/** A difference that no changeset makes. */
export interface LeftOutObject {
  readonly kind: string;
  readonly schema?: string | undefined;
  readonly table?: string | undefined;
  readonly name: string;
  /** Where it is: in the schema that was wanted, or in the one that is to be changed. */
  readonly in: 'reference' | 'target';
  readonly reason: string;
}

export function leftOutOf(list: readonly LeftOut[]): readonly LeftOutObject[] {
  return list.map(({ ref, side, reason }) => ({
    kind: ref.kind,
    ...(ref.schema !== undefined && { schema: ref.schema }),
    ...(ref.table !== undefined && { table: ref.table }),
    name: ref.name === '' ? (ref.columns ?? []).join(', ') : ref.name,
    in: side,
    reason,
  }));
}

type Generated = OptionsOf<typeof generatedOptions>;

/** How names are written; `schemas` are the names that `outputSchemas` stands for. */
export function namingOf(options: Generated, schemas: readonly string[]): NamingOptions {
  const written = namesIn(options.outputSchemas);
  if (written.length > schemas.length)
    fail('CONFIG_INVALID_VALUE', {
      message: `outputSchemas names ${written.length} schemas for ${schemas.length}`,
      hint: 'name one for each of --schemas, in the same order',
    });
  const { includeSchema, includeCatalog, includeTablespace } = options;
  return {
    includeSchema,
    includeCatalog,
    includeTablespace,
    ...(written.length > 0 && { outputSchemas: new Map(written.map((name, at) => [schemas[at] ?? '', name])) }),
  };
}

/** How the changesets look. `taken` is the text of the file that they are added to. */
export function changesetOptionsOf(options: Generated, path: string, taken: string): Omit<ChangesetOptions, 'dialect'> {
  const types = (list: string): readonly string[] => namesIn(list).filter((name) => name.toLowerCase() !== 'none');
  const quoting = options.objectQuotingStrategy as ChangesetOptions['quoting'];
  return {
    path,
    author: options.author,
    contextFilter: options.contextFilter,
    labels: options.labelFilter,
    runOnChangeTypes: new Set(types(options.runOnChangeTypes)),
    replaceIfExistsTypes: new Set([...types(options.replaceIfExistsTypes), ...(options.useOrReplaceOption ? ['createView'] : [])]),
    ...(options.generateChangesetCreatedValues && { created: createdText(new Date()) }),
    isTaken: (id) => taken.includes(id),
    ...(quoting !== undefined && { quoting }),
  };
}

/** `yyyy-MM-dd HH:mmZ`, in UTC. Source: Liquibase `DiffToChangeLog` (4.28.0). */
const createdText = (now: Date): string => `${now.toISOString().slice(0, 16).replace('T', ' ')}+0000`;

/** The format that a file's name asks for, and the database system whose SQL formatted SQL is to hold (`changelog.mariadb.sql`). */
export function formatOf(file: string): { readonly format: ChangelogFormat; readonly dialect: DialectName | undefined } {
  const format =
    formatOfFile(file) ??
    fail('CONFIG_INVALID_VALUE', {
      message: `the extension of ${file} belongs to no changelog format`,
      hint: 'end it with .xml, .yaml, .yml, .json or .sql',
    });
  const [, word] = format === 'sql' ? (/\.([a-z]+)\.sql$/i.exec(file) ?? []) : [];
  if (word === undefined) return { format, dialect: undefined };
  return { format, dialect: dialectNames.find((name) => name === word.toLowerCase()) };
}

/** What is written: a new file, or an old one with changesets added; its text where no file is named. */
export interface Written {
  readonly changelogFile?: string;
  readonly changelog?: string;
}

/**
 * Writes changesets into the file that is named.
 * @param place.mode `new`: there must be no such file; `replace`: what is there goes; `append`: it stays, and they are added.
 * @param place.shadow see `asSqlChangesets`.
 */
export async function writeGenerated(
  changesets: readonly Changeset[],
  target: Side,
  context: CommandContext,
  place: {
    readonly file: string | undefined;
    readonly format: ChangelogFormat;
    readonly mode: 'new' | 'replace' | 'append';
    readonly shadow?: Connection | undefined;
  },
): Promise<Written> {
  const { file, format, mode, shadow } = place;
  const written = format === 'sql' ? await asSqlChangesets(changesets, target, context, shadow) : changesets;
  const options = file === undefined ? {} : { file: changesets[0]?.path ?? file };
  if (file === undefined) return { changelog: writeChangelog(written, format, options) };
  if (mode === 'new') writeNewFile(context.cwd, file, writeChangelog(written, format, options));
  else {
    const text = mode === 'append' ? (readLocalFile(context.cwd, file) ?? '') : '';
    const next = text === '' ? writeChangelog(written, format, options) : appendChangesets(text, written, format, options);
    if (next !== text) replaceFile(context.cwd, file, next);
  }
  return { changelogFile: file };
}

function replaceFile(cwd: string, file: string, text: string): void {
  const writer = openFileWriter(cwd, file, { append: false });
  try {
    writer.write(text);
  } finally {
    writer.close();
  }
}
