import type { Sql } from '../../model/statement.js';
import { mayEndTransaction } from '../transaction-control.js';

/**
 * Whether a statement may travel by the extended protocol, which takes one at a time, and in a pipeline, whose transactions are not its to end.
 * It may say no to a text that could; never yes to one that cannot: a semicolon outside a plain literal is reason enough, and so is what
 * forgets the statements that the pipeline has prepared.
 */
export function isSingleStatement({ sql, parameters }: Sql): boolean {
  // Values travel as text.
  if (parameters?.some((value) => value !== null && typeof value !== 'string')) return false;
  const text = sql.includes(';') ? withoutLiterals(sql) : sql;
  return !/;\s*\S|\0|\b(?:deallocate|discard)\b/i.test(text) && !mayEndTransaction(text);
}

/** Where nothing else can hold an apostrophe or keep one from ending a literal (comment, quoted name, dollar quote, backslash), literals are cut out. */
function withoutLiterals(sql: string): string {
  return /--|\/\*|["$\\]/.test(sql) ? sql : sql.replaceAll(/'[^']*'/g, "''");
}
