import type { Dialect } from '../dialect.js';
import { foundTables, marks, spellings } from '../found-tables.js';
import { given } from '../identifiers.js';

/** https://learn.microsoft.com/sql/relational-databases/system-information-schema-views/columns-transact-sql */
export const findTables: Dialect['findTables'] = async (connection, sql, { catalog, schema, name }) => {
  const names = spellings(name);
  const database = given(catalog) === undefined ? '' : `[${catalog?.trim().replaceAll(']', ']]')}].`;
  return foundTables(
    await connection.query(
      `SELECT TABLE_SCHEMA AS owner, TABLE_NAME AS name, COLUMN_NAME AS part, CHARACTER_MAXIMUM_LENGTH AS length
       FROM ${database}INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = ? AND TABLE_NAME IN (${marks(names)}) ORDER BY TABLE_NAME, ORDINAL_POSITION`,
      [given(schema) ?? sql.defaultSchema ?? connection.info.schema ?? 'dbo', ...names],
    ),
  );
};
