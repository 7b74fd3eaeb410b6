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

const noBlank = '[^ \\t\\v\\f\\r\\n]';

/** What stands behind the colon. */
const valuePatterns: Readonly<Record<AttributeKind, RegExp>> = {
  boolean: /(\w+)/y,
  words: new RegExp(`(".*?"|${noBlank}*)`, 'y'),
  name: new RegExp(`(${noBlank}*)`, 'y'),
  list: /([^,][\w!,]+)/y,
  rest: /(.*)/y,
};

const markers = new Map<string, RegExp>();

/**
 * The value of an attribute: what follows the last `name:` of the line. That `name` may be the end of a longer word, so that a later
 * `rollbackEndDelimiter:` counts as `endDelimiter:` too. Source: the greedy patterns of Liquibase `AbstractFormattedChangeLogParser`.
 */
export function attribute(line: string, name: string, kind: AttributeKind): string | undefined {
  return lastValue(line, name, valuePatterns[kind]);
}

/**
 * What the first group of a (sticky) pattern holds behind the last `name:` where the pattern fits. A regular expression for the whole line
 * would take quadratic time on long ones.
 */
export function lastValue(line: string, name: string, value: RegExp): string | undefined {
  let marker = markers.get(name);
  if (marker === undefined) markers.set(name, (marker = new RegExp(`${name}:`, 'gi')));
  const ends = Array.from(line.matchAll(marker), (match) => match.index + match[0].length);
  for (const end of ends.toReversed()) {
    value.lastIndex = end;
    const match = value.exec(line);
    if (match !== null) return match[1];
  }
  return undefined;
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
 * Reports what is wrong about the attributes of a directive. A misspelt name and a quote that is never closed are errors. What Liquibase
 * reads over or cuts off, and existing changelogs therefore hold, is a warning that says what it comes to: `=` or a blank in the place of
 * the colon, lists and expressions with blanks but no quotes, booleans that are neither true nor false, words that resemble nothing.
 */
export function checkAttributes(place: AttributePlace, known: AttributeKinds, diagnostics: Diagnostics): void {
  const names = new Map(Object.keys(known).map((name) => [name.toLowerCase(), name]));
  const words = /-?([A-Za-z]\w*)(:|=)("[^"]*"|'[^']*'|[^ \t\v\f]*)|[^ \t\v\f]+/g;
  words.lastIndex = place.from;
  let before: { readonly name: string; readonly value: string } | undefined;
  for (let match; (match = words.exec(place.line)) !== null;) {
    const [whole, written, sign, value = ''] = match;
    const source = place.at(match.index + 1);
    if (written === undefined) {
      bareWord(whole, source);
      continue;
    }
    const name = names.get(written.toLowerCase());
    before = name === undefined ? undefined : { name, value };
    if (name === undefined) unknownName(written, source);
    else if (sign === '=') doubtful(`"${whole}" has no effect, because it has "=" for the colon`, source, `write ${name}:${value}`);
    else if (known[name] === 'rest') return;
    else checkValue(name, known[name] ?? 'name', value, source);
  }

  function checkValue(name: string, kind: AttributeKind, value: string, source: Source): void {
    if (kind === 'words' && /^["'].*[^"']$|^["']$/.test(value)) {
      diagnostics.error('PARSE_INVALID_VALUE', { message: `${place.directive}: the quote after ${name}: is never closed`, source });
    } else if (kind === 'words' && /^'.*\s/.test(value)) doubtful(`${name}:${value} ends at the blank`, source, 'write double quotes');
    else if (value === '' && kind !== 'list') doubtful(`${name} has no value`, source, `write it right after the colon, without a blank`);
    else if (kind === 'boolean' && !/^(?:true|false)(?!\w)/i.test(value)) {
      if (value.includes('${'))
        doubtful(`${name}:${value} counts as false; properties are not filled in here`, source, 'write true or false');
      else diagnostics.error('PARSE_INVALID_VALUE', { message: `${place.directive}: ${name}:${value} must be true or false`, source });
    } else if (kind === 'list' && /^["']/.test(value)) {
      doubtful(`the quotes of ${name}:${value} become part of the list`, source, `write ${name}:${stripQuotes(value).replace(/\s/g, '')}`);
    }
  }

  function bareWord(word: string, source: Source): void {
    const name = names.get(word.replace(/:$/, '').toLowerCase());
    if (name !== undefined) doubtful(`"${word}" has no effect, because it has no colon and value`, source, `write ${name}:value`);
    else if (before !== undefined) {
      const kind = known[before.name];
      const joined = before.value.endsWith(',') || word.startsWith(',') || (kind === 'words' && /^(?:and|or|not)$/i.test(word));
      const hint = kind === 'list' ? 'write the list without blanks' : `put the value of ${before.name} in double quotes`;
      if (joined) doubtful(`"${word}" is left out of ${before.name}, whose value ends at the blank`, source, hint);
    }
    before = undefined;
  }

  function unknownName(written: string, source: Source): void {
    const hint = didYouMean(written, names.values());
    const message = `${place.directive} has no attribute "${written}"`;
    if (hint === undefined) diagnostics.warn('PARSE_UNKNOWN_ATTRIBUTE', { message: `${message}; it is ignored`, source });
    else diagnostics.error('PARSE_UNKNOWN_ATTRIBUTE', { message, source, hint });
  }

  function doubtful(message: string, source: Source, hint?: string): void {
    diagnostics.warn('PARSE_INVALID_VALUE', { message: `${place.directive}: ${message}`, source, hint });
  }
}
