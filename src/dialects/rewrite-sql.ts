import type { Sql } from '../model/statement.js';

/** Rendered SQL with its text changed, whatever else it carries; for dialects that add a word to what another one renders. */
export function rewriteSql(rendered: readonly (string | Sql)[], change: (sql: string) => string): readonly (string | Sql)[] {
  return rendered.map((one) => (typeof one === 'string' ? change(one) : { ...one, sql: change(one.sql) }));
}
