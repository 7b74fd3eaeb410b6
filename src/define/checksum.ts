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

/** Lines of the elements that are being written, the innermost last, and what they are sorted by. One list for all: each of its own would be larger than the text. */
const lines: string[] = [];
const ranks: number[] = [];

function objectText(props: Readonly<Record<string, unknown>>, fields: Fields, level: number, exclude: ReadonlySet<string>): string {
  const indent = indentOf(level);
  const rankOf = fieldRanks(fields);
  const from = lines.length;
  // An element gives few of its fields, so its own keys are gone through.
  for (const name in props) {
    const value = props[name];
    const declared = fields[name];
    if (value !== undefined && declared?.checksum === true && !exclude.has(name))
      insert(from, rankOf[name]!, indent + fieldText(name, declared, value, level));
  }
  const end = `${indentOf(level - 1)}]`;
  if (lines.length === from) return `[${end}`;
  // As `join`, which would copy the text of lines inside lines once for each.
  let text = '[';
  for (let i = from; i < lines.length; i++) text += `\n${lines[i]!}`;
  lines.length = from;
  ranks.length = from;
  return `${text}\n${end}`;
}

/** Keeps the lines from a place on in the order of their UTF-16 code units, each once, as Java's TreeSet does. */
function insert(from: number, rank: number, line: string): void {
  let at = lines.length;
  while (at > from && (ranks[at - 1]! > rank || (ranks[at - 1] === rank && lines[at - 1]! > line))) at--;
  if (at > from && ranks[at - 1] === rank && lines[at - 1] === line) return;
  lines.push(line);
  ranks.push(rank);
  for (let i = lines.length - 1; i > at; i--) {
    lines[i] = lines[i - 1]!;
    ranks[i] = ranks[i - 1]!;
  }
  lines[at] = line;
  ranks[at] = rank;
}

const known = new WeakMap<Fields, Readonly<Record<string, number>>>();

/**
 * The order of the lines of fields: that of their names with `=`, and `[` for the ones that are objects, whose line does not say the name. To
 * compare the lines themselves would mean to put each together first.
 */
function fieldRanks(fields: Fields): Readonly<Record<string, number>> {
  let found = known.get(fields);
  if (found === undefined) {
    const startOf = (name: string): string => (fields[name]!.kind === 'object' ? '[' : `${name}=`);
    const starts = [...new Set(Object.keys(fields).map(startOf))].toSorted((a, b) => (a < b ? -1 : 1));
    found = Object.fromEntries(Object.keys(fields).map((name) => [name, starts.indexOf(startOf(name))]));
    known.set(fields, found);
  }
  return found;
}

const indents: string[] = [];
const indentOf = (level: number): string => (indents[level] ??= '    '.repeat(level));

function fieldText(name: string, declared: Field, value: unknown, level: number): string {
  if (declared.kind === 'object') return objectText(value as Record<string, unknown>, declared.fields ?? {}, level + 1, none);
  if (declared.kind !== 'list') return `${name}="${String(value)}"`;
  const items = value as readonly (string | Readonly<Record<string, unknown>>)[];
  if (items.length === 0) return `${name}=[]`;
  const indent = indentOf(level + 1);
  let text = `${name}=[\n`;
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (i > 0) text += ',\n';
    text += indent + (typeof item === 'string' ? item : objectText(item, declared.fields ?? {}, level + 2, none));
  }
  return `${text}\n${indentOf(level)}]`;
}
