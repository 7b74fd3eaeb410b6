import { fail } from '../core/error.js';
import type { Source } from '../core/source.js';

/** One entry of a Java properties file. Of entries with the same key the last one counts. */
export interface PropertyEntry {
  readonly key: string;
  readonly value: string;
  readonly source: Source;
}

const blank = /[ \t\f]/;
const escapes: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f' };

/**
 * Reads the text of a Java `.properties` file: `key=value`, `key:value` or `key value`; comments with `#` or `!`; a backslash at the end
 * of a line continues it; `\t`, `\n`, `\uXXXX` and the like. Source: the documentation of `java.util.Properties.load`.
 * @throws PARSE_SYNTAX on a `\u` without four hexadecimal digits.
 */
export function parsePropertiesFile(text: string, file: string): readonly PropertyEntry[] {
  const entries: PropertyEntry[] = [];
  const lines = (text.startsWith('\uFEFF') ? text.slice(1) : text).split(/\r\n|\r|\n/);
  for (let i = 0; i < lines.length; i++) {
    const first = lines[i] ?? '';
    const start = first.search(/[^ \t\f]/);
    if (start < 0 || first[start] === '#' || first[start] === '!') continue;
    const source = { file, line: i + 1, column: start + 1 };
    let part = first.slice(start);
    const parts: string[] = [];
    while (continues(part) && i + 1 < lines.length) {
      parts.push(part.slice(0, -1));
      part = (lines[++i] ?? '').replace(/^[ \t\f]+/, '');
    }
    parts.push(continues(part) ? part.slice(0, -1) : part);
    entries.push(entryOf(parts.join(''), source));
  }
  return entries;
}

/** Whether the line ends with an odd number of backslashes. */
function continues(line: string): boolean {
  let count = 0;
  while (line[line.length - 1 - count] === '\\') count++;
  return count % 2 === 1;
}

function entryOf(line: string, source: Source): PropertyEntry {
  let end = 0;
  while (end < line.length && !blank.test(line[end] ?? '') && line[end] !== '=' && line[end] !== ':') end += line[end] === '\\' ? 2 : 1;
  let value = end;
  while (blank.test(line[value] ?? '')) value++;
  if (line[value] === '=' || line[value] === ':') {
    value++;
    while (blank.test(line[value] ?? '')) value++;
  }
  return { key: unescape(line.slice(0, end), source), value: unescape(line.slice(value), source), source };
}

function unescape(text: string, source: Source): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|(u)|([\s\S]))/g, (_, hex: string | undefined, broken: string | undefined, char: string) => {
    if (broken !== undefined) fail('PARSE_SYNTAX', { message: '\\u must be followed by four hexadecimal digits', source });
    return hex !== undefined ? String.fromCharCode(Number.parseInt(hex, 16)) : (escapes[char] ?? char);
  });
}
