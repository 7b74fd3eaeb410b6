import { fail } from '../core/error.js';
import { lineIndex, type LineIndex } from '../core/source.js';
import type { TreeNode } from '../model/tree.js';
import { javaTrim } from './java-trim.js';
import { checkDepth, maxDepth } from './limits.js';
import { createEntityDecoder, type EntityDecoder } from './xml-entities.js';
import { checkTags, tooDeepTag } from './xml-faults.js';
import { XMLParser } from './xml-library.js';
import { hiddenAmpersand, prepareXml } from './xml-prepare.js';

/**
 * Reads one XML document into the neutral tree. Prefixes are dropped, as Liquibase drops them; attributes come before elements, without
 * namespace declarations and `xsi:` ones. The text of an element is what stands directly in it, trimmed.
 * Source: Liquibase `XMLChangeLogSAXHandler` (4.28.0).
 * @throws ChangelogError PARSE_SYNTAX at the first fault, PARSE_LIMIT or PARSE_UNSUPPORTED.
 */
export function readXml(text: string, file: string): TreeNode {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = lineIndex(file, source);
  const { prepared, entities } = prepareXml(source, lines);
  checkTags(prepared, lines);
  const [root, second] = parse(prepared, lines).filter((node) => tagName(node) !== '#text');
  if (root === undefined) fail('PARSE_SYNTAX', { message: 'the file holds no element', source: lines.at(0) });
  if (second !== undefined) {
    fail('PARSE_SYNTAX', {
      message: 'a second root element',
      source: lines.at(offsetOf(second)),
      hint: 'a file holds one databaseChangeLog',
    });
  }
  return element(root, { prepared, lines, decode: createEntityDecoder(entities, lines) }, 0);
}

/** A node as fast-xml-parser gives it with preserveOrder: one key is the tag name, and holds the children. */
type ParsedNode = Readonly<Record<string, unknown>>;

function parse(prepared: string, lines: LineIndex): readonly ParsedNode[] {
  const parser = new XMLParser({
    preserveOrder: true,
    captureMetaData: true,
    // Attributes are read from the text of the tag: the parser does not say where they stand.
    ignoreAttributes: true,
    trimValues: false,
    parseTagValue: false,
    processEntities: false,
    cdataPropName: '#cdata',
    maxNestedTags: maxDepth + 1,
  });
  try {
    return parser.parse(prepared) as readonly ParsedNode[];
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (message === 'Maximum nested tags exceeded') checkDepth(Infinity, () => lines.at(tooDeepTag(prepared, maxDepth)));
    return fail('PARSE_SYNTAX', { message, source: lines.at(0), cause });
  }
}

const startIndex = XMLParser.getMetaDataSymbol() as unknown as string;

const tagName = (node: ParsedNode): string => Object.keys(node)[0] ?? '#text';

/** Where the name of an element starts. */
const offsetOf = (node: ParsedNode): number => (node[startIndex] as { startIndex: number }).startIndex + 1;

interface Document {
  readonly prepared: string;
  readonly lines: LineIndex;
  readonly decode: EntityDecoder;
}

function element(node: ParsedNode, document: Document, depth: number): TreeNode {
  const name = tagName(node);
  const offset = offsetOf(node);
  const source = document.lines.at(offset);
  checkDepth(depth, () => source);
  const children = attributes(document, offset);
  let text = '';
  for (const child of node[name] as readonly ParsedNode[]) {
    const tag = tagName(child);
    if (tag === '#text') text += unhide(child['#text'] as string, document);
    else if (tag === '#cdata') text += (child['#cdata'] as readonly ParsedNode[])[0]?.['#text'] as string;
    else children.push(element(child, document, depth + 1));
  }
  const trimmed = javaTrim(text);
  return { name: localName(name), source, children, origin: 'element', ...(trimmed !== '' && { value: { type: 'text', text: trimmed } }) };
}

function attributes(document: Document, offset: number): TreeNode[] {
  const { prepared, lines } = document;
  const attribute = /\s+([^\s=/>]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/y;
  const end = /\s*\/?>/y;
  const found: TreeNode[] = [];
  const name = /[^\s/>]+/y;
  name.lastIndex = offset;
  name.exec(prepared);
  let at = name.lastIndex;
  for (;;) {
    end.lastIndex = attribute.lastIndex = at;
    if (end.test(prepared)) return found;
    const match = attribute.exec(prepared);
    if (match === null) return misplaced(prepared, at, lines);
    const [whole, written = '', double, single = ''] = match;
    if (!/^(?:xmlns$|xmlns:|xsi:|xml:)/.test(written)) {
      // A line break or a tab in an attribute is a space; one written as a reference stays.
      const value = (double ?? single).replace(/\r\n|[\r\n\t]/g, ' ');
      const source = lines.at(at + whole.length - whole.trimStart().length);
      found.push({
        name: localName(written),
        source,
        children: [],
        origin: 'attribute',
        ...(written.includes(':') && { prefixed: true as const }),
        value: { type: 'text', text: unhide(value, document) },
      });
    }
    at = attribute.lastIndex;
  }
}

/** The validator let the tag pass, so what is left is a `<` in a value, or something odd between attributes. */
function misplaced(prepared: string, at: number, lines: LineIndex): never {
  const value = /\s+[^\s=/>]+\s*=\s*(?:"[^"<]*|'[^'<]*)</y;
  value.lastIndex = at;
  const inValue = value.test(prepared);
  const offset = inValue ? value.lastIndex - 1 : at + (/^\s*/.exec(prepared.slice(at, at + 1000))?.[0].length ?? 0);
  return fail('PARSE_SYNTAX', {
    message: inValue ? '"<" is not allowed in an attribute' : 'an attribute is expected here',
    source: lines.at(offset),
    hint: inValue ? 'write &lt; instead' : 'attributes are written name="value"',
  });
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const unhide = (text: string, document: Document): string => document.decode(text.replaceAll(hiddenAmpersand, '&'));
