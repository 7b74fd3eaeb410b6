import type { TrackingSql } from '../dialect.js';

/** MySQL cannot select from the table it updates except through a join. Source: Liquibase `TagDatabaseGenerator`. */
export const tagLast: TrackingSql['tagLast'] = (sql, table, tag) => {
  const [date, order] = [sql.column('DATEEXECUTED'), sql.column('ORDEREXECUTED')];
  const last = `SELECT ${order}, ${date} FROM ${table} order by ${date} desc, ${order} desc limit 1`;
  return `UPDATE ${table} AS C INNER JOIN (${last}) AS D ON C.${order} = D.${order} SET C.${sql.column('TAG')} = ${tag}`;
};
