import type { ChangesetRef } from '../core/error.js';
import { normalizePath } from '../core/path.js';

/**
 * The identity of a changeset for matching it with history: normalised path, id and author. Two that differ in case only are two changesets.
 * Source: Liquibase `ShouldRunChangeSetFilter` and `ValidatingVisitor` (4.28.0), which look rows up by this text.
 */
export function changesetKey(ref: ChangesetRef): string {
  if (ref.path !== lastPath) [lastPath, lastNormal] = [ref.path, normalizePath(ref.path)];
  return `${lastNormal}::${ref.id}::${ref.author}`;
}

// Changesets mostly come file by file.
let lastPath = '';
let lastNormal = '';

/** The same for changesets that somebody named, or that are undone: there, case does not count. Source: Liquibase `RanChangeSet.isSameAs`. */
export function looseChangesetKey(ref: ChangesetRef): string {
  return changesetKey(ref).toLowerCase();
}

/** `path::id::author`, as Liquibase names a changeset to people. */
export function formatChangeset(ref: ChangesetRef): string {
  return `${ref.path}::${ref.id}::${ref.author}`;
}
