import { ChangelogError } from '../core/error.js';
import { diffSnapshots, isEmpty, type FieldChange, type SchemaDiff } from '../diff/compare.js';
import type { DiffRef } from '../diff/entry.js';
import { scopeOf } from '../diff/scope.js';
import { translateSide } from '../diff/translate.js';
import { booleanOption, defineCommand, stringOption } from './define.js';
import { comparisonOptions, databaseOptions, referenceOptions, scopeOptions } from './options.js';
import { checkSchemaPairs, readReference, readSchema, type SchemaSource } from './schema-source.js';

/** One side of a diff. */
export interface DiffSide {
  readonly url: string;
  readonly user: string;
  readonly product: string;
  readonly version: string;
  readonly defaultSchema?: string | undefined;
  readonly schemas: readonly string[];
}

/** An object of a diff; `columns` tell a constraint without a name apart. */
export type DiffObject = Readonly<DiffRef>;

export interface DiffResult {
  readonly reference: DiffSide;
  readonly target: DiffSide;
  readonly equal: boolean;
  /** In the reference and not in the target. */
  readonly missing: readonly DiffObject[];
  /** In the target and not in the reference. */
  readonly unexpected: readonly DiffObject[];
  readonly changed: readonly (DiffObject & { readonly fields: readonly FieldChange[] })[];
  /** Missing and unexpected objects that may be one object under a new name. */
  readonly renames: readonly { readonly from: DiffObject; readonly to: DiffObject }[];
  /** Between database systems: what of the reference the target's system cannot have, so that it is not compared. */
  readonly notCompared: readonly (DiffObject & { readonly reason: string })[];
}

export const diff = defineCommand({
  name: 'diff',
  summary: 'Compares the schema of the database with a reference',
  example: 'changelog diff --reference-url=sqlite:dev.db --url=sqlite:test.db',
  options: {
    ...databaseOptions,
    ...referenceOptions,
    ...scopeOptions,
    ...comparisonOptions,
    outputSchemas: stringOption('Schema names to write', {
      refused: 'a diff tells the schemas that there are; other names are for the changesets of diff-changelog',
    }),
    failOnDifference: booleanOption('Exit with 1 where the schemas differ', { default: false }),
  },
  async run(context, options): Promise<DiffResult> {
    checkSchemaPairs(options);
    const reference = await readReference(context, options);
    const target = await readSchema(context, options);
    const translated = translateSide(reference.side, target.side);
    const found = diffSnapshots(translated.side, target.side, scopeOf(options, target.side.dialect));
    return diffResult(found, reference, target, translated.losses);
  },
  failure(result, { failOnDifference }) {
    if (!failOnDifference || result.equal) return undefined;
    const { missing, unexpected, changed } = result;
    const counts = `${missing.length} missing, ${unexpected.length} unexpected, ${changed.length} changed`;
    return new ChangelogError('DIFF_FOUND', { message: `${result.target.url} is not like ${result.reference.url}: ${counts}` });
  },
});

/** A comparison as data. */
export function diffResult(
  found: SchemaDiff,
  reference: SchemaSource,
  target: SchemaSource,
  losses: DiffResult['notCompared'],
): DiffResult {
  return {
    reference: sideInfo(reference),
    target: sideInfo(target),
    equal: isEmpty(found),
    missing: found.missing.map(({ ref }) => ref),
    unexpected: found.unexpected.map(({ ref }) => ref),
    changed: found.changed.map(({ reference: { ref }, fields }) => ({ ...ref, fields })),
    renames: found.renames.map(({ missing, unexpected }) => ({ from: unexpected.ref, to: missing.ref })),
    notCompared: losses,
  };
}

function sideInfo({ side: { snapshot }, url, user }: SchemaSource): DiffSide {
  const { product, version, defaultSchema } = snapshot.source;
  return { url, user, product, version, defaultSchema, schemas: snapshot.schemas.map(({ name }) => name) };
}
