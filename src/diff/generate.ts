import type { Changeset } from '../model/changelog.js';
import type { Snapshot } from '../model/schema.js';
import { diffSnapshots, type DiffScope } from './compare.js';
import { withSerialsApart } from './serials.js';
import type { Side } from './side.js';
import { toChangesets, type ChangesetOptions } from './to-changes/changesets.js';
import type { NamingOptions } from './to-changes/maker.js';
import type { LeftOut } from './to-changes/operation.js';
import { planChanges } from './to-changes/operations.js';

export interface Generated {
  readonly changesets: readonly Changeset[];
  readonly leftOut: readonly LeftOut[];
}

/** The changesets that make the target like the reference. Both sides must be of one database system. */
export function generateChangesets(
  reference: Side,
  target: Side,
  options: { readonly scope?: DiffScope; readonly naming: NamingOptions; readonly changesets: Omit<ChangesetOptions, 'dialect'> },
): Generated {
  const diff = diffSnapshots(withSerialsApart(reference), withSerialsApart(target), options.scope);
  const { operations, leftOut } = planChanges(diff, options.naming);
  return { changesets: toChangesets(operations, { ...options.changesets, dialect: target.dialect }), leftOut };
}

/** The snapshot of an empty database of the same system. */
export function emptyLike({ source, schemas }: Snapshot): Snapshot {
  return {
    source,
    schemas: schemas.filter(({ name }) => name === source.defaultSchema),
    extensions: [],
    enums: [],
    domains: [],
    compositeTypes: [],
    sequences: [],
    tables: [],
    views: [],
    routines: [],
    triggers: [],
    synonyms: [],
    grants: [],
    unmodelled: [],
  };
}
