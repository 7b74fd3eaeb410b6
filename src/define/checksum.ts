import type { Field, Fields } from './fields.js';

const none: ReadonlySet<string> = new Set();

/**
 * The text that Liquibase digests for an element: its fields as sorted lines, nested elements indented.
 * Source: liquibase `StringChangeLogSerializer` (4.28.0). Values are not escaped; absent fields give no line.
 * @param exclude names of fields that are digested elsewhere, or not at all.
 */
export function checksumText(
  name: string,
  props: Readonly<Record<string, unknown>>,
  fields: Fields,
  exclude: ReadonlySet<string> = none,
): string {
  return `${name}:${objectText(props, fields, 1, exclude)}`;
}

function objectText(props: Readonly<Record<string, unknown>>, fields: Fields, level: number, exclude: ReadonlySet<string>): string {
  const indent = indentOf(level);
  const lines: string[] = [];
  // An element gives few of its fields, so its own keys are gone through.
  for (const name in props) {
    const value = props[name];
    const declared = fields[name];
    if (value !== undefined && declared?.checksum === true && !exclude.has(name))
      insert(lines, indent + fieldText(name, declared, value, level));
  }
  const end = `${indentOf(level - 1)}]`;
  return lines.length === 0 ? `[${end}` : `[\n${lines.join('\n')}\n${end}`;
}

/**
 * Keeps lines in the order of their UTF-16 code units, each once, as Java's TreeSet does. There are few of them and thousands of elements: `sort`
 * sets up more than it would need for those.
 */
function insert(lines: string[], line: string): void {
  let at = lines.length;
  while (at > 0 && lines[at - 1]! > line) at--;
  if (at > 0 && lines[at - 1] === line) return;
  lines.push(line);
  for (let from = lines.length - 1; from > at; from--) lines[from] = lines[from - 1]!;
  lines[at] = line;
}

const indents: string[] = [];
const indentOf = (level: number): string => (indents[level] ??= '    '.repeat(level));

function fieldText(name: string, declared: Field, value: unknown, level: number): string {
  if (declared.kind === 'object') return objectText(value as Record<string, unknown>, declared.fields ?? {}, level + 1, none);
  if (declared.kind !== 'list') return `${name}="${String(value)}"`;
  const indent = indentOf(level + 1);
  const items = (value as (string | Record<string, unknown>)[]).map(
    (item) => indent + (typeof item === 'string' ? item : objectText(item, declared.fields ?? {}, level + 2, none)),
  );
  return items.length === 0 ? `${name}=[]` : `${name}=[\n${items.join(',\n')}\n${indentOf(level)}]`;
}
