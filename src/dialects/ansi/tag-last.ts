import type { TrackingSql } from '../dialect.js';

/** Tags the rows that ran at the latest time. Source: Liquibase `TagDatabaseGenerator`, its case for databases without one of their own. */
export const tagLast: TrackingSql['tagLast'] = (sql, table, tag) => {
  const date = sql.column('DATEEXECUTED');
  return `UPDATE ${table} SET ${sql.column('TAG')} = ${tag} WHERE ${date} = (SELECT MAX(${date}) FROM ${table})`;
};
