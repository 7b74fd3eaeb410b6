import type { Scalar } from '../model/tree.js';
import { rootName } from './changelog-root.js';
import { maxDepth, maxNodes } from './limits.js';
import type { PlacedEntry, PlacedValue } from './value-tree.js';
import { plainScalar } from './yaml-scalar.js';
import { readTextBlock } from './yaml-text-block.js';
import { giveUp } from './yaml-unusual.js';

type PlacedMap = Extract<PlacedValue, { kind: 'map' }>;
type PlacedList = Extract<PlacedValue, { kind: 'list' }>;

/** A scalar without quotes: the characters that it may begin with, and how it goes on. */
interface PlainText {
  readonly first: RegExp;
  readonly more: RegExp;
}

/** The entries of a changelog that holds nothing which counts for the whole file: they may be read one by one. */
export interface ListedItems {
  /** Where the key of the list stands. */
  readonly offset: number;
  readonly items: Iterator<PlacedEntry, void>;
}

export interface YamlReader {
  /** The whole document. */
  document(): PlacedValue;
  /** The entries of the changelog, which it reads as they are asked for. Not where something in the file may count for all of it. */
  list(): ListedItems;
}

/** Reads the simple YAML of `readSimpleYaml`, once: either the document or its list. Throws `unusual` for all other YAML. */
export function createYamlReader(source: string): YamlReader {
  const key = /(?:[A-Za-z_$][\w$.-]{0,200}|"[^"\\\n\t]{0,200}"|'[^'\n\t]{0,200}'):(?=[ \n]|$)/y;
  // What may repeat without end is read some hundred repetitions at a time: a repetition costs stack inside the regular expression.
  const insideDouble = /(?:[^"\\\n\t]+|\\["\\/nt]){1,500}/y;
  const insideSingle = /(?:[^'\n\t]+|''){1,500}/y;
  // Words, where a colon inside of a word is part of it, and so is a "#".
  const plain: PlainText = {
    first: /[^ \t\n?:,[\]{}#&*!|>'"%@`-]|[?:-](?=[^ \t\n])/y,
    more: /(?:[^ \t\n:]+|:(?=[^ \t\n])| +(?=[^ \t\n:#]|:[^ \t\n])){1,500}/y,
  };
  const plainInFlow: PlainText = {
    first: /[^ \t\n?:,[\]{}#&*!|>'"%@`-]|-(?=[^ \t\n,[\]{}])/y,
    more: /(?:[^ \t\n:,[\]{}]+|:(?=[^ \t\n,[\]{}])| +(?=[^ \t\n:,[\]{}#]|:[^ \t\n,[\]{}])){1,500}/y,
  };
  const endOfLine = /(?: +#[^\n]*| *)(?:\n|$)/y;
  const emptyLines = /(?: *(?:#[^\n]*)?\n){1,500}/y;
  const lastComment = / *#[^\n]*$/y;
  const blockHeader = /([|>])([+-]?) *\n/y;

  let at = 0;
  let lineStart = 0;
  /** Column of the content that `at` stands before, when it is the first of its line; -1 at the end of the text. */
  let indent = -1;
  let nodes = 0;
  /** Entries and items of maps and lists that are still open. One list for all: lists that grow by themselves take room for more than most have. */
  const openEntries: PlacedEntry[] = [];
  const openItems: PlacedValue[] = [];
  return { document, list: listed };

  function document(): PlacedValue {
    toStart();
    const root = map(indent, 0) ?? giveUp();
    return indent < 0 ? root : giveUp();
  }

  function toStart(): void {
    toContent();
    if (indent === 0 && source.startsWith('---', at)) {
      at += 3;
      toNextLine();
    }
  }

  function listed(): ListedItems {
    toStart();
    const offset = at;
    if (indent !== 0 || readKey() !== rootName || !skip(endOfLine)) giveUp();
    countNode(0);
    toContent();
    if (!isDash() || mayHoldWhole(indent)) giveUp();
    return { offset, items: items(indent) };
  }

  /** Whether something beside changesets and includes stands in the list, or looks so: it counts for what comes before it, too. */
  function mayHoldWhole(column: number): boolean {
    const other = new RegExp(`^ {${column}}(?:-(?! (?:changeSet|include|includeAll):)|  [^ \\n#])`, 'm');
    return other.test(source);
  }

  function* items(column: number): Generator<PlacedEntry, void, undefined> {
    countNode(1);
    for (;;) {
      const item = itemOf(column, 2);
      const isLast = indent < 0;
      // What comes next decides whether the item has ended: it may be part of it, and wrong.
      if (item.kind !== 'map' || item.entries.length !== 1 || !(isLast || (indent === column && isDash()))) giveUp();
      else yield item.entries[0]!;
      if (isLast) return;
    }
  }

  function read(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match !== null) at = pattern.lastIndex;
    return match;
  }

  /** Like `read`, where nobody asks for the groups: a match would be an object for each of tens of thousands of words. */
  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(source)) return false;
    at = pattern.lastIndex;
    return true;
  }

  /** Reads as often as the pattern fits; gives what was read. */
  function readAll(pattern: RegExp): string {
    const start = at;
    while (skip(pattern));
    return source.slice(start, at);
  }

  /** The key that stands here; `at` is then behind its colon. */
  function readKey(): string | undefined {
    const start = at;
    if (!skip(key)) return undefined;
    const isQuoted = source[start] === '"' || source[start] === "'";
    return isQuoted ? source.slice(start + 1, at - 2) : source.slice(start, at - 1);
  }

  /** Reads what stands between two quotes. */
  function quoted(quote: string, inside: RegExp): string {
    at++;
    const text = readAll(inside);
    return source[at++] === quote ? text : giveUp();
  }

  function plainText({ first, more }: PlainText): string {
    const start = at;
    if (!skip(first)) giveUp();
    while (skip(more));
    return source.slice(start, at);
  }

  /** Goes from the end of a value to the next content. */
  function toNextLine(): void {
    if (!skip(endOfLine)) giveUp();
    toContent();
  }

  /** Goes from the start of a line to the next content. */
  function toContent(): void {
    while (skip(emptyLines));
    skip(lastComment);
    lineStart = at;
    while (source[at] === ' ') at++;
    indent = at === source.length ? -1 : at - lineStart;
    if (indent === 0 && (source.startsWith('...', at) || (source.startsWith('---', at) && nodes > 0))) giveUp();
  }

  function isDash(): boolean {
    return source[at] === '-' && (source[at + 1] === ' ' || source[at + 1] === '\n' || at + 1 === source.length);
  }

  /** A value that starts on a line of its own. */
  function block(depth: number): PlacedValue {
    return isDash() ? list(indent, depth) : (map(indent, depth) ?? inline(indent - 1));
  }

  /** The map that starts here, its keys in the given column; undefined where no key is here. */
  function map(column: number, depth: number): PlacedMap | undefined {
    const offset = at;
    let name = readKey();
    if (name === undefined) return undefined;
    countNode(depth);
    const from = openEntries.length;
    for (let start = offset; ; start = at, name = readKey() ?? giveUp()) {
      openEntries.push({ key: name, offset: start, value: valueOf(start, column, depth + 1) });
      if (indent < column) return closeMap(from, offset);
      if (indent > column) giveUp();
    }
  }

  function closeMap(from: number, offset: number): PlacedMap {
    const entries = openEntries.slice(from);
    openEntries.length = from;
    if (hasTwice(entries)) giveUp();
    let size = 0;
    for (let i = 0; i < entries.length; i++) size += sizeWith(entries[i]!.value);
    return { kind: 'map', entries, offset, size };
  }

  function closeList(from: number, offset: number): PlacedList {
    const items = openItems.slice(from);
    openItems.length = from;
    let size = 0;
    for (let i = 0; i < items.length; i++) size += sizeWith(items[i]!);
    return { kind: 'list', items, offset, size };
  }

  /** What a key holds; `at` is behind its colon. */
  function valueOf(keyOffset: number, column: number, depth: number): PlacedValue {
    if (skip(endOfLine)) {
      toContent();
      if (indent > column) return block(depth);
      return indent === column && isDash() ? list(column, depth) : nothing(keyOffset);
    }
    while (source[at] === ' ') at++;
    return inline(column);
  }

  function list(column: number, depth: number): PlacedList {
    countNode(depth);
    const offset = at;
    const from = openItems.length;
    do {
      const item = itemOf(column, depth + 1);
      // Lists in lists are refused with their place; that is for the full parser to tell.
      if (item.kind === 'list') giveUp();
      openItems.push(item);
    } while (indent === column && isDash());
    return indent > column ? giveUp() : closeList(from, offset);
  }

  function itemOf(column: number, depth: number): PlacedValue {
    const dash = at++;
    if (skip(endOfLine)) {
      toContent();
      return indent > column ? block(depth) : nothing(dash);
    }
    while (source[at] === ' ') at++;
    if (isDash()) giveUp();
    return map(at - lineStart, depth) ?? inline(column);
  }

  /** A scalar or a flow collection, with the end of its line. `parent` is the column that the lines of a block must go beyond. */
  function inline(parent: number): PlacedValue {
    countNode(0);
    const offset = at;
    const header = read(blockHeader);
    if (header !== null) {
      const { text, end } = readTextBlock(source, at, header, parent);
      at = end;
      toContent();
      return ofScalar({ type: 'text', text }, offset);
    }
    const value = flow(plain, 0);
    toNextLine();
    return value;
  }

  /** A scalar or a flow collection. */
  function flow(unquoted: PlainText, depth: number): PlacedValue {
    const offset = at;
    switch (source[at]) {
      case '{':
        return flowMap(offset, depth);
      case '[':
        return flowList(offset, depth);
      case '"': {
        const text = quoted('"', insideDouble);
        return ofScalar(
          { type: 'text', text: text.includes('\\') ? text.replace(/\\(.)/g, (_, char: string) => escapes[char] ?? char) : text },
          offset,
        );
      }
      case "'":
        return ofScalar({ type: 'text', text: quoted("'", insideSingle).replaceAll("''", "'") }, offset);
      default:
        return ofScalar(plainScalar(plainText(unquoted)), offset);
    }
  }

  function flowMap(offset: number, depth: number): PlacedMap {
    const from = openEntries.length;
    for (let more = opens('}', depth); more; more = goesOn('}')) {
      const start = at;
      const name = readKey() ?? giveUp();
      skipSpaces();
      openEntries.push({ key: name, offset: start, value: flow(plainInFlow, depth + 1) });
    }
    return closeMap(from, offset);
  }

  function flowList(offset: number, depth: number): PlacedList {
    const from = openItems.length;
    for (let more = opens(']', depth); more; more = goesOn(']')) {
      const item = flow(plainInFlow, depth + 1);
      if (item.kind === 'list') giveUp();
      openItems.push(item);
    }
    return closeList(from, offset);
  }

  /** Goes into a flow collection; whether something is in it. */
  function opens(close: string, depth: number): boolean {
    countNode(depth);
    at++;
    skipSpaces();
    if (source[at] !== close) return true;
    at++;
    return false;
  }

  /** Goes over a comma or the end of a flow collection; whether it was a comma. */
  function goesOn(close: string): boolean {
    skipSpaces();
    const isComma = source[at] === ',';
    if (!isComma && source[at] !== close) giveUp();
    at++;
    if (isComma) skipSpaces();
    return isComma;
  }

  function skipSpaces(): void {
    while (source[at] === ' ') at++;
  }

  function countNode(depth: number): void {
    if (++nodes > maxNodes || depth >= maxDepth) giveUp();
  }
}

/** Most maps are small; a set for each would take more room than its entries. */
const smallMap = 16;

/** Whether two entries have the same key. */
function hasTwice(entries: readonly PlacedEntry[]): boolean {
  if (entries.length > smallMap) return new Set(entries.map(({ key }) => key)).size < entries.length;
  for (let one = 1; one < entries.length; one++)
    for (let before = 0; before < one; before++) if (entries[before]!.key === entries[one]!.key) return true;
  return false;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t' };

const ofScalar = (scalar: Scalar, offset: number): PlacedValue => ({ kind: 'scalar', scalar, offset });
const nothing = (offset: number): PlacedValue => ofScalar({ type: 'null', text: '' }, offset);
const sizeWith = (value: PlacedValue): number => (value.kind === 'scalar' ? 1 : value.size + 1);
