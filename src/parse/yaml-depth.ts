import { Lexer } from 'yaml';
import type { LineIndex } from '../core/source.js';
import { checkDepth } from './limits.js';

/** The lexer's notes on what comes next; they are no text. */
const notes: ReadonlySet<string> = new Set(['\x02', '\x18', '\x1f']);

/**
 * Checks how deep a YAML text nests before it is parsed: the parser calls itself for each level, and a text of some kilobytes can end the
 * whole process that way, because an exhausted stack is not always an exception. The lexer calls nothing.
 * @throws ChangelogError PARSE_LIMIT where maps and lists nest too deep.
 */
export function checkNesting(text: string, lines: LineIndex): void {
  /** Columns of the block collections that are open, each further to the right than the one before it. */
  const open: number[] = [];
  let flow = 0;
  let offset = 0;
  let lineStart = 0;
  /** Column of the first content since the line or the entry began: of the key, where a colon follows. */
  let content: number | undefined;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (!isScalar && notes.has(token)) {
      isScalar = token === '\x1f';
      continue;
    }
    const column = offset - lineStart;
    const indicator = isScalar ? '' : token;
    if (indicator === '[' || indicator === '{') {
      if (flow === 0) close(column);
      flow++;
      check();
    } else if (indicator === ']' || indicator === '}') flow = Math.max(0, flow - 1);
    else if (flow === 0 && (indicator === '-' || indicator === '?' || indicator === ':')) {
      enter(indicator === ':' ? (content ?? column) : column);
      content = undefined;
    }
    if (isScalar || /^[^\s?:-]/.test(token)) content ??= column;
    isScalar = false;
    offset += token.length;
    const lineEnd = token.lastIndexOf('\n');
    if (lineEnd >= 0) [lineStart, content] = [offset - token.length + lineEnd + 1, undefined];
  }

  /** Closes the collections that begin to the right of a column. */
  function close(column: number): void {
    while ((open.at(-1) ?? -1) > column) open.pop();
  }
  function enter(column: number): void {
    close(column);
    if (open.at(-1) !== column) open.push(column);
    check();
  }
  function check(): void {
    checkDepth(open.length + flow, () => lines.at(offset));
  }
}
