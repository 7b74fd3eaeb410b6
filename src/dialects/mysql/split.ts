import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax, type SqlSyntax } from '../splitter/syntax.js';

/** Source: MySQL Reference Manual, 11.1 Literal Values, 11.7 Comments; 6.5.1.1 for DELIMITER. */
export const syntax: SqlSyntax = {
  ...standardSyntax,
  backslashEscapes: 'always',
  hashComments: true,
  dashesNeedSpace: true,
  backticks: true,
  delimiterCommand: true,
};

export const split = createSplitter(syntax);
