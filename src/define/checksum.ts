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

/** Lines of the elements that are being written, the innermost last, what they are sorted by, and how many they are. One list for all: each of its own would be larger than the text. */
const lines: string[] = [];
const ranks: number[] = [];
let count = 0;

function objectText(props: Readonly<Record<string, unknown>>, fields: Fields, level: number, exclude: ReadonlySet<string>): string {
  const written = linesOf(fields, level);
  const from = count;
  // An element gives few of its fields, so its own keys are gone through.
  for (const name in props) {
    const value = props[name];
    const line = written.get(name);
    if (value !== undefined && line !== undefined && !exclude.has(name))
      insert(from, line.rank, line.start + valueText(line, value, level));
  }
  const end = endAt(level - 1);
  if (count === from) return `[${end.slice(1)}`;
  // As `join`, which would copy the text of lines inside lines once for each.
  let text = '[';
  for (let i = from; i < count; i++) text += lines[i]!;
  count = from;
  return text + end;
}

/** Keeps the lines from a place on in the order of their UTF-16 code units, each once, as Java's TreeSet does. */
function insert(from: number, rank: number, line: string): void {
  let at = count;
  while (at > from && (ranks[at - 1]! > rank || (ranks[at - 1] === rank && lines[at - 1]! > line))) at--;
  if (at > from && ranks[at - 1] === rank && lines[at - 1] === line) return;
  for (let i = count++; i > at; i--) {
    lines[i] = lines[i - 1]!;
    ranks[i] = ranks[i - 1]!;
  }
  lines[at] = line;
  ranks[at] = rank;
}

/** The line of a field at one level. */
interface FieldLine {
  readonly field: Field;
  /** What comes before its value, the line break first. */
  readonly start: string;
  /** Its place among the lines of the element. */
  readonly rank: number;
}

const known = new WeakMap<Fields, ReadonlyMap<string, FieldLine>[]>();

/** The lines of the fields that count, by name. Few elements lie deep, and texts that are put together anew take more than half of the time. */
function linesOf(fields: Fields, level: number): ReadonlyMap<string, FieldLine> {
  let levels = known.get(fields);
  if (levels === undefined) known.set(fields, (levels = []));
  return (levels[level] ??= fieldLines(fields, level));
}

/**
 * Lines are sorted by how they begin: by the names of fields with `=`, and `[` for the ones that are objects, whose line does not say the name.
 * To compare the lines themselves would mean to put each together first.
 */
function fieldLines(fields: Fields, level: number): ReadonlyMap<string, FieldLine> {
  const startOf = (name: string): string => (fields[name]!.kind === 'object' ? '' : `${name}=`);
  const rankedBy = (name: string): string => startOf(name) || '[';
  const order = [...new Set(Object.keys(fields).map(rankedBy))].toSorted((a, b) => (a < b ? -1 : 1));
  const counting = Object.entries(fields).filter(([, { checksum }]) => checksum);
  return new Map(
    counting.map(([name, field]) => {
      const opened = field.kind === 'object' || field.kind === 'list' ? '' : '"';
      return [name, { field, start: `\n${indentOf(level)}${startOf(name)}${opened}`, rank: order.indexOf(rankedBy(name)) }];
    }),
  );
}

const indents: string[] = [];
const indentOf = (level: number): string => (indents[level] ??= '    '.repeat(level));

const ends: string[] = [];
const endAt = (level: number): string => (ends[level] ??= `\n${indentOf(level)}]`);

function valueText({ field }: FieldLine, value: unknown, level: number): string {
  if (field.kind === 'object') return objectText(value as Record<string, unknown>, field.fields ?? {}, level + 1, none);
  if (field.kind !== 'list') return `${String(value)}"`;
  const items = value as readonly (string | Readonly<Record<string, unknown>>)[];
  if (items.length === 0) return '[]';
  const indent = indentOf(level + 1);
  let text = '[\n';
  for (let i = 0; i < items.length; i++) {
    const item = items[i]!;
    if (i > 0) text += ',\n';
    text += indent + (typeof item === 'string' ? item : objectText(item, field.fields ?? {}, level + 2, none));
  }
  return text + endAt(level);
}
