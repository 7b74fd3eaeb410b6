import type { Dialect } from '../dialect.js';
import { foundTables, marks, spellings } from '../found-tables.js';
import { given } from '../identifiers.js';

/** https://docs.oracle.com/en/database/oracle/oracle-database/19/refrn/ALL_TAB_COLUMNS.html */
export const findTables: Dialect['findTables'] = async (connection, sql, { catalog, schema, name }) => {
  const names = spellings(name);
  const owners = spellings(given(catalog) ?? given(schema) ?? sql.defaultSchema ?? sql.defaultCatalog ?? connection.info.schema ?? '');
  return foundTables(
    await connection.query(
      `SELECT t.owner AS owner, t.table_name AS name, t.column_name AS part, t.char_length AS length FROM all_tab_columns t
       WHERE t.owner IN (${marks(owners)}) AND t.table_name IN (${marks(names)}) ORDER BY t.owner, t.table_name, t.column_id`,
      [...owners, ...names],
    ),
  );
};
