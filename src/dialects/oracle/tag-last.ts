import type { TrackingSql } from '../dialect.js';

/** Source: Liquibase `TagDatabaseGenerator`. */
export const tagLast: TrackingSql['tagLast'] = (sql, table, tag) => {
  const [date, order] = [sql.column('DATEEXECUTED'), sql.column('ORDEREXECUTED')];
  const last = `SELECT * FROM (SELECT ${order}, ${date} from ${table} order by ${date} desc, ${order} desc) where rownum=1`;
  return `MERGE INTO ${table} a USING (${last}) b ON ( a.${date} = b.${date} and a.${order}=b.${order} ) WHEN MATCHED THEN UPDATE SET  a.tag=${tag}`;
};
