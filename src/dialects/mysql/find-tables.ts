import type { Dialect } from '../dialect.js';
import { foundTables, spellings } from '../found-tables.js';
import { given } from '../identifiers.js';

/**
 * Each spelling is looked up by itself, which opens one table: the server takes a list for one name where it does not mind case itself, and
 * a function of the name makes it open all tables. https://mariadb.com/kb/en/information-schema-columns-table/
 */
export const findTables: Dialect['findTables'] = async (connection, sql, { catalog, schema, name }) => {
  const names = spellings(name);
  const database = given(catalog) ?? given(schema) ?? sql.defaultSchema ?? sql.defaultCatalog ?? connection.info.catalog ?? '';
  const one = `SELECT TABLE_NAME AS name, COLUMN_NAME AS part, CHARACTER_MAXIMUM_LENGTH AS length, ORDINAL_POSITION AS at
    FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME = ?`;
  return foundTables(
    await connection.query(
      `${names.map(() => one).join(' UNION ')} ORDER BY name, at`,
      names.flatMap((spelling) => [database, spelling]),
    ),
  );
};
