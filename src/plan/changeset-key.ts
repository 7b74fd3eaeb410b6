import type { ChangesetRef } from '../core/error.js';

/**
 * The identity of a changeset for matching it with history: normalised path, id and author, without regard to case.
 * Source: Liquibase `RanChangeSet.isSameAs` and `DatabaseChangeLog.normalizePath`.
 */
export function changesetKey(ref: ChangesetRef): string {
  return `${normalizeStoredPath(ref.path)}::${ref.id}::${ref.author}`.toLowerCase();
}

/** Path variants that Liquibase wrote over the years, made one: `classpath:`, backslashes, drive letters, leading and doubled slashes. */
export function normalizeStoredPath(path: string): string {
  let text = path.replaceAll('\\', '/').replace(/^classpath\*?:/i, '').replace(/^[a-zA-Z]:(?=\/)/, '');
  text = text.replace(/^(?:\.?\/)+/, '');
  const parts: string[] = [];
  for (const part of text.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/** `path::id::author`, as Liquibase names a changeset to people. */
export function formatChangeset(ref: ChangesetRef): string {
  return `${ref.path}::${ref.id}::${ref.author}`;
}
