import type { Compile } from '../dialect.js';

/** Views. Source: Liquibase's generators for MySQL (4.28.0). */
export const views: Partial<Compile> = {
  renameView: (s, sql) => [`RENAME TABLE ${sql.object(s.view, 'view')} TO ${sql.object({ ...s.view, name: s.newName }, 'view')}`],
};
