import { fail } from '../core/error.js';
import { didYouMean } from '../core/suggest.js';
import type { Snapshot } from '../model/schema.js';

/**
 * What a snapshot tells of some of its schemas; one alone becomes the schema that unqualified names mean, as it does when a database is read.
 * @param schemas none: all of it.
 * @throws CONFIG_UNSUPPORTED_OPTION where its system has no schemas, CONFIG_INVALID_VALUE where one was not looked at.
 */
export function inSchemas(snapshot: Snapshot, schemas: readonly string[]): Snapshot {
  if (schemas.length === 0) return snapshot;
  const names = namedSchemas(snapshot, schemas);
  const wanted = new Set(names);
  const within = <T extends { readonly schema?: string | undefined }>(objects: readonly T[]): readonly T[] =>
    objects.filter(({ schema }) => schema !== undefined && wanted.has(schema));
  const [only] = names.length === 1 ? names : [];
  return {
    ...snapshot,
    source: { ...snapshot.source, ...(only !== undefined && { defaultSchema: only }) },
    schemas: snapshot.schemas.filter(({ name }) => wanted.has(name)),
    enums: within(snapshot.enums),
    domains: within(snapshot.domains),
    compositeTypes: within(snapshot.compositeTypes),
    sequences: within(snapshot.sequences),
    tables: within(snapshot.tables),
    views: within(snapshot.views),
    routines: within(snapshot.routines),
    triggers: within(snapshot.triggers),
    synonyms: within(snapshot.synonyms),
    grants: snapshot.grants.filter(({ on }) => on.schema !== undefined && wanted.has(on.schema)),
    unmodelled: within(snapshot.unmodelled),
  };
}

/**
 * The schemas of a snapshot that are named, as it spells them.
 * @throws CONFIG_UNSUPPORTED_OPTION, CONFIG_INVALID_VALUE
 */
export function namedSchemas({ source, schemas }: Snapshot, names: readonly string[]): readonly string[] {
  if (names.length > 0 && source.defaultSchema === undefined)
    fail('CONFIG_UNSUPPORTED_OPTION', { message: `schemas are named, and ${source.product} has none` });
  const known = schemas.map(({ name }) => name);
  return names.map(
    (name) =>
      known.find((one) => one === name) ??
      known.find((one) => one.toLowerCase() === name.toLowerCase()) ??
      fail('CONFIG_INVALID_VALUE', {
        message: `there is no schema "${name}"`,
        hint: didYouMean(name, known) ?? '--schemas are those of the database, --reference-schemas those of the reference',
      }),
  );
}
