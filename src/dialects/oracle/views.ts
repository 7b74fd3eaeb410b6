import { disallow, ignored } from '../attributes.js';
import type { Compile } from '../dialect.js';

/** Views. Source: Liquibase's generators for Oracle (4.28.0). */
export const views: Partial<Compile> = {
  // RENAME works on the session's own schema, so no qualifier may stand here.
  renameView(s, sql) {
    ignored(sql, 'catalogName', s.view.catalog);
    disallow(sql, 'schemaName', s.view.schema);
    return [`RENAME ${sql.name(s.view.name, 'view')} TO ${sql.name(s.newName, 'view')}`];
  },
  dropView(s, sql) {
    disallow(sql, 'ifExists', s.ifExists);
    return [`DROP VIEW ${sql.object(s.view, 'view')}`];
  },
  // A view's comment is a table's.
  setViewRemarks: (s, sql) => [`COMMENT ON TABLE ${sql.table(s.view)} IS ${sql.string(s.remarks.trim())}`],
};
