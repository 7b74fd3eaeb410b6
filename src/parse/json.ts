import { fail } from '../core/error.js';
import { lineIndex } from '../core/source.js';
import type { Scalar, TreeNode } from '../model/tree.js';
import { changelogRoot } from './changelog-root.js';
import { checkDepth } from './limits.js';
import type { PlacedEntry, PlacedValue } from './value-tree.js';
import { plainScalar } from './yaml-scalar.js';

/**
 * Reads one strict JSON document (RFC 8259). The result is the `databaseChangeLog` node. Numbers become what Liquibase makes of them, which
 * reads JSON as YAML: `1.50` is `1.5`. JSON.parse is no help here: it tells neither places nor repeated keys.
 * @throws ChangelogError PARSE_SYNTAX at the first fault, or PARSE_LIMIT.
 */
export function readJson(text: string, file: string): TreeNode {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = lineIndex(file, source);
  if (source.trim() === '') return changelogRoot(undefined, lines);
  let at = 0;
  space();
  const document = value(0);
  space();
  if (at < source.length) refuse(`${shown()} after the end of the document`);
  return changelogRoot(document, lines);

  function value(depth: number): PlacedValue {
    checkDepth(depth, () => lines.at(at));
    const offset = at;
    const char = source[at];
    if (char === '{') return map(depth);
    if (char === '[') return list(depth);
    if (char === '"') return { kind: 'scalar', scalar: { type: 'text', text: string() }, offset };
    return { kind: 'scalar', scalar: literal(), offset };
  }

  function map(depth: number): PlacedValue {
    const offset = at;
    const entries: PlacedEntry[] = [];
    const keys = new Set<string>();
    each('{', '}', () => {
      const keyOffset = at;
      if (source[at] !== '"') refuse(`a key in double quotes is expected, not ${shown()}`);
      const key = string();
      if (keys.has(key)) refuse(`the key "${key}" is given twice`, 'remove one of the two, or make a list of them', keyOffset);
      keys.add(key);
      space();
      if (source[at] !== ':') refuse(`":" is expected after the key "${key}", not ${shown()}`);
      at++;
      space();
      entries.push({ key, offset: keyOffset, value: value(depth + 1) });
    });
    return { kind: 'map', entries, offset, size: entries.length };
  }

  function list(depth: number): PlacedValue {
    const offset = at;
    const items: PlacedValue[] = [];
    each('[', ']', () => items.push(value(depth + 1)));
    return { kind: 'list', items, offset, size: items.length };
  }

  /** Reads what stands between two brackets, separated by commas. */
  function each(open: '{' | '[', close: '}' | ']', item: () => void): void {
    const start = at;
    at++;
    space();
    if (source[at] === close) return void at++;
    for (;;) {
      item();
      space();
      const char = source[at];
      if (char === close) return void at++;
      if (char === undefined) refuse(`"${open}" is never closed`, `add "${close}"`, start);
      if (char !== ',') refuse(`"," or "${close}" is expected, not ${shown()}`);
      const comma = at++;
      space();
      if (source[at] === close) refuse(`a comma stands before "${close}"`, 'JSON allows no comma after the last entry', comma);
    }
  }

  function string(): string {
    const start = at;
    // Some hundred repetitions at a time: each costs stack inside the regular expression.
    const good = /(?:[^"\\\0-\x1f]+|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})){1,500}/y;
    let stop = start + 1;
    for (good.lastIndex = stop; good.test(source); stop = good.lastIndex);
    const char = source[stop];
    if (char === '"') {
      at = stop + 1;
      return JSON.parse(source.slice(start, at)) as string;
    }
    if (char === undefined || char === '\n' || char === '\r') {
      return refuse('the text is not closed on its line', 'add a double quote; a line break inside text is written \\n', start);
    }
    return char === '\\'
      ? refuse('an escape that JSON does not have', 'a backslash is written \\\\', stop)
      : refuse(`${shown(stop)} inside text`, undefined, stop);
  }

  function literal(): Scalar {
    const pattern = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)(?![\w.+-])/y;
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null)
      return refuse(source[at] === undefined ? 'the document ends where a value is expected' : `${shown()} is no JSON value`);
    at = pattern.lastIndex;
    return plainScalar(match[0]);
  }

  function space(): void {
    const pattern = /[ \t\n\r]*/y;
    pattern.lastIndex = at;
    pattern.exec(source);
    at = pattern.lastIndex;
    if (source[at] === '/' && /[/*]/.test(source[at + 1] ?? '')) refuse('a comment, which JSON does not have');
  }

  /** The word or character at an offset, for messages. */
  function shown(offset = at): string {
    const char = source[offset];
    if (char === undefined) return 'the end of the document';
    const word = /^[\w.+-]{1,40}/.exec(source.slice(offset, offset + 40))?.[0] ?? char;
    return /^[\0-\x1f]/.test(word) ? `the character U+${word.charCodeAt(0).toString(16).padStart(4, '0')}` : `"${word}"`;
  }

  function refuse(message: string, hint?: string, offset = at): never {
    return fail('PARSE_SYNTAX', { message, source: lines.at(offset), hint });
  }
}
