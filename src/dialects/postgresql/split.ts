import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax, type SqlSyntax } from '../splitter/syntax.js';

/** Source: PostgreSQL Documentation, 4.1 Lexical Structure. */
export const syntax: SqlSyntax = {
  ...standardSyntax,
  backslashEscapes: 'e-strings',
  dollarQuotes: true,
  nestedComments: true,
  brackets: 'subscript',
  groups: true,
  blocks: 'any',
};

export const split = createSplitter(syntax);
