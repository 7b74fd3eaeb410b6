import { escapePattern } from '../core/escape-pattern.js';

/** Finds a name in a text of SQL where it is a whole word, in quotes or not. */
export const wholeWord = (name: string, flags: 'gu' | 'iu'): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}_$])${escapePattern(name)}(?![\\p{L}\\p{N}_$])`, flags);
