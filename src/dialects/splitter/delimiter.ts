import { fail } from '../../core/error.js';
import type { Lexer, Token } from './lexer.js';
import type { SqlSyntax } from './syntax.js';

/** A delimiter that was found. */
interface Delimiter {
  /** Where the next statement may start. */
  readonly end: number;
  /** It ends the statement whatever is open. */
  readonly always?: true;
  readonly semicolon?: true;
  /** How often the statement runs. */
  readonly times?: number;
}

/** Whether a token is, or starts, an end delimiter. `previous` is the token before it, comments that are stripped left out. */
export type DelimiterRule = (token: Token, previous: Token | undefined) => Delimiter | undefined;

const maximumRuns = 100_000;
const statementWords =
  /^[ \t]+(?:select|insert|update|delete|merge|create|alter|drop|grant|revoke|set|use|exec|execute|declare|begin|if|with|truncate|print)\b/i;

/**
 * The end delimiters in all of Liquibase's spellings: by default `;`, and `GO` or `/` on a line of its own; otherwise the given text, or
 * what matches it as a regular expression over the token and the one before it. Source: `StringUtil.isDelimiter` and `mergeTokens` (4.28.0).
 */
export function delimiterRule(text: string, syntax: SqlSyntax, endDelimiter: string | undefined, lexer: Lexer): DelimiterRule {
  const rule = endDelimiter === undefined ? standardRule(text) : chosenRule(text, endDelimiter, lexer);
  const batches = syntax.batches && (endDelimiter === undefined || /go$/i.test(endDelimiter));
  const slashes = syntax.plsql && (endDelimiter === undefined || /^[^/]*\/(?!\/)/.test(endDelimiter));
  return (token, previous) => (batches ? batchEnd(text, token) : undefined) ?? slashEnd(token, previous) ?? rule(token, previous);

  function slashEnd(token: Token, previous: Token | undefined): Delimiter | undefined {
    if (!slashes || text[token.start] !== '/' || token.kind !== 'symbol') return undefined;
    return startsLine(text, previous) && aloneOnLine(text, token) ? { end: token.end, always: true } : undefined;
  }
}

function standardRule(text: string): DelimiterRule {
  return (token, previous) => {
    if (token.kind === 'symbol' && text[token.start] === ';') return { end: token.end, semicolon: true };
    const slash = token.kind === 'symbol' && text[token.start] === '/';
    const go = token.kind === 'word' && token.end - token.start === 2 && text.slice(token.start, token.end).toLowerCase() === 'go';
    if ((!slash && !go) || !startsLine(text, previous)) return undefined;
    // Liquibase takes any slash or GO that opens a line; `\n/ 2` is a division and `\ngo, b` a column.
    return endsStatement(text, token) ? { end: token.end } : undefined;
  };
}

function chosenRule(text: string, delimiter: string, lexer: Lexer): DelimiterRule {
  const lower = delimiter.toLowerCase();
  const semicolon = delimiter === ';' ? ({ semicolon: true } as const) : {};
  const expression = delimiter.length > 1 ? compile(lower) : undefined;
  const textEnd = text.trimEnd().length;
  return (token, previous) => {
    // A slash inside a line divides; at the very end Liquibase drops it all the same.
    if (delimiter === '/' && token.end !== textEnd && !(startsLine(text, previous) && endsStatement(text, token))) return undefined;
    const end = token.start + delimiter.length;
    if (text.slice(token.start, end).toLowerCase() === lower && isTokenEnd(token, end, lexer)) return { end, ...semicolon };
    if (expression === undefined) return undefined;
    const before = previous === undefined ? 'null' : text.slice(previous.start, previous.end).replaceAll('\r', '');
    const here = text.slice(token.start, token.end).replaceAll('\r', '');
    return expression.test((before + here).toLowerCase()) ? { end: token.end } : undefined;
  };
}

/** Whether a token that starts with this one, or follows it without a gap, ends at an offset; no token is cut for a delimiter. */
function isTokenEnd(token: Token, offset: number, lexer: Lexer): boolean {
  let { end } = token;
  while (end < offset) end = lexer(end).end;
  return end === offset && end > token.start;
}

/** The delimiter as the regular expression that Liquibase takes it for; undefined where it is none. */
function compile(delimiter: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:[\\s\\n\\r]*${delimiter})$`);
  } catch {
    return undefined;
  }
}

function startsLine(text: string, previous: Token | undefined): boolean {
  return previous === undefined || text[previous.end - 1] === '\n';
}

/** Nothing follows on the line, or another statement does. */
function endsStatement(text: string, token: Token): boolean {
  return aloneOnLine(text, token) || statementWords.test(text.slice(token.end, token.end + 40));
}

/** Nothing but a semicolon or a comment follows on the line. */
function aloneOnLine(text: string, token: Token): boolean {
  const rest = /[ \t]*(?:;[ \t]*)?(?:--[^\n]*)?\r?(?:\n|$)/y;
  rest.lastIndex = token.end;
  return rest.test(text);
}

/** `GO`, or `GO 5`, on a line of its own. Source: sqlcmd, "GO [count]". */
function batchEnd(text: string, token: Token): Delimiter | undefined {
  if (token.kind !== 'word' || text.slice(token.start, token.end).toLowerCase() !== 'go') return undefined;
  const lineStart = text.lastIndexOf('\n', token.start - 1) + 1;
  if (token.start > 0 && text.slice(lineStart, token.start).trim() !== '') return undefined;
  const rest = /go(?:[ \t]+([1-9]\d*))?[ \t]*(?:;[ \t]*)?(?:--[^\n]*)?\r?(?=\n|$)/iy;
  rest.lastIndex = token.start;
  const found = rest.exec(text);
  if (found === null) return undefined;
  const times = found[1] === undefined ? undefined : Number(found[1]);
  if (times !== undefined && times > maximumRuns)
    fail('PARSE_LIMIT', {
      message: `GO ${times} asks for more than ${maximumRuns} runs of a batch`,
      statement: { sql: found[0], offset: token.start },
    });
  return { end: rest.lastIndex, always: true, ...(times !== undefined && { times }) };
}
