import { createSplitter } from '../splitter/create-splitter.js';
import { standardSyntax } from '../splitter/syntax.js';

/** Source: https://www.sqlite.org/lang_keywords.html, lang_createtrigger.html. */
export const split = createSplitter({
  ...standardSyntax,
  backticks: true,
  brackets: 'identifier',
});
