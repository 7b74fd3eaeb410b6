import type { SqlContext } from '../dialect.js';

/**
 * A string literal, with the N before it that text beyond ASCII needs to arrive whole: without one the server turns it into the code page
 * of the database. https://learn.microsoft.com/en-us/sql/t-sql/data-types/constants-transact-sql
 */
export function text(written: string, sql: SqlContext): string {
  return (/^[\x00-\x7f]*$/.test(written) ? '' : 'N') + sql.string(written);
}
