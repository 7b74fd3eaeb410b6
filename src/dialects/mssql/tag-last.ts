import type { TrackingSql } from '../dialect.js';

/** Source: Liquibase `TagDatabaseGenerator`. */
export const tagLast: TrackingSql['tagLast'] = (sql, table, tag) => {
  const [changelog, latest] = [sql.name('changelog', 'table'), sql.name('latest', 'table')];
  const keys = ['ID', 'AUTHOR', 'FILENAME'].map((name) => sql.column(name));
  const order = `${sql.column('DATEEXECUTED')} DESC, ${sql.column('ORDEREXECUTED')} DESC`;
  const join = keys.map((key) => `${latest}.${key} = ${changelog}.${key}`).join(' AND ');
  return `UPDATE ${changelog} SET ${sql.column('TAG')} = ${tag} FROM ${table} AS ${changelog} INNER JOIN (SELECT TOP (1) ${keys.join(', ')} FROM ${table} ORDER BY ${order}) AS ${latest} ON ${join}`;
};
