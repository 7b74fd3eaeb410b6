import { wholeWord } from '../whole-word.js';

/** Whether a text of SQL has the name as a word, in quotes or not. */
export function mentions(text: string, name: string): boolean {
  return wholeWord(name, 'iu').test(text);
}
