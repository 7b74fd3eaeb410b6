import { createCursor } from './cursor.js';
import { identifier, type Token } from './tokens.js';

/** One key of an index: the name of a column, or an expression. */
export interface IndexKeyDdl {
  readonly column?: string | undefined;
  readonly expression?: string | undefined;
  readonly collation?: string | undefined;
  readonly descending: boolean;
}

/** A CREATE INDEX statement. */
export interface IndexDdl {
  readonly unique: boolean;
  readonly keys: readonly IndexKeyDdl[];
  /** The condition behind WHERE. */
  readonly where?: string | undefined;
}

/**
 * Reads a CREATE INDEX statement as `sqlite_schema` keeps it. Source: https://www.sqlite.org/lang_createindex.html
 * @throws PLAN_UNSUPPORTED_CHANGE where the text is not what the reader expects.
 */
export function parseCreateIndex(text: string): IndexDdl {
  const cursor = createCursor(text);
  cursor.expect('CREATE');
  const unique = cursor.skip('UNIQUE');
  cursor.expect('INDEX');
  cursor.skip('IF', 'NOT', 'EXISTS');
  cursor.name();
  if (cursor.skipSymbol('.')) cursor.name();
  cursor.expect('ON');
  cursor.name();
  const keys = splitList(cursor.group()).map((tokens) => indexKey(text, tokens));
  const where = cursor.skip('WHERE') ? text.slice(cursor.token?.start).trim().replace(/;$/, '').trim() : undefined;
  return { unique, keys, where };
}

/** The parts between the commas that stand in no parentheses. */
export function splitList(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.kind === 'symbol' && token.text === '(') depth += 1;
    if (token.kind === 'symbol' && token.text === ')') depth -= 1;
    if (depth === 0 && token.kind === 'symbol' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** Whether one pair of parentheses stands around all of the tokens. */
function isWrapped(tokens: readonly Token[]): boolean {
  const isAt = (token: Token | undefined, text: string): boolean => token?.kind === 'symbol' && token.text === text;
  if (tokens.length < 3 || !isAt(tokens[0], '(') || !isAt(tokens.at(-1), ')')) return false;
  let depth = 0;
  return tokens.every((token, at) => {
    depth += isAt(token, '(') ? 1 : isAt(token, ')') ? -1 : 0;
    return depth > 0 || at === tokens.length - 1;
  });
}

/** A column or an expression, its collation and its direction. Parentheses around the whole say nothing. */
export function indexKey(text: string, tokens: readonly Token[]): IndexKeyDdl {
  const rest = [...tokens];
  const isWord = (token: Token | undefined, ...words: readonly string[]): boolean => token?.kind === 'word' && words.includes(token.value);
  const descending = isWord(rest.at(-1), 'DESC');
  if (isWord(rest.at(-1), 'ASC', 'DESC')) rest.pop();
  const last = rest.at(-1);
  const collation = last !== undefined && isWord(rest.at(-2), 'COLLATE') ? identifier(last) : undefined;
  if (collation !== undefined) rest.splice(-2);
  while (isWrapped(rest)) rest.splice(0, rest.length, ...rest.slice(1, -1));
  const [first, ...more] = rest;
  const isName = first !== undefined && more.length === 0 && (first.kind === 'word' || first.kind === 'name' || first.kind === 'string');
  return isName
    ? { column: identifier(first), collation, descending }
    : { expression: text.slice(first?.start ?? 0, rest.at(-1)?.end ?? 0), collation, descending };
}
