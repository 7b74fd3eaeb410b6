import type { Statement } from '../../model/statement.js';
import { refuse } from '../attributes.js';
import type { Compile, SqlContext } from '../dialect.js';
import { createLexer } from '../splitter/lexer.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Statements on views. Source: the generators of the same names in Liquibase (4.28.0). */
export const views: Pick<Compile, 'createView' | 'renameView' | 'dropView' | 'setViewRemarks'> = {
  createView: (s, sql) => [createViewSql(s, sql, 'CREATE OR REPLACE')],
  renameView: (_s, sql) => refuse(sql, `${sql.dialect.title} cannot rename a view`, 'drop it and create it anew'),
  dropView: (s, sql) => [`DROP VIEW ${s.ifExists === true ? 'IF EXISTS ' : ''}${sql.object(s.view, 'view')}`],
  setViewRemarks: (s, sql) => [`COMMENT ON VIEW ${sql.table(s.view)} IS ${sql.string(s.remarks)}`],
};

/**
 * The CREATE VIEW statement, or the changelog's own.
 * @param replacing what stands for CREATE where a view of that name is to be replaced.
 */
export function createViewSql(s: Statement<'createView'>, sql: SqlContext, replacing: string): string {
  const replace = s.replace === true;
  if (s.fullDefinition !== true) return `${replace ? replacing : 'CREATE'} VIEW ${sql.object(s.view, 'view')} AS ${s.query}`.trim();
  if (!replace || /\bOR\s+(?:REPLACE|ALTER)\b/i.test(s.query)) return s.query.trim();
  return (
    replaceWord(s.query, 'create', replacing)?.trim() ??
    refuse(sql, `the definition of view ${s.view.name} has no CREATE that could be made ${replacing}`, 'leave replaceIfExists out')
  );
}

/** The text with the first word that reads `word` (lower case) replaced; undefined where there is none outside strings and comments. */
export function replaceWord(text: string, word: string, replacement: string): string | undefined {
  const lexer = createLexer(text, standardSyntax, undefined);
  for (let offset = 0; offset < text.length;) {
    const token = lexer(offset);
    offset = token.end;
    if (token.kind === 'word' && text.slice(token.start, token.end).toLowerCase() === word)
      return text.slice(0, token.start) + replacement + text.slice(token.end);
  }
  return undefined;
}
