import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax, type SqlSyntax } from '../splitter/syntax.js';

/** Source: Oracle Database SQL Language Reference, Literals and Comments. */
export const syntax: SqlSyntax = {
  ...standardSyntax,
  qQuotes: true,
  plsql: true,
};

export const split = createSplitter(syntax);
