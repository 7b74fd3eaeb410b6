import type { TrackingSql } from '../dialect.js';

/** Source: Liquibase `TagDatabaseGenerator`. */
export const tagLast: TrackingSql['tagLast'] = (sql, table, tag) => {
  const [date, order] = [sql.column('DATEEXECUTED'), sql.column('ORDEREXECUTED')];
  const last = `SELECT ${date}, ${order} FROM ${table} ORDER BY ${date} DESC, ${order} DESC LIMIT 1`;
  return `UPDATE ${table} t SET ${sql.column('TAG')}=${tag} FROM (${last}) sub WHERE t.${date}=sub.${date} AND t.${order}=sub.${order}`;
};
