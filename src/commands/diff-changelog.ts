import { readLocalFile } from '../core/local-file.js';
import { generateChangesets } from '../diff/generate.js';
import { scopeOf } from '../diff/scope.js';
import { translateSide } from '../diff/translate.js';
import { defineCommand, stringOption } from './define.js';
import type { GeneratedResult } from './generate-changelog.js';
import { schemasOf } from './generate-changelog.js';
import { comparisonOptions, databaseOptions, generatedOptions, referenceOptions, scopeOptions } from './options.js';
import { checkSchemaPairs, readReference, withSchema } from './schema-source.js';
import { changesetOptionsOf, formatOf, leftOutOf, namingOf, writeGenerated } from './write-generated.js';

/** What was added to the changelog. */
export interface DiffChangelogResult extends GeneratedResult {
  /** Renames that were taken for such, because names and types match. */
  readonly renames: readonly { readonly kind: string; readonly table?: string | undefined; readonly from: string; readonly to: string }[];
}

export const diffChangelog = defineCommand({
  name: 'diff-changelog',
  summary: 'Adds changesets to a changelog that make the database like a reference',
  example: 'changelog diff-changelog --reference-url=sqlite:dev.db --url=sqlite:test.db --changelog-file=missing.yaml',
  options: {
    ...databaseOptions,
    ...referenceOptions,
    ...scopeOptions,
    ...comparisonOptions,
    ...generatedOptions,
    changelogFile: stringOption('File to add to; it is made where it does not exist, and its ending says the format', {
      required: true,
      aliases: ['changeLogFile'],
    }),
    renames: stringOption(
      'What becomes of a missing and an unexpected object that are alike but for the name: rename, drop (and create), or ask',
      {
        default: 'ask',
        values: ['ask', 'rename', 'drop'],
      },
    ),
  },
  async run(context, options): Promise<DiffChangelogResult> {
    const file = options.changelogFile ?? '';
    const { format } = formatOf(file);
    checkSchemaPairs(options);
    const reference = await readReference(context, options);
    return withSchema(context, options, async (target, connection) => {
      const translated = translateSide(reference.side, target.side);
      const text = readLocalFile(context.cwd, file) ?? '';
      const { changesets, leftOut, renames } = await generateChangesetsAsking(translated.side, target.side);
      const shadow = format === 'sql' && connection !== undefined ? await target.side.dialect.shadow?.(connection) : undefined;
      try {
        const written = await writeGenerated(changesets, target.side, context, { file, format, mode: 'append', shadow });
        return {
          ...written,
          changesets: changesets.length,
          dataFiles: [],
          leftOut: [...translated.losses.map((loss) => ({ ...loss, in: 'reference' as const })), ...leftOutOf(leftOut)],
          renames: renames.map(({ missing, unexpected }) => ({
            kind: missing.ref.kind,
            ...(missing.ref.table !== undefined && { table: missing.ref.table }),
            from: unexpected.ref.name,
            to: missing.ref.name,
          })),
        };
      } finally {
        await shadow?.close();
      }

      function generateChangesetsAsking(from: typeof target.side, to: typeof target.side) {
        return generateChangesets(from, to, {
          scope: scopeOf(options, to.dialect),
          naming: namingOf(options, schemasOf(target, options.schemas)),
          sorted: !options.skipObjectSorting,
          changesets: changesetOptionsOf(options, file, text),
          isRename: async ({ missing, unexpected }) => {
            if (options.renames === 'drop') return false;
            if (options.renames === 'rename' || context.confirm === undefined) return true;
            const { kind, table, name } = missing.ref;
            const place = table === undefined ? '' : `${table}.`;
            return context.confirm(`Is ${kind} ${place}${name} the ${kind} ${place}${unexpected.ref.name} under a new name?`);
          },
        });
      }
    });
  },
});
