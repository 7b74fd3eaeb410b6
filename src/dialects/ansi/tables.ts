import type { Compile } from '../dialect.js';

/** Statements on whole tables. */
export const tables: Pick<Compile, 'dropTable'> = {
  dropTable: (s, sql) => [`DROP TABLE ${sql.table(s.table)}${s.cascadeConstraints ? ' CASCADE' : ''}`],
};
