import { collapsePath } from '../core/path.js';

/**
 * A path as FILENAME stores it: no `classpath:`, no drive letter, forward slashes, no leading slash, `.` and `..` resolved.
 * Source: Liquibase `DatabaseChangeLog.normalizePath` (4.28.0).
 */
export function normalizePath(path: string): string {
  let text = path.startsWith('classpath:') ? path.slice('classpath:'.length) : path;
  text = text.replaceAll('\\', '/').replace(/^[a-zA-Z]:/, '');
  return collapsePath(text);
}

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
