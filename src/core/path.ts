/**
 * A path as FILENAME stores it, and as stored ones are compared: no `classpath:`, no drive letter, forward slashes, no leading slash, `.`
 * and `..` resolved. Source: Liquibase `DatabaseChangeLog.normalizePath` (4.28.0).
 */
export function normalizePath(path: string): string {
  const text = path.startsWith('classpath:') ? path.slice('classpath:'.length) : path;
  return collapsePath(text.replaceAll('\\', '/').replace(/^[a-zA-Z]:/, ''));
}

/**
 * The path without `.` parts, doubled slashes and, as far as a part stands before them, `..` parts. `..` at the front stays.
 * A leading or trailing slash goes.
 */
export function collapsePath(path: string): string {
  // Nearly all paths are as they should be, and every changeset asks for its own.
  if (!/\/\/|^\/|\/$|(?:^|\/)\.\.?(?:\/|$)/.test(path)) return path;
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
