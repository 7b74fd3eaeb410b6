import type { Dialect } from '../dialect.js';
import { foundTables } from '../found-tables.js';

/** Names have no case here, and text columns no length. */
export const findTables: Dialect['findTables'] = async (connection, _sql, { name }) =>
  foundTables(
    await connection.query(
      `SELECT t.name AS name, c.name AS part FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
       WHERE t.type = 'table' AND t.name = ? COLLATE NOCASE ORDER BY c.cid`,
      [name],
    ),
  );
