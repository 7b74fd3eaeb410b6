/** What a token is. A `name` is a quoted identifier, a `word` a bare identifier or keyword, a `string` text in single quotes. */
export type TokenKind = 'word' | 'name' | 'string' | 'number' | 'blob' | 'parameter' | 'symbol';

/** One token of an SQL text; white space and comments lie between tokens. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  readonly end: number;
  /** The token as written. */
  readonly text: string;
  /** Upper case for words, the name without its quotes for names and strings, otherwise the text. */
  readonly value: string;
}

const space = /[ \t\n\f\r]+/y;
const lineComment = /--[^\n]*/y;
// A block comment that is never closed ends with the text.
const blockComment = /\/\*[^]*?(?:\*\/|$)/y;
const blob = /[xX]'[0-9a-fA-F]*'/y;
// Names beyond ASCII are read in UTF-16 units, which comes to the same: characters of two units would cost stack inside the expression.
const word = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const number = /0[xX][0-9a-fA-F]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y;
const parameter = /\?\d*|[:@#$][A-Za-z0-9_$:\u0080-\uffff]+/y;
const symbol = /->>|->|\|\||<<|>>|<=|>=|==|!=|<>|[^]/uy;
const closers: Readonly<Record<string, string>> = { "'": "'", '"': '"', '`': '`', '[': ']' };

/**
 * Cuts an SQL text into tokens where SQLite cuts it. Source: https://www.sqlite.org/src/file/src/tokenize.c, `sqlite3GetToken`.
 * A quote that is never closed takes the rest of the text; SQLite itself will refuse it.
 */
export function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    at = match(space) ?? match(lineComment) ?? match(blockComment) ?? at;
    if (at > start) continue;
    const token = read();
    tokens.push(token);
    at = token.end;
  }
  return tokens;

  function match(pattern: RegExp): number | undefined {
    pattern.lastIndex = at;
    return pattern.test(text) ? pattern.lastIndex : undefined;
  }

  function read(): Token {
    const closer = closers[text[at] ?? ''];
    if (closer !== undefined) return quoted(closer);
    const blobEnd = match(blob);
    if (blobEnd !== undefined) return token('blob', blobEnd);
    const wordEnd = match(word);
    if (wordEnd !== undefined) return token('word', wordEnd, text.slice(at, wordEnd).toUpperCase());
    const numberEnd = match(number);
    if (numberEnd !== undefined) return token('number', numberEnd);
    const parameterEnd = match(parameter);
    return parameterEnd === undefined ? token('symbol', match(symbol) ?? at + 1) : token('parameter', parameterEnd);
  }

  function quoted(closer: string): Token {
    let end = text.indexOf(closer, at + 1);
    // Doubled, a quote stands for itself; a bracket cannot be doubled.
    if (closer !== ']') while (end >= 0 && text[end + 1] === closer) end = text.indexOf(closer, end + 2);
    const close = end < 0 ? text.length : end;
    const inner = text.slice(at + 1, close);
    const value = closer === ']' ? inner : inner.replaceAll(closer + closer, closer);
    return token(closer === "'" ? 'string' : 'name', Math.min(close + 1, text.length), value);
  }

  function token(kind: TokenKind, end: number, value = text.slice(at, end)): Token {
    return { kind, start: at, end, text: text.slice(at, end), value };
  }
}

/** The identifier that a token stands for where the grammar wants a name; bare words keep their case, strings are taken as names too. */
export function identifier(token: Token): string {
  return token.kind === 'word' ? token.text : token.value;
}

/** Whether two identifiers mean the same object: SQLite ignores the case of ASCII letters, and of these only. */
export function sameName(one: string, other: string): boolean {
  return foldName(one) === foldName(other);
}

/** The form of an identifier that equal ones share. */
export function foldName(name: string): string {
  return name.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
