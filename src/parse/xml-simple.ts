import { lineIndex, type LineIndex } from '../core/source.js';
import type { TreeNode } from '../model/tree.js';
import { notSimple, type ChangelogTree } from './changelog-tree.js';
import { javaTrim } from './java-trim.js';
import { maxDepth } from './limits.js';
import { repeatedTexts } from './repeated-texts.js';
import { xmlName, type XmlName } from './xml-name.js';
import { XmlAttribute, XmlElement } from './xml-node.js';

/**
 * Reads XML that uses only what most changelogs use, in one pass: elements, attributes, text, CDATA, comments, the predefined entities. It
 * takes a quarter of the time of the whole reader. It finds no faults: whatever it does not know for sure (a DOCTYPE, other references,
 * names outside of ASCII, any mistake) it leaves to `readXml`.
 * @returns the tree, equal to what `readXml` gives; undefined where that has to read it.
 */
export function readSimpleXml(text: string, file: string): ChangelogTree | undefined {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  // Characters that are not allowed, and carriage returns, which have rules of their own.
  if (/[\0-\x08\x0b-\x1f\uFFFE\uFFFF]/.test(source)) return undefined;
  return createReader(source, lineIndex(file, source)).tree();
}

/** An element whose end tag has not come yet. */
interface OpenElement {
  name: XmlName;
  offset: number;
  /** Where its children begin among the nodes that have no parent yet. */
  children: number;
  text: string;
}

function createReader(source: string, lines: LineIndex): { tree(): ChangelogTree | undefined } {
  // XML knows fewer blanks than \s; carriage returns were ruled out before.
  const declaration = /<\?xml[ \t\n][^<>]*\?>/y;
  const outside = /[ \t\n]+|<!--[^]*?-->/y;
  const startOfTag = /<[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
  /** All of an attribute that comes before its value. */
  const attribute = /[ \t\n]+[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?[ \t\n]*=[ \t\n]*["']/y;
  const endOfTag = /[ \t\n]*\/?>/y;
  const nameAt = repeatedTexts(source, xmlName);
  const valueAt = repeatedTexts(source, attributeText);
  let at = 0;
  /** Open elements, the root first, and behind them some that are used again: each of its own would be garbage soon. */
  const open: OpenElement[] = [];
  let depth = 0;
  /** Nodes whose parent is still open, in one list that never shrinks, and how many they are. */
  const loose: TreeNode[] = [];
  let looseCount = 0;
  return { tree };

  /** Goes over what the pattern finds here. There are thousands of attributes, and a match with its groups would be an object each time. */
  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at;
    if (!pattern.test(source)) return false;
    at = pattern.lastIndex;
    return true;
  }

  function tree(): ChangelogTree | undefined {
    skip(declaration);
    while (skip(outside));
    if (!startTag()) return undefined;
    const isClosed = source[at - 2] === '/';
    if (isClosed && !isEnd()) return undefined;
    const document = innermost();
    const root = close();
    if (isClosed) return { root, hoisted: none, entries: none, hasText: () => false };
    depth++;
    return { root, hoisted: none, entries: entries(document), hasText: () => document.text !== '' };
  }

  /** What stands in the root, up to the end of the text. */
  function* entries(root: OpenElement): Generator<TreeNode | typeof notSimple, void, undefined> {
    for (;;) {
      const isTag = textIn(root);
      root.text = javaTrim(root.text);
      if (!isTag) break;
      if (source[at + 1] === '/') {
        if (endTag(root) && isEnd()) return;
        break;
      }
      if (source[at + 1] === '!') {
        if (!special(root)) break;
        continue;
      }
      const node = element();
      if (node === undefined) break;
      yield node;
    }
    yield notSimple;
  }

  function isEnd(): boolean {
    while (skip(outside));
    return at === source.length;
  }

  /** Adds the text up to the next tag; false where there is none, or the text cannot be read. */
  function textIn(inner: OpenElement): boolean {
    const next = source.indexOf('<', at);
    if (next < 0) return false;
    // Blanks before a text do not count, and most elements hold nothing else.
    if (next > at && (inner.text !== '' || afterBlanks(at) < next)) {
      const text = decoded(source.slice(at, next));
      if (text === undefined) return false;
      inner.text += text;
    }
    at = next;
    return true;
  }

  function endTag({ name: { written } }: OpenElement): boolean {
    if (!source.startsWith(written, at + 2)) return false;
    at += 2 + written.length;
    return skip(endOfTag) && source[at - 2] !== '/';
  }

  function innermost(): OpenElement {
    return open[depth - 1]!;
  }

  /** The element that starts here with all that is in it. It keeps its own stack: recursion would cost more. */
  function element(): TreeNode | undefined {
    const around = depth;
    for (;;) {
      if (depth > around && !textIn(innermost())) return undefined;
      if (source[at + 1] === '/') {
        if (depth === around || !endTag(innermost())) return undefined;
      } else if (source[at + 1] === '!') {
        if (depth === around || !special(innermost())) return undefined;
        continue;
      } else {
        if (!startTag()) return undefined;
        if (source[at - 2] !== '/') {
          if (depth >= maxDepth) return undefined;
          continue;
        }
      }
      const node = close();
      if (depth === around) return node;
      loose[looseCount++] = node;
    }
  }

  /** Ends the innermost element: what is loose since it began is in it. */
  function close(): TreeNode {
    const { name, offset, children: from, text } = innermost();
    depth--;
    const children = from === looseCount ? none : loose.slice(from, looseCount);
    looseCount = from;
    const trimmed = text === '' ? '' : javaTrim(text);
    return new XmlElement(name.local, trimmed === '' ? undefined : { type: 'text', text: trimmed }, children, lines, offset);
  }

  /** Opens the element whose start tag is here, with its attributes. Where a slash ends the tag, the element has ended, too. */
  function startTag(): boolean {
    const offset = at + 1;
    if (!skip(startOfTag)) return false;
    const name = nameAt(offset, at);
    if (name.isUnsafe) return false;
    begin(name, offset);
    const first = looseCount;
    let withPrefix: string[] | undefined;
    for (let before = at; skip(attribute); before = at) {
      const from = afterBlanks(before + 1);
      const { written, local, hasPrefix, isAboutXml } = nameAt(from, endOfName(from));
      const end = source.indexOf(source[at - 1]!, at);
      if (end < 0) return false;
      const text = end === at ? '' : valueAt(at, end);
      at = end + 1;
      if (text === undefined) return false;
      if (hasPrefix || isAboutXml) {
        if (withPrefix?.includes(written)) return false;
        (withPrefix ??= []).push(written);
        if (!isAboutXml) loose[looseCount++] = new XmlAttribute(local, text, true, lines, from);
      } else {
        for (let given = first; given < looseCount; given++)
          if (loose[given]!.name === local && loose[given]!.prefixed === undefined) return false;
        loose[looseCount++] = new XmlAttribute(local, text, undefined, lines, from);
      }
    }
    return skip(endOfTag);
  }

  function begin(name: XmlName, offset: number): void {
    const again = open[depth];
    if (again === undefined) open.push({ name, offset, children: looseCount, text: '' });
    else {
      again.name = name;
      again.offset = offset;
      again.children = looseCount;
      again.text = '';
    }
    depth++;
  }

  function afterBlanks(from: number): number {
    let to = from;
    while (isBlank(source.charCodeAt(to))) to++;
    return to;
  }

  /** Where the name that starts here ends; a `=` comes after it, and perhaps blanks before that. */
  function endOfName(from: number): number {
    let to = source.indexOf('=', from);
    while (isBlank(source.charCodeAt(to - 1))) to--;
    return to;
  }

  /** A comment, which leaves blanks in the text, or a CDATA section. False for anything else. */
  function special(inner: OpenElement): boolean {
    const isComment = source.startsWith('<!--', at);
    if (!isComment && !source.startsWith('<![CDATA[', at)) return false;
    const end = isComment ? source.indexOf('-->', at + 4) : source.indexOf(']]>', at + 9);
    if (end < 0) return false;
    inner.text += isComment ? source.slice(at, end + 3).replace(/[^\n]/g, ' ') : source.slice(at + 9, end);
    at = end + 3;
    return true;
  }
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09;

const none: readonly [] = [];

const predefined: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&', '&apos;': "'", '&quot;': '"' };

/** An attribute's value; undefined where it cannot be said. */
function attributeText(written: string): string | undefined {
  if (!/[&<\n\t]|\]\]>/.test(written)) return written;
  return written.includes('<') ? undefined : decoded(written.replace(/[\n\t]/g, ' '));
}

/** The text with its references replaced, or undefined where one is not predefined, or the end of a CDATA section stands alone. */
function decoded(text: string): string | undefined {
  if (text.includes(']]>')) return undefined;
  if (!text.includes('&')) return text;
  if (/&(?!(?:lt|gt|amp|apos|quot);)/.test(text)) return undefined;
  return text.replace(/&\w+;/g, (name) => predefined[name] ?? name);
}
