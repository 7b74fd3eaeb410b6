import type { ObjectName } from '../model/names.js';
import { createLexer, type Token } from './splitter/lexer.js';
import type { SqlSyntax } from './splitter/syntax.js';

/** Reads the words of one statement from its beginning, as far as it is asked; comments and spaces are passed over. */
export interface StatementWords {
  /** The next word in upper case, or the next other token as it is; empty at the end. */
  readonly next: string;
  /** Takes the next words where they are these. */
  take(...words: readonly string[]): boolean;
  /** Takes the next word where it is one of these, and says which; empty where it is none. */
  takeOneOf(words: ReadonlySet<string>): string;
  /** Takes one token. */
  skip(): void;
  /** Takes a name, quoted or not. */
  name(): ObjectName | undefined;
  /** Takes everything up to a comma outside parentheses, or to the end. */
  skipToComma(): void;
}

/**
 * @param fold how the server stores a name that is written without quotes
 * @throws PARSE_SQL where a string or comment is never closed
 */
export function statementWords(sql: string, syntax: SqlSyntax, fold: (name: string) => string): StatementWords {
  const lexer = createLexer(sql, syntax, undefined);
  let token: Token | undefined;
  advance(0);

  function advance(from: number): void {
    let at = from;
    token = undefined;
    while (at < sql.length) {
      const found = lexer(at);
      if (found.kind !== 'space' && found.kind !== 'comment' && found.kind !== 'hash-comment') {
        token = found;
        return;
      }
      at = found.end;
    }
  }

  const text = (): string => (token === undefined ? '' : sql.slice(token.start, token.end));
  const words: StatementWords = {
    get next() {
      return token?.kind === 'word' ? text().toUpperCase() : text();
    },
    take(...wanted) {
      const start = token;
      for (const word of wanted) {
        if (words.next !== word) {
          token = start;
          return false;
        }
        words.skip();
      }
      return true;
    },
    takeOneOf(wanted) {
      const found = words.next;
      if (!wanted.has(found)) return '';
      words.skip();
      return found;
    },
    skip() {
      if (token !== undefined) advance(token.end);
    },
    name() {
      if (token === undefined || (token.kind !== 'word' && token.kind !== 'name' && token.kind !== 'string')) return undefined;
      const name = readName(text(), fold);
      words.skip();
      return name;
    },
    skipToComma() {
      for (let depth = 0; token !== undefined && (depth > 0 || words.next !== ','); words.skip()) {
        if (words.next === '(') depth += 1;
        else if (words.next === ')') depth -= 1;
      }
    },
  };
  return words;
}

const part = /`((?:[^`]|``)*)`|"((?:[^"]|"")*)"|\[((?:[^\]]|\]\])*)\]|'((?:[^']|'')*)'|([^\s.`"[\]']+)/g;

/** `a.b."C"` as a name; the last part is the object's. */
function readName(text: string, fold: (name: string) => string): ObjectName | undefined {
  const parts = [...text.matchAll(part)].map(([, ticked, quoted, bracketed, string, bare]) => {
    if (bare !== undefined) return fold(bare);
    return (
      ticked?.replaceAll('``', '`') ??
      quoted?.replaceAll('""', '"') ??
      bracketed?.replaceAll(']]', ']') ??
      string?.replaceAll("''", "'") ??
      ''
    );
  });
  const name = parts.pop();
  if (name === undefined) return undefined;
  const schema = parts.pop();
  const catalog = parts.pop();
  return { name, ...(schema !== undefined && { schema }), ...(catalog !== undefined && { catalog }) };
}
