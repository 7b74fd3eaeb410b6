import { fail } from '../core/error.js';
import type { Source } from '../core/source.js';
import { contextExpressionMatches, runContexts } from '../filter/context.js';
import { labelListMatches } from '../filter/label.js';
import type { PropertyLookup } from '../model/changelog.js';
import type { ParseOptions } from './parse.js';

/** A property as a changelog declares it. */
export interface PropertyDeclaration {
  readonly name: string;
  readonly value: string;
  readonly global: boolean;
  readonly contextFilter?: string | undefined;
  readonly labels?: string | undefined;
  readonly dbms?: string | undefined;
  readonly source?: Source | undefined;
}

/** The properties of one run, which grow while its changelog is read. Names are looked up without regard to case. */
export interface Properties extends PropertyLookup {
  /** Declares a property; it has no effect where its contexts, labels or dbms do not fit the run. Throws PARSE_EXPRESSION. */
  declare(declaration: PropertyDeclaration, file: string): void;
  /** Makes `file` see the local properties of `key` (its logical path). */
  link(file: string, key: string): void;
  /** The text with every `${name}` that is known filled in; unknown ones stay. Throws PARSE_LIMIT. */
  expand(text: string, fromFile: string): string;
}

/** Longest text that expansion may produce, and deepest nesting of properties in properties. */
const maxLength = 20_000_000;
const maxNesting = 100;

/**
 * Properties of the database and of the run, then those that changelogs declare. The first definition of a global property wins, a
 * global one beats a local one, and of local ones (seen only in files of the same logical path) the last wins.
 * Source: Liquibase `ChangeLogParameters`, `ExpressionExpander` (4.28.0).
 */
export function createProperties(
  options: Pick<ParseOptions, 'database' | 'databaseProperties' | 'parameters' | 'contexts' | 'labelFilter'>,
): Properties {
  const contexts = runContexts(options.contexts);
  const globals = new Map<string, string>();
  const locals = new Map<string, Map<string, string>>();
  const keys = new Map<string, string>();
  for (const source of [options.databaseProperties ?? {}, ...(options.parameters ?? [])]) {
    for (const [name, value] of Object.entries(source)) define(globals, name, value);
  }

  return {
    declare({ name, value, global, contextFilter, labels, dbms, source }, file) {
      if (!labelListMatches(labels, options.labelFilter)) return;
      if (!contextExpressionMatches(contextFilter, contexts, source === undefined ? {} : { source })) return;
      if (dbms !== undefined && options.database !== undefined && !options.database.matches(dbms)) return;
      if (global) {
        define(globals, name, value);
        return;
      }
      const key = keys.get(file) ?? file;
      const own = locals.get(key) ?? new Map<string, string>();
      locals.set(key, own.set(name.toLowerCase(), value));
    },
    link: (file, key) => void keys.set(file, key),
    get: lookup,
    expand: (text, fromFile) => (text.includes('${') ? expand(text, fromFile, []) : text),
  };

  function lookup(name: string, fromFile: string): string | undefined {
    const key = name.toLowerCase();
    return globals.get(key) ?? locals.get(keys.get(fromFile) ?? fromFile)?.get(key);
  }

  /** `open` holds the names being expanded, outermost first. */
  function expand(text: string, fromFile: string, open: readonly string[]): string {
    // Each entry is a `${` that waits for its `}`; the last one is the text being built.
    const pending = [''];
    const append = (more: string): void => {
      const at = pending.length - 1;
      pending[at] = (pending[at] ?? '') + more;
      if ((pending[at] ?? '').length > maxLength)
        fail('PARSE_LIMIT', { message: `properties expand to more than ${maxLength} characters` });
    };
    let at = 0;
    for (const match of text.matchAll(/\$\{|\}/g)) {
      append(text.slice(at, match.index));
      at = match.index + match[0].length;
      if (match[0] === '${') pending.push('');
      else if (pending.length === 1) append('}');
      else append(valueOf(pending.pop() ?? ''));
    }
    append(text.slice(at));
    // What was never closed stays as it is; Liquibase drops the outer `${` of several.
    let result = pending.pop() ?? '';
    if (pending.length > 0) {
      result = `\${${result}`;
      while (pending.length > 1) result = `\${${pending.pop()}${result}`;
      result = (pending[0] ?? '') + result;
    }
    return result;

    function valueOf(expression: string): string {
      if (expression.startsWith('${')) return expression;
      const name = expression.trim();
      const value = lookup(name, fromFile);
      if (value === undefined) return `\${${expression}}`;
      if (!value.includes('${')) return value;
      const key = name.toLowerCase();
      if (open.includes(key) || open.length >= maxNesting) {
        fail('PARSE_LIMIT', {
          message: `property "${name}" refers to itself (${[...open, key].join(' → ')})`,
          hint: 'change one of the values',
        });
      }
      return expand(value, fromFile, [...open, key]);
    }
  }
}

function define(into: Map<string, string>, name: string, value: string): void {
  const key = name.toLowerCase();
  if (!into.has(key)) into.set(key, value);
}
