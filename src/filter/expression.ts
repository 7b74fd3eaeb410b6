import { fail } from '../core/error.js';
import type { Source } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';

/** A name or a group with its prefixes. `@` (required) keeps a term from holding where the run names nothing at all. */
interface Term {
  readonly negated: boolean;
  readonly required: boolean;
  readonly of: { readonly kind: 'name'; readonly name: string } | { readonly kind: 'group'; readonly any: AnyOf };
}
/** Terms that must all hold. */
type AllOf = readonly Term[];
/** Alternatives of which one must hold. */
type AnyOf = readonly AllOf[];

/**
 * A context or label expression: alternatives set apart by commas, each made of `or`, `and`, `not` (or `!`), `@` and parentheses.
 * `and` binds tighter than `or`, `or` tighter than the comma. No alternative at all (an empty text) holds always.
 */
export interface Expression {
  readonly alternatives: readonly AnyOf[];
}

/** What error messages say about an expression besides its fault. */
export interface ExpressionPlace {
  /** What the text is, e.g. `context expression`. */
  readonly what?: string | undefined;
  readonly source?: Source | undefined;
}

/** The names that an expression asks about, as written. */
export function expressionNames({ alternatives }: Expression): readonly string[] {
  const ofAny = (any: AnyOf): readonly string[] =>
    any.flatMap((all) => all.flatMap(({ of }) => (of.kind === 'name' ? [of.name] : ofAny(of.any))));
  return alternatives.flatMap(ofAny);
}

/** Deepest nesting of parentheses; real expressions stay below ten. */
const maxDepth = 100;

/**
 * Reads an expression. Names are any characters but blanks, commas and parentheses; case does not count.
 * Source: Liquibase `ExpressionMatcher` and `ContextExpression` (4.28.0), which take for one long name whatever they cannot read.
 * @throws PARSE_EXPRESSION naming the character where it goes wrong, PARSE_LIMIT where parentheses nest too deep.
 */
export function parseExpression(text: string, place: ExpressionPlace = {}): Expression {
  const tokens = tokenize(text);
  let at = 0;
  let depth = 0;
  return expression();

  function expression(): Expression {
    const alternatives: AnyOf[] = [];
    while (at < tokens.length) {
      alternatives.push(anyOf());
      if (at < tokens.length && !take(',')) wrong('a closing parenthesis without an opening one');
    }
    return { alternatives };
  }

  function anyOf(): AnyOf {
    const all = [allOf()];
    while (take('or')) all.push(allOf());
    return all;
  }

  function allOf(): AllOf {
    const all = [term()];
    while (take('and')) all.push(term());
    const next = tokens[at];
    if (next?.kind === 'name' || next?.kind === '(' || next?.kind === 'not' || next?.kind === '@')
      wrong(`"and", "or" or a comma is missing before "${next.text}"`, operatorHint(next.text));
    return all;
  }

  function term(): Term {
    let prefixes = '';
    while (tokens[at]?.kind === 'not' || tokens[at]?.kind === '@') {
      prefixes += tokens[at]?.kind === 'not' ? '!' : '@';
      at++;
    }
    if (!['', '!', '@', '!@', '@!'].includes(prefixes)) back('"not" or "@" twice');
    const negated = prefixes.includes('!');
    // Liquibase forgets the `@` of `@!name`; `!@name` keeps it.
    const required = prefixes === '@' || prefixes === '!@';
    if (take('(')) {
      const open = at - 1;
      if (++depth > maxDepth) refuse('PARSE_LIMIT', `parentheses nest more than ${maxDepth} levels deep`, open);
      const any: AllOf[] = [...anyOf()];
      while (take(',')) any.push(...anyOf());
      if (!take(')')) {
        at = open;
        wrong('a parenthesis that is never closed');
      }
      depth--;
      return { negated, required, of: { kind: 'group', any } };
    }
    const token = tokens[at];
    if (token?.kind !== 'name') {
      const found = token === undefined ? 'the end' : `"${token.text}"`;
      wrong(`a name is missing before ${found}`);
    }
    at++;
    const operator = operators.get(token.text);
    if (operator !== undefined) back(`"${token.text}" is no operator here`, `write "${operator}"`);
    return { negated, required, of: { kind: 'name', name: token.text.toLowerCase() } };
  }

  function take(kind: Token['kind']): boolean {
    if (tokens[at]?.kind !== kind) return false;
    at++;
    return true;
  }
  function back(message: string, hint?: string): never {
    at--;
    return wrong(message, hint);
  }
  function wrong(message: string, hint?: string): never {
    return refuse('PARSE_EXPRESSION', message, at, hint);
  }
  function refuse(code: 'PARSE_EXPRESSION' | 'PARSE_LIMIT', message: string, token: number, hint?: string): never {
    const offset = tokens[token]?.offset ?? text.length;
    const shown = text.length > 200 ? `${text.slice(0, 200)}…` : text;
    return fail(code, {
      message: `${place.what ?? 'expression'} "${shown}": ${message}, at character ${offset + 1}`,
      source: place.source,
      hint: hint ?? 'write for example: test and not (prod or staging)',
    });
  }
}

interface Token {
  readonly kind: 'name' | 'and' | 'or' | 'not' | '@' | '(' | ')' | ',';
  readonly text: string;
  readonly offset: number;
}

const operators: ReadonlyMap<string, string> = new Map([
  ['&', 'and'],
  ['&&', 'and'],
  ['|', 'or'],
  ['||', 'or'],
  ['==', 'and'],
]);

function operatorHint(word: string): string | undefined {
  const operator = operators.get(word);
  return operator === undefined ? didYouMean(word, ['and', 'or']) : `write "${operator}"`;
}

function tokenize(text: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(/[(),]|[!@]+|[^\s(),!@][^\s(),]*/g)) {
    const [word] = match;
    const offset = match.index;
    const lower = word.toLowerCase();
    if (word === '(' || word === ')' || word === ',') tokens.push({ kind: word, text: word, offset });
    else if (word.startsWith('!') || word.startsWith('@')) {
      for (let i = 0; i < word.length; i++) tokens.push({ kind: word[i] === '!' ? 'not' : '@', text: word[i] ?? '', offset: offset + i });
    } else if (lower === 'and' || lower === 'or' || lower === 'not') tokens.push({ kind: lower, text: word, offset });
    else tokens.push({ kind: 'name', text: word, offset });
  }
  return tokens;
}

/**
 * Whether an expression holds for the given names (lower case). Where there is no name, every term holds but a required one,
 * so that a run without contexts or a changeset without labels is not filtered.
 */
export function expressionMatches(expression: Expression, names: ReadonlySet<string>): boolean {
  if (expression.alternatives.length === 0) return true;
  return expression.alternatives.some((any) => {
    const [first] = any;
    const [only] = first ?? [];
    // Liquibase reads an alternative that is nothing but a group as one plain term, which no names at all satisfy.
    if (names.size === 0 && any.length === 1 && first?.length === 1 && only?.of.kind === 'group' && !only.required) return true;
    return anyHolds(any, names);
  });
}

function anyHolds(any: AnyOf, names: ReadonlySet<string>): boolean {
  return any.some((all) => all.every((term) => holds(term, names)));
}

function holds({ negated, required, of }: Term, names: ReadonlySet<string>): boolean {
  if (of.kind === 'name') return names.size === 0 && !required ? true : names.has(of.name) !== negated;
  if (names.size === 0 && negated && !required) return true;
  return anyHolds(of.any, names) !== negated;
}
