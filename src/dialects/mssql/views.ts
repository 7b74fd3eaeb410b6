import type { Statement } from '../../model/statement.js';
import { createViewSql } from '../ansi/views.js';
import type { Compile, SqlContext } from '../dialect.js';
import { unlessOffline } from '../liquibase-form.js';
import { national } from './national.js';
import { remarksSql } from './remarks.js';

/** Views. Source: Liquibase's generators for SQL Server (4.28.0). */
export const views: Partial<Compile> = {
  createView(s, sql) {
    const ready = s.replace !== true || /\bCREATE\s+OR\s+ALTER\b/i.test(s.query);
    return [...(ready ? [] : [stub(s, sql)]), createViewSql(s, sql, 'ALTER')];
  },
  renameView: (s, sql) => [`exec sp_rename ${sql.string(sql.object(s.view, 'view'))}, ${sql.string(s.newName)}`],
  setViewRemarks: (s, sql) => [remarksSql({ kind: 'VIEW', object: s.view, remarks: s.remarks }, sql)],
};

/** A view to be altered has to exist, so one is made where there is none. */
function stub(s: Statement<'createView'>, sql: SqlContext): string {
  const { schema: given } = s.view;
  const isDefault = given === undefined || given.toLowerCase() === sql.defaultSchema?.toLowerCase();
  // Liquibase's upper case finds no schema where the catalog tells the case of names apart.
  const schema = isDefault ? sql.defaultSchema : unlessOffline(sql, { needed: given, liquibase: given.toUpperCase() });
  const name = `${schema === undefined ? '' : `[${schema}].`}[${s.view.name}]`;
  const select = `CREATE VIEW ${name} AS SELECT 'This is a code stub which will be replaced by an Alter Statement' as [code_stub]`;
  return `IF NOT EXISTS (SELECT * FROM sys.views WHERE object_id = OBJECT_ID(${national(name, sql)}))\n    EXEC sp_executesql ${national(select, sql)}`;
}
