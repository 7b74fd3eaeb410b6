/**
 * The path without `.` parts, doubled slashes and, as far as a part stands before them, `..` parts. `..` at the front stays.
 * A leading or trailing slash goes.
 */
export function collapsePath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}
