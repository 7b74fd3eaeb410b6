import type { Compile } from '../dialect.js';

/** Views. Source: Liquibase's generators for PostgreSQL (4.28.0). */
export const views: Partial<Compile> = {
  renameView: (s, sql) => [`ALTER TABLE ${sql.object(s.view, 'view')} RENAME TO ${sql.name(s.newName, 'view')}`],
};
