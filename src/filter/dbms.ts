import { commaList } from './comma-list.js';

/**
 * Whether a `dbms` list names a database. The list is comma-separated; `!name` excludes, `all` takes every database and `none` no one,
 * whatever else the list says. A list of exclusions takes every other database, and an empty list takes all.
 * Source: Liquibase `DatabaseList.definitionMatches`.
 * @param names the database's name and its aliases
 */
export function dbmsMatches(list: string | undefined, names: readonly string[]): boolean {
  const entries = commaList(list ?? '');
  if (entries.size === 0 || entries.has('all')) return true;
  if (entries.has('none')) return false;
  const own = names.map((name) => name.toLowerCase());
  if (own.some((name) => entries.has(`!${name}`))) return false;
  const named = [...entries].filter((entry) => !entry.startsWith('!'));
  return named.length === 0 || named.some((entry) => own.includes(entry));
}
