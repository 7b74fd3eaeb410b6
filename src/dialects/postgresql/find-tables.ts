import type { Dialect } from '../dialect.js';
import { foundTables, marks, spellings } from '../found-tables.js';
import { given } from '../identifiers.js';

/** Source of the length: https://www.postgresql.org/docs/current/catalog-pg-attribute.html (atttypmod holds it plus 4). */
export const findTables: Dialect['findTables'] = async (connection, sql, { schema, name }) => {
  const names = spellings(name);
  const schemas = spellings(given(schema) ?? sql.defaultSchema ?? connection.info.schema ?? 'public');
  return foundTables(
    await connection.query(
      `SELECT n.nspname AS owner, c.relname AS name, a.attname AS part, a.atttypmod - 4 AS length
       FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
       JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
       WHERE n.nspname IN (${marks(schemas)}) AND c.relname IN (${marks(names)}) AND c.relkind IN ('r', 'p') ORDER BY 1, 2, a.attnum`,
      [...schemas, ...names],
    ),
  );
};
