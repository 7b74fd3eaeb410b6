import { lineIndex, type LineIndex, type Source } from '../core/source.js';
import type { Scalar, TreeNode } from '../model/tree.js';
import { notSimple, type ChangelogTree } from './changelog-tree.js';
import { javaTrim } from './java-trim.js';
import { maxDepth } from './limits.js';

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
  readonly written: string;
  readonly source: Source;
  /** Where its children begin among the nodes that have no parent yet. */
  readonly children: number;
  text: string;
}

function createReader(source: string, lines: LineIndex): { tree(): ChangelogTree | undefined } {
  // XML knows fewer blanks than \s; carriage returns were ruled out before.
  const declaration = /<\?xml[ \t\n][^<>]*\?>/y;
  const outside = /[ \t\n]+|<!--[^]*?-->/y;
  const startTag = /<[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/y;
  /** All of an attribute that comes before its value. */
  const attribute = /[ \t\n]+[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?[ \t\n]*=[ \t\n]*["']/y;
  const tagEnd = /[ \t\n]*\/?>/y;
  let at = 0;
  /** Nodes whose parent is still open. One list for all: lists that grow by themselves take room for more than most elements have. */
  const loose: TreeNode[] = [];
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
    const open = openElement();
    if (open === undefined) return undefined;
    const isClosed = source[at - 2] === '/';
    if (isClosed && !isEnd()) return undefined;
    const root = close(open);
    return { root, hoisted: none, entries: isClosed ? none : entries(open), hasText: () => open.text !== '' };
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
    if (next > at) {
      const text = decoded(source.slice(at, next));
      if (text === undefined) return false;
      inner.text += text;
      at = next;
    }
    return true;
  }

  function endTag({ written }: OpenElement): boolean {
    if (!source.startsWith(written, at + 2)) return false;
    at += 2 + written.length;
    return skip(tagEnd) && source[at - 2] !== '/';
  }

  /** The element that starts here with all that is in it. It keeps its own stack: recursion would cost more. */
  function element(): TreeNode | undefined {
    const open: OpenElement[] = [];
    for (;;) {
      const inner = open.at(-1);
      if (inner !== undefined && !textIn(inner)) return undefined;
      if (source[at + 1] === '/') {
        if (inner === undefined || !endTag(inner)) return undefined;
        open.pop();
      } else if (source[at + 1] === '!') {
        if (inner === undefined || !special(inner)) return undefined;
        continue;
      } else {
        const started = openElement();
        if (started === undefined) return undefined;
        if (source[at - 2] !== '/') {
          // The root is one more.
          if (open.push(started) >= maxDepth - 1) return undefined;
          continue;
        }
        const node = close(started);
        if (inner === undefined) return node;
        loose.push(node);
        continue;
      }
      const node = close(inner);
      if (open.length === 0) return node;
      loose.push(node);
    }
  }

  /** Makes a node of an element; what is loose since it began is in it. */
  function close({ written, source: place, children: from, text }: OpenElement): TreeNode {
    const name = localName(written);
    const trimmed = text === '' ? '' : javaTrim(text);
    const children = loose.slice(from);
    loose.length = from;
    return trimmed === ''
      ? { name, source: place, children, origin: 'element' }
      : { name, source: place, children, origin: 'element', value: { type: 'text', text: trimmed } };
  }

  /** A start tag with its attributes. Where a slash ends it, the element has ended, too. */
  function openElement(): OpenElement | undefined {
    const opened = at + 1;
    if (!skip(startTag)) return undefined;
    const written = source.slice(opened, at);
    // A parser that keeps elements as properties has its own ways with these.
    if (written in Object.prototype || written === 'prototype') return undefined;
    const start = lines.at(opened);
    const children = loose.length;
    let withPrefix: string[] | undefined;
    for (let before = at; skip(attribute); before = at) {
      const from = afterBlanks(before);
      const name = attributeName(from);
      const end = source.indexOf(source[at - 1]!, at);
      if (end < 0) return undefined;
      const text = attributeText(source.slice(at, end));
      at = end + 1;
      if (text === undefined) return undefined;
      const place = lines.at(from);
      const value: Scalar = { type: 'text', text };
      if (name.includes(':') || name === 'xmlns') {
        if (withPrefix?.includes(name)) return undefined;
        (withPrefix ??= []).push(name);
        if (/^(?:xmlns$|xmlns:|xsi:|xml:)/.test(name)) continue;
        loose.push({ name: localName(name), source: place, children: none, origin: 'attribute', prefixed: true, value });
      } else {
        for (let given = children; given < loose.length; given++)
          if (loose[given]!.name === name && loose[given]!.prefixed === undefined) return undefined;
        loose.push({ name, source: place, children: none, origin: 'attribute', value });
      }
    }
    return skip(tagEnd) ? { written, source: start, children, text: '' } : undefined;
  }

  function afterBlanks(from: number): number {
    let to = from;
    while (isBlank(source.charCodeAt(to))) to++;
    return to;
  }

  /** The name that starts here; a `=` comes after it, and perhaps blanks before that. */
  function attributeName(from: number): string {
    let to = source.indexOf('=', from);
    while (isBlank(source.charCodeAt(to - 1))) to--;
    return source.slice(from, to);
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

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);
