import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Source: MySQL Reference Manual, 11.1 Literal Values, 11.7 Comments; 6.5.1.1 for DELIMITER. */
export const split = createSplitter({
  ...standardSyntax,
  backslashEscapes: 'always',
  hashComments: true,
  dashesNeedSpace: true,
  backticks: true,
  delimiterCommand: true,
});
