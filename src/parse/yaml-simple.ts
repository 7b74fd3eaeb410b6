import { lineIndex, type LineIndex } from '../core/source.js';
import type { Scalar, TreeNode } from '../model/tree.js';
import { changelogRoot, rootName } from './changelog-root.js';
import { notSimple, wholeTree, type ChangelogTree } from './changelog-tree.js';
import { maxDepth, maxNodes } from './limits.js';
import { valueTree, type PlacedEntry, type PlacedValue } from './value-tree.js';
import { plainScalar } from './yaml-scalar.js';

/**
 * Reads YAML that uses only what most changelogs use: maps and lists by indentation, scalars and flow collections that end on their line,
 * blocks of text, comments. It takes a fraction of the time of a whole YAML parser, which counts where a changelog has thousands of
 * changesets. It finds no faults: whatever it does not know for sure (anchors, tags, text over several lines, a key given twice, a second
 * document, any mistake) it leaves to `readYaml`.
 * @returns the tree, equal to what `readYaml` gives; undefined where that has to read it.
 * @throws ChangelogError where YAML is as it should be and the changelog in it is not, as `readYaml` does.
 */
export function readSimpleYaml(text: string, file: string): ChangelogTree | undefined {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // Characters that are not allowed, and line breaks other than \n, which have rules of their own.
  if (/[^\t\n -~\u00A0-\u2027\u202A-\uFEFE\uFF00-\uFFFD]/.test(source)) return undefined;
  const lines = lineIndex(file, source);
  const listed = attempt(() => createReader(source).list());
  if (listed !== undefined) return listTree(listed, lines);
  const document = attempt(() => createReader(source).document());
  return document && wholeTree(changelogRoot(document, lines));
}

/** The tree of a file that is one list of changesets and includes, read as they are asked for. */
function listTree({ offset, items }: ListedItems, lines: LineIndex): ChangelogTree {
  const root: TreeNode = { name: rootName, source: lines.at(offset), children: [], origin: 'key' };
  return { root, hoisted: [], entries: entries(), hasText: () => false };

  function* entries(): Generator<TreeNode | typeof notSimple, void, undefined> {
    for (;;) {
      const item = attempt(() => items.next());
      if (item === undefined) return yield notSimple;
      if (item.done === true) return;
      yield valueTree(item.value, lines);
    }
  }
}

/** What a reader gives, or undefined where the text is not as simple as hoped. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error === unusual) return undefined;
    throw error;
  }
}

/** Thrown where the text is not as simple as hoped. */
const unusual = new Error('not simple YAML');

const giveUp = (): never => {
  throw unusual;
};

type PlacedMap = Extract<PlacedValue, { kind: 'map' }>;
type PlacedList = Extract<PlacedValue, { kind: 'list' }>;

/** A scalar without quotes: the characters that it may begin with, and how it goes on. */
interface PlainText {
  readonly first: RegExp;
  readonly more: RegExp;
}

/** The entries of a changelog that holds nothing which counts for the whole file: they may be read one by one. */
interface ListedItems {
  /** Where the key of the list stands. */
  readonly offset: number;
  readonly items: Iterator<PlacedEntry, void>;
}

interface YamlReader {
  document(): PlacedValue;
  /** Gives up where something in the file may count for all of it. */
  list(): ListedItems;
}

function createReader(source: string): YamlReader {
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
    if (header !== null) return textBlock(header, parent, offset);
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

  /** The text of `|` or `>`; the latter only where every line break in it becomes a space. */
  function textBlock([, style, chomping]: RegExpExecArray, parent: number, offset: number): PlacedValue {
    const lines: string[] = [];
    let column = -1;
    while (at < source.length) {
      const end = source.indexOf('\n', at);
      if (end < 0) giveUp();
      let first = at;
      while (source[first] === ' ') first++;
      const spaces = first - at;
      if (first === end) {
        if (column < 0 || spaces > column) giveUp();
        lines.push('');
      } else {
        if (column < 0) column = spaces > parent && source[first] !== '\t' ? spaces : giveUp();
        if (spaces < column) {
          if (spaces > parent) giveUp();
          break;
        }
        if (style === '>' && (spaces > column || source[first] === '\t')) giveUp();
        lines.push(source.slice(at + column, end));
      }
      at = end + 1;
    }
    let count = lines.length;
    while (lines[count - 1] === '') count--;
    if (count === 0) giveUp();
    const content = lines.slice(0, count);
    if (style === '>' && content.includes('')) giveUp();
    const tail = chomping === '-' ? '' : chomping === '+' ? '\n'.repeat(1 + lines.length - count) : '\n';
    toContent();
    return ofScalar({ type: 'text', text: content.join(style === '>' ? ' ' : '\n') + tail }, offset);
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
