import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax, type SqlSyntax } from '../splitter/syntax.js';

/** Source: https://www.sqlite.org/lang_keywords.html, lang_createtrigger.html. */
export const syntax: SqlSyntax = {
  ...standardSyntax,
  backticks: true,
  brackets: 'identifier',
};

export const split = createSplitter(syntax);
