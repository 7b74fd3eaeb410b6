import { fail } from '../../../core/error.js';
import type { Range } from './table-ddl.js';
import { identifier, tokenize, type Token } from './tokens.js';

/** Walks the tokens of one statement. */
export interface Cursor {
  /** The token at hand; undefined at the end. */
  readonly token: Token | undefined;
  /** End of the token before the one at hand. */
  readonly lastEnd: number;
  /** Whether the words at hand are these, in upper case. */
  at(...words: readonly string[]): boolean;
  /** Whether the symbol at hand is this one. */
  atSymbol(symbol: string): boolean;
  /** Takes the token at hand. */
  take(): Token;
  /** Takes the words where they are at hand. */
  skip(...words: readonly string[]): boolean;
  /** Takes the symbol where it is at hand. */
  skipSymbol(symbol: string): boolean;
  /** Takes words that must come. */
  expect(...words: readonly string[]): void;
  expectSymbol(symbol: string): Token;
  /** Takes an identifier. */
  name(): string;
  /** Takes what stands in parentheses, which may nest; gives the tokens between them. */
  group(): readonly Token[];
  /** From an offset to the end of the last token taken. */
  since(start: number): Range;
  /** Stops: the statement is not understood here. */
  reject(): never;
}

const isWord = (token: Token | undefined, word: string): boolean => token?.kind === 'word' && token.value === word;
const isSymbol = (token: Token | undefined, symbol: string): boolean => token?.kind === 'symbol' && token.text === symbol;

/** @throws PLAN_UNSUPPORTED_CHANGE where the text is not what the reader expects. */
export function createCursor(text: string): Cursor {
  const tokens = tokenize(text);
  let index = 0;

  const cursor: Cursor = {
    get token() {
      return tokens[index];
    },
    get lastEnd() {
      return tokens[index - 1]?.end ?? 0;
    },
    at: (...words) => words.every((word, i) => isWord(tokens[index + i], word)),
    atSymbol: (symbol) => isSymbol(tokens[index], symbol),
    take() {
      const token = tokens[index] ?? cursor.reject();
      index += 1;
      return token;
    },
    skip(...words) {
      if (!cursor.at(...words)) return false;
      index += words.length;
      return true;
    },
    skipSymbol(symbol) {
      if (!cursor.atSymbol(symbol)) return false;
      index += 1;
      return true;
    },
    expect(...words) {
      if (!cursor.skip(...words)) cursor.reject();
    },
    expectSymbol: (symbol) => (cursor.atSymbol(symbol) ? cursor.take() : cursor.reject()),
    name() {
      const token = cursor.take();
      return token.kind === 'word' || token.kind === 'name' || token.kind === 'string' ? identifier(token) : cursor.reject();
    },
    group() {
      cursor.expectSymbol('(');
      const first = index;
      for (let depth = 1; ;) {
        const token = cursor.take();
        if (isSymbol(token, '(')) depth += 1;
        else if (isSymbol(token, ')') && --depth === 0) return tokens.slice(first, index - 1);
      }
    },
    since: (start) => ({ start, end: cursor.lastEnd }),
    reject() {
      const token = tokens[index];
      const near = token === undefined ? 'its end' : `"${token.text}" at character ${token.start + 1}`;
      return fail('PLAN_UNSUPPORTED_CHANGE', {
        message: `the definition of a table in the database is not understood near ${near}`,
        dialect: 'sqlite',
        statement: { sql: text, offset: token?.start ?? text.length },
        hint: 'alter the table in a sql change',
      });
    },
  };
  return cursor;
}
