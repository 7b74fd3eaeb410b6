import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax, type SqlSyntax } from '../splitter/syntax.js';

/** Source: Transact-SQL Reference, Slash Star, Database Identifiers, GO. */
export const syntax: SqlSyntax = {
  ...standardSyntax,
  nestedComments: true,
  brackets: 'identifier',
  blocks: 'any',
  bareEnd: true,
  batches: true,
};

export const split = createSplitter(syntax);
