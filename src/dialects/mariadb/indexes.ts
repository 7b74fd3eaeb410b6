import type { Compile } from '../dialect.js';
import { createIndex } from '../mysql/constraints.js';

/** Indexes. https://mariadb.com/kb/en/create-index/ */
export const indexes: Partial<Compile> = {
  createIndex(s, sql) {
    if (s.columns.some(({ computed }) => computed))
      sql.warn(`${sql.dialect.title} has no indexes on expressions: add a generated column, and index that`);
    return createIndex(s, sql);
  },
};
