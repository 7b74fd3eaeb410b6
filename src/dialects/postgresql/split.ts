import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Source: PostgreSQL Documentation, 4.1 Lexical Structure. */
export const split = createSplitter({
  ...standardSyntax,
  backslashEscapes: 'e-strings',
  dollarQuotes: true,
  nestedComments: true,
  brackets: 'subscript',
  groups: true,
  blocks: 'any',
});
