import type { Diagnostics } from '../core/diagnostics.js';
import type { Source } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';

/** What an attribute of a directive may hold. `words` may be several when quoted; `name` ends at the first blank. */
export type AttributeKind = 'boolean' | 'words' | 'name' | 'list' | 'rest';

export type AttributeKinds = Readonly<Record<string, AttributeKind>>;

/** Attributes of `--changeset`. Those that Liquibase knows in other formats only are read here too. */
export const changesetAttributes: AttributeKinds = {
  stripComments: 'boolean',
  splitStatements: 'boolean',
  rollbackSplitStatements: 'boolean',
  endDelimiter: 'name',
  rollbackEndDelimiter: 'name',
  runWith: 'name',
  runWithSpoolFile: 'rest',
  runOnChange: 'boolean',
  runAlways: 'boolean',
  context: 'words',
  contextFilter: 'words',
  labels: 'words',
  logicalFilePath: 'name',
  runInTransaction: 'boolean',
  dbms: 'list',
  ignore: 'boolean',
  failOnError: 'boolean',
  onValidationFail: 'name',
  runOrder: 'name',
  created: 'words',
  objectQuotingStrategy: 'name',
};

/** Java's blanks; the platform's `\s` has more. */
export const blanks = '[ \\t\\x0B\\f]';
const noBlank = '[^ \\t\\x0B\\f\\r\\n]';

const valuePatterns: Readonly<Record<AttributeKind, string>> = {
  boolean: '(\\w+)',
  words: `(".*?"|'[^']*'|${noBlank}*)`,
  name: `(${noBlank}*)`,
  list: '([^,][\\w!,]+)',
  rest: '(.*)',
};

const compiled = new Map<string, RegExp>();

/**
 * The value of an attribute: what follows the last `name:` of the line. That `name` may be the end of a longer word, so that a later
 * `rollbackEndDelimiter:` counts as `endDelimiter:` too. Source: the greedy patterns of Liquibase `AbstractFormattedChangeLogParser`.
 */
export function attribute(line: string, name: string, kind: AttributeKind): string | undefined {
  const key = `${name} ${kind}`;
  let pattern = compiled.get(key);
  if (pattern === undefined) compiled.set(key, (pattern = new RegExp(`.*${name}:${valuePatterns[kind]}.*`, 'i')));
  return pattern.exec(line)?.[1];
}

/** An attribute that may stand in quotes, without them. */
export function wordsAttribute(line: string, name: string): string | undefined {
  const value = attribute(line, name, 'words');
  return value === undefined ? undefined : stripQuotes(value);
}

/** The text without the quotes around it, single or double. */
export function stripQuotes(text: string): string {
  const [quote] = text;
  return text.length > 1 && (quote === '"' || quote === "'") && text.endsWith(quote) ? text.slice(1, -1) : text;
}

/** `true` in any case; everything else is false. Absent: the default. */
export function booleanAttribute(line: string, name: string, byDefault: boolean): boolean {
  const value = attribute(line, name, 'boolean');
  return value === undefined ? byDefault : value.toLowerCase() === 'true';
}

/** Where the attributes of a directive begin. */
export interface AttributePlace {
  readonly directive: string;
  /** The whole line, and how much of it comes before the attributes. */
  readonly line: string;
  readonly from: number;
  at(column: number): Source;
}

/**
 * Reports what is wrong about the attributes of a directive and what Liquibase would read over: misspelt names, `=` or a blank in the
 * place of the colon, values cut off at a blank, booleans that are neither true nor false. A word that resembles nothing is only a warning.
 */
export function checkAttributes(place: AttributePlace, known: AttributeKinds, diagnostics: Diagnostics): void {
  const names = new Map(Object.keys(known).map((name) => [name.toLowerCase(), name]));
  const words = /(-?)([A-Za-z]\w*)(:|=)("[^"]*"|'[^']*'|[^ \t\x0B\f]*)|[^ \t\x0B\f]+/g;
  words.lastIndex = place.from;
  let before: { readonly name: string; readonly value: string } | undefined;
  for (let match; (match = words.exec(place.line)) !== null;) {
    const [whole, , written, sign, value = ''] = match;
    const source = place.at(match.index + 1);
    if (written === undefined) {
      bareWord(whole, source);
      continue;
    }
    const name = names.get(written.toLowerCase());
    before = name === undefined ? undefined : { name, value };
    if (name === undefined) unknownName(written, source);
    else if (sign === '=') wrong(`"${whole}" has "=" where a colon belongs`, source, `write ${name}:${value}`);
    else if (known[name] === 'rest') return;
    else if (known[name] === 'list' && value === '' && /^ [\w!]/.test(place.line.slice(words.lastIndex))) continue;
    else checkValue(name, known[name] ?? 'name', value, source);
  }

  function checkValue(name: string, kind: AttributeKind, value: string, source: Source): void {
    if (value === '' && kind !== 'words') wrong(`${name} has no value`, source, `write it right after the colon, without a blank`);
    else if (kind === 'words' && /^["'].*[^"']$|^["']$/.test(value)) wrong(`the quote after ${name}: is never closed`, source);
    else if (kind === 'boolean' && !/^(?:true|false)$/i.test(value)) {
      wrong(
        `${name} is "${value}"; it must be true or false`,
        source,
        /\$\{/.test(value) ? 'properties are not filled in here' : undefined,
      );
    } else if (kind === 'list' && /^["']/.test(value)) {
      wrong(
        `the value of ${name} stands in quotes, which would become part of it`,
        source,
        `write ${name}:${stripQuotes(value).replace(/\s/g, '')}`,
      );
    }
  }

  function bareWord(word: string, source: Source): void {
    const name = names.get(word.replace(/:$/, '').toLowerCase());
    if (name !== undefined) wrong(`"${word}" has no colon and value`, source, `write ${name}:value`);
    else if (before !== undefined) {
      const list = known[before.name] === 'list';
      const joined =
        before.value.endsWith(',') || word.startsWith(',') || (known[before.name] === 'words' && /^(?:and|or|not)$/i.test(word));
      const hint = list ? 'write the list without blanks' : `put the value of ${before.name} in double quotes`;
      if (joined) wrong(`"${word}" is no part of ${before.name}, whose value ends at the blank`, source, hint);
    }
    before = undefined;
  }

  function unknownName(written: string, source: Source): void {
    const hint = didYouMean(written, names.values());
    const message = `${place.directive} has no attribute "${written}"`;
    if (hint === undefined) diagnostics.warn('PARSE_UNKNOWN_ATTRIBUTE', { message: `${message}; it is ignored`, source });
    else diagnostics.error('PARSE_UNKNOWN_ATTRIBUTE', { message, source, hint });
  }

  function wrong(message: string, source: Source, hint?: string): void {
    diagnostics.error('PARSE_INVALID_VALUE', { message: `${place.directive}: ${message}`, source, hint });
  }
}
