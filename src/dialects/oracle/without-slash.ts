import type { Sql } from '../../model/statement.js';

/**
 * A statement without the slashes at its end, by which SQL*Plus runs a block: no statement of the server ends in one. A script ends it with
 * a slash again, unless the changelog names a delimiter. Source: Liquibase `JdbcExecutor` and `LoggingExecutor`, which also take the slash
 * of a comment.
 */
export function withoutSlash(sql: Sql): Sql {
  // Where no delimiter follows, the slash in the text is the one of the script.
  if (sql.comment || sql.endDelimiter === '') return sql;
  let text = sql.sql.trimEnd();
  // SQL*Plus knows the slash on a line of its own only.
  const endDelimiter = sql.endDelimiter === '/' ? ownLine : sql.endDelimiter;
  if (!endsInSlash(text)) return endDelimiter === sql.endDelimiter ? sql : { ...sql, endDelimiter };
  while (endsInSlash(text)) text = text.slice(0, -1).trimEnd();
  return { ...sql, sql: text, endDelimiter: endDelimiter ?? ownLine };
}

const ownLine = '\n/';

const endsInSlash = (text: string): boolean => text.endsWith('/') && !text.endsWith('*/');
