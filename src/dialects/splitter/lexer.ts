import { fail } from '../../core/error.js';
import type { SqlSyntax } from './syntax.js';

export type TokenKind = 'space' | 'comment' | 'hash-comment' | 'string' | 'name' | 'word' | 'number' | 'symbol';

/** One token of an SQL text, as offsets into it. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
}

/** Reads the token at an offset. It keeps no state between calls, so that looking ahead is reading further on. */
export type Lexer = (offset: number) => Token;

const space = /[\s\u0085\u180e\u200b-\u200d\u2060]+/y;
// At most so many characters at a time: each costs stack inside the regular expression.
const word = /[\p{L}_$][\p{L}\p{M}\p{N}_$#@]{0,1000}/uy;
const moreOfWord = /[\p{L}\p{M}\p{N}_$#@]{1,1000}/uy;
const number = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y;
const dot = /[\r\n ]*\.[\r\n ]*/y;
const dollarTag = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy;
const tickedOnLine = /`[^\n\r`]+`/y;
const bracketedOnLine = /\[[^0-9\]][^\n\r\]]*\]/y;
const qMark = /[nN]?[qQ]'(?=\S)/y;
const closers: Readonly<Record<string, string>> = { '[': ']', '{': '}', '(': ')', '<': '>' };

/**
 * A lexer for one family. Tokens are cut where Liquibase cuts them: runs of white space, comments, strings, dotted names as one token,
 * words, numbers and single characters. Source: Liquibase `SimpleSqlGrammar.jj` (4.28.0) for the cuts; the families' manuals for quoting.
 * @param delimiter the end delimiter in force: it is cut from the end of a word (`END$$`), and `$$` as delimiter is no quote.
 * @returns a function that throws PARSE_SQL, with the offset, where a string, name, comment or dollar quote opens and never closes.
 */
export function createLexer(text: string, syntax: SqlSyntax, delimiter: string | undefined): Lexer {
  const wordDelimiter = delimiter !== undefined && /^[$#@_]+$/.test(delimiter) ? delimiter : undefined;
  const hashComments = syntax.hashComments && !delimiter?.startsWith('#');
  const dollarQuotes = syntax.dollarQuotes && !delimiter?.includes('$');

  return (start) => {
    const token = (kind: TokenKind, end: number): Token => ({ kind, start, end });
    const char = text[start] ?? '';
    const blank = match(space, start);
    if (blank !== undefined) return token('space', blank);
    if (char === '-' && text[start + 1] === '-' && dashesComment(start)) return token('comment', lineEnd(start));
    if (char === '#' && hashComments) return token('hash-comment', lineEnd(start));
    if (char === '/' && text[start + 1] === '*') return token('comment', commentEnd(start));
    const quoted = stringEnd(start, char);
    if (quoted !== undefined) return token('string', quoted);
    const name = nameEnd(start);
    if (name !== undefined) return named(start, name, true);
    const bare = wordEnd(start);
    if (bare !== undefined) return named(start, bare, false);
    const digits = match(number, start);
    if (digits !== undefined) return token('number', digits);
    return token('symbol', start + ((text.codePointAt(start) ?? 0) > 0xffff ? 2 : 1));
  };

  function match(pattern: RegExp, at: number): number | undefined {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  }

  /** A word or quoted name with the names that dots join to it. */
  function named(start: number, first: number, quoted: boolean): Token {
    let end = first;
    for (;;) {
      const behind = match(dot, end);
      const next = behind === undefined ? undefined : (nameEnd(behind) ?? wordEnd(behind));
      if (next === undefined) break;
      end = next;
    }
    return { kind: quoted || end > first ? 'name' : 'word', start, end };
  }

  function wordEnd(start: number): number | undefined {
    let end = match(word, start);
    for (let more = end; more !== undefined && more - start > 1000; more = match(moreOfWord, more)) end = more;
    if (end === undefined || wordDelimiter === undefined || !text.slice(start, end).endsWith(wordDelimiter)) return end;
    return end - wordDelimiter.length > start ? end - wordDelimiter.length : end;
  }

  /** The end of a quoted identifier, in the marks that the family, or Liquibase for all families, reads as such. */
  function nameEnd(start: number): number | undefined {
    const char = text[start];
    if (char === '"' && syntax.backslashEscapes !== 'always') return closing(start, start, '"', false, 'quoted name');
    if (char === '`') return syntax.backticks ? closing(start, start, '`', false, 'quoted name') : match(tickedOnLine, start);
    if (char !== '[' || syntax.brackets === 'subscript') return undefined;
    return syntax.brackets === 'identifier' ? closing(start, start, ']', false, 'quoted name') : match(bracketedOnLine, start);
  }

  function stringEnd(start: number, char: string): number | undefined {
    const always = syntax.backslashEscapes === 'always';
    if (char === "'" || (char === '"' && always)) return closing(start, start, char, always, 'string');
    if (char === '$' && dollarQuotes) return dollarEnd(start);
    if (syntax.backslashEscapes === 'e-strings' && (char === 'e' || char === 'E') && text[start + 1] === "'")
      return closing(start, start + 1, "'", true, 'string');
    return syntax.qQuotes ? qEnd(start) : undefined;
  }

  /** Behind the closing quote of what opens at `open`; a doubled quote does not close. Scans by hand: strings can be megabytes long. */
  function closing(start: number, open: number, quote: string, backslashes: boolean, what: string): number {
    let from = open + 1;
    let at = text.indexOf(quote, from);
    while (at >= 0) {
      const escape = backslashes ? text.slice(from, at).indexOf('\\') : -1;
      if (escape < 0 && text[at + 1] !== quote) return at + 1;
      from = escape < 0 ? at + 2 : from + escape + 2;
      if (at < from) at = text.indexOf(quote, from);
    }
    return unclosed(what, start);
  }

  function dollarEnd(start: number): number | undefined {
    const open = match(dollarTag, start);
    if (open === undefined) return undefined;
    const tag = text.slice(start, open);
    const close = text.indexOf(tag, open);
    return close < 0 ? unclosed('dollar quote', start) : close + tag.length;
  }

  function qEnd(start: number): number | undefined {
    const open = match(qMark, start);
    if (open === undefined) return undefined;
    const mark = text[open] ?? '';
    const close = text.indexOf(`${closers[mark] ?? mark}'`, open + 1);
    return close < 0 ? unclosed('string', start) : close + 2;
  }

  /** In families where `5--3` is arithmetic, dashes without a space behind them are a comment where they open a line or a word follows. */
  function dashesComment(start: number): boolean {
    const next = text[start + 2];
    if (!syntax.dashesNeedSpace || next === undefined || /\s/.test(next)) return true;
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    return text.slice(lineStart, start).trim() === '' || /[\p{L}_-]/u.test(next);
  }

  function lineEnd(start: number): number {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    return text[end - 1] === '\r' ? end - 1 : end;
  }

  function commentEnd(start: number): number {
    const mark = syntax.nestedComments ? /\/\*|\*\//g : /\*\//g;
    mark.lastIndex = start + 2;
    let depth = 1;
    for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
      depth += found[0] === '/*' ? 1 : -1;
      if (depth === 0) return mark.lastIndex;
    }
    return unclosed('comment', start);
  }

  function unclosed(what: string, offset: number): never {
    const before = text.slice(0, offset).split('\n');
    const place = `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1} of the SQL text`;
    return fail('PARSE_SQL', {
      message: `a ${what} opens at ${place} and is never closed`,
      statement: { sql: text.slice(offset, offset + 200), offset },
      hint: `close it, or set splitStatements="false" where the text is right as it is`,
    });
  }
}
