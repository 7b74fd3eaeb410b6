import type { Changeset } from '../model/changelog.js';
import type { Snapshot } from '../model/schema.js';
import { diffSnapshots, type DiffScope } from './compare.js';
import { applyRenames } from './apply-renames.js';
import type { Rename } from './renames.js';
import { renameSchemas } from './rename-schemas.js';
import { withSerialsApart } from './serials.js';
import type { Side } from './side.js';
import { toChangesets, type ChangesetOptions } from './to-changes/changesets.js';
import type { NamingOptions } from './to-changes/maker.js';
import type { LeftOut } from './to-changes/operation.js';
import { planChanges } from './to-changes/operations.js';
import { renameOperations } from './to-changes/rename-operations.js';

export interface Generated {
  readonly changesets: readonly Changeset[];
  readonly leftOut: readonly LeftOut[];
  readonly renames: readonly Rename[];
}

export interface GenerateOptions {
  readonly scope?: DiffScope;
  readonly naming: NamingOptions;
  readonly changesets: Omit<ChangesetOptions, 'dialect'>;
  /** False: objects come in the order of kinds and names alone. */
  readonly sorted?: boolean;
  /** Whether two objects that are alike but for the name are one; default: none are. */
  isRename?(rename: Rename): Promise<boolean>;
}

/** The changesets that make the target like the reference. Both sides must be of one database system. */
export async function generateChangesets(reference: Side, target: Side, options: GenerateOptions): Promise<Generated> {
  const { outputSchemas } = options.naming;
  const prepared = (side: Side): Side => withSerialsApart(renameSchemas(side, outputSchemas ?? new Map()));
  const [wanted, found] = [prepared(reference), prepared(target)];
  // Texts leave the default schema out, so that only attributes can name another one for it.
  const ofDefault = [...(outputSchemas ?? [])].filter(([name]) => name === target.snapshot.source.defaultSchema);
  const naming = { ...options.naming, outputSchemas: new Map(ofDefault) };
  const first = diffSnapshots(wanted, found, options.scope);
  const renames: Rename[] = [];
  for (const rename of first.renames) if ((await options.isRename?.(rename)) === true) renames.push(rename);
  const diff = renames.length === 0 ? first : diffSnapshots(wanted, applyRenames(found, renames), options.scope);
  const plan = planChanges(diff, naming, options.sorted ?? true);
  const operations = [...renameOperations(renames, found, naming), ...plan.operations];
  return { changesets: toChangesets(operations, { ...options.changesets, dialect: target.dialect }), leftOut: plan.leftOut, renames };
}

/** The snapshot of an empty database of the same system. */
export function emptyLike({ source, schemas }: Snapshot): Snapshot {
  return {
    source,
    schemas: schemas.flatMap((schema) => (schema.name === source.defaultSchema ? [{ ...schema, remarks: undefined }] : [])),
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
