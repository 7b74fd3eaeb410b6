import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Source: Oracle Database SQL Language Reference, Literals and Comments. */
export const split = createSplitter({
  ...standardSyntax,
  qQuotes: true,
  plsql: true,
});
