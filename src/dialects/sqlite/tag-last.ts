import type { TrackingSql } from '../dialect.js';

/** Tags exactly the row that ran last. Times have whole seconds here, so Liquibase's "all rows of the latest time" would tag too many. */
export const tagLast: TrackingSql['tagLast'] = (sql, table, tag) =>
  `UPDATE ${table} SET ${sql.column('TAG')} = ${tag} WHERE rowid = (SELECT rowid FROM ${table} ORDER BY ${sql.column('DATEEXECUTED')} DESC, ${sql.column('ORDEREXECUTED')} DESC LIMIT 1)`;
