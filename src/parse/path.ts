import { normalizePath } from '../core/path.js';

/**
 * A logical file path as a changelog file keeps it: forward slashes, no leading slash, otherwise as written.
 * Source: Liquibase `DatabaseChangeLog.getLogicalFilePath`, `ChangeSet.load`.
 */
export function logicalPath(path: string): string {
  return path.replaceAll('\\', '/').replace(/^\//, '');
}

/** A path that a changelog file gives relative to itself, made relative to the search path. Source: Liquibase `AbstractResource.resolveSibling`. */
export function siblingPath(file: string, sibling: string): string {
  const written = sibling.replaceAll('\\', '/');
  const slash = file.lastIndexOf('/');
  return normalizePath(slash < 0 ? `/${written}` : `${file.slice(0, slash)}/${written}`);
}
