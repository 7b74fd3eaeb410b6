import type { ObjectName } from '../../model/names.js';
import type { SqlContext } from '../dialect.js';

/** Owner (undefined: the session's) and name of a table as the dictionary has them: in upper case, unless they have to be quoted. */
export function storedPlace(table: ObjectName, sql: SqlContext): readonly [string | undefined, string] {
  const stored = (name: string): string => (sql.name(name, 'table').startsWith('"') ? name : name.toUpperCase());
  const owner = table.catalog ?? table.schema ?? sql.defaultSchema ?? sql.defaultCatalog;
  return [owner === undefined ? undefined : stored(owner), stored(table.name)];
}
