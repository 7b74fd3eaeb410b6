import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Source: Transact-SQL Reference, Slash Star, Database Identifiers, GO. */
export const split = createSplitter({
  ...standardSyntax,
  nestedComments: true,
  brackets: 'identifier',
  blocks: 'any',
  bareEnd: true,
  batches: true,
});
