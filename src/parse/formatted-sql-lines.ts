import type { Source } from '../core/source.js';

/** One line of a text, without its end. */
export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
}

/** Reads a text line by line; lines end with LF, CR or CRLF, as Java's BufferedReader has it. */
export interface LineReader {
  next(): Line | undefined;
}

export function lineReader(text: string): LineReader {
  const ends = /\r\n|\r|\n/g;
  let number = 0;
  let start = 0;
  return {
    next() {
      if (start >= text.length) return undefined;
      ends.lastIndex = start;
      const end = ends.exec(text);
      const line = { text: text.slice(start, end?.index ?? text.length), number: ++number };
      start = end === null ? text.length : ends.lastIndex;
      return line;
    },
  };
}

/** The place of a line: of a column, or of its first character that is no blank. */
export function sourceOf(file: string, line: Line, column?: number): Source {
  return { file, line: line.number, column: column ?? line.text.search(/\S|$/) + 1 };
}
