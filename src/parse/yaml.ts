import { isAlias, isMap, isPair, isScalar, isSeq, parseAllDocuments, type Alias, type Pair, type Scalar, type YAMLMap } from 'yaml';
import { fail } from '../core/error.js';
import { lineIndex, type LineIndex } from '../core/source.js';
import type { TreeNode } from '../model/tree.js';
import { changelogRoot } from './changelog-root.js';
import { checkDepth, maxNodes } from './limits.js';
import type { PlacedEntry, PlacedValue } from './value-tree.js';
import { checkNesting } from './yaml-depth.js';
import { checkCharacters, checkSyntax } from './yaml-faults.js';
import { plainScalar, taggedScalar, type YamlTag } from './yaml-scalar.js';

/**
 * Reads one YAML document, the way SnakeYAML (YAML 1.1) types its scalars. The result is the `databaseChangeLog` node.
 * @throws ChangelogError PARSE_SYNTAX with the place of every fault found, or PARSE_LIMIT.
 */
export function readYaml(text: string, file: string): TreeNode {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const lines = lineIndex(file, source);
  checkCharacters(source, lines);
  checkNesting(source, lines);
  // The failsafe schema leaves every scalar a string, so that this module alone decides what its text means.
  const documents = parseAllDocuments(source, {
    version: '1.1',
    schema: 'failsafe',
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  if (!Array.isArray(documents) || documents.length === 0) return changelogRoot(undefined, lines);
  const [document, second] = documents;
  checkSyntax(documents, lines);
  if (second !== undefined) {
    fail('PARSE_SYNTAX', {
      message: 'the file holds more than one YAML document',
      source: lines.at(second.range[0]),
      hint: 'put each changelog into a file of its own and include them',
    });
  }
  const contents = document?.contents;
  if (contents === null || contents === undefined) return changelogRoot(undefined, lines);
  return changelogRoot(createConverter(lines).value(contents, 0), lines);
}

interface Converter {
  value(node: unknown, depth: number): PlacedValue;
}

type YamlNode = YAMLMap | Scalar | Alias;

function createConverter(lines: LineIndex): Converter {
  const anchors = new Map<string, PlacedValue | 'open'>();
  return { value };

  function value(node: unknown, depth: number): PlacedValue {
    const offset = offsetOf(node);
    checkDepth(depth, () => lines.at(offset));
    if (isAlias(node)) return alias(node);
    const anchor = isScalar(node) || isMap(node) || isSeq(node) ? node.anchor : undefined;
    if (anchor !== undefined) anchors.set(anchor, 'open');
    const converted = plain(node, offset, depth);
    if (anchor !== undefined) anchors.set(anchor, converted);
    return converted;
  }

  function plain(node: unknown, offset: number, depth: number): PlacedValue {
    if (isScalar(node)) return { kind: 'scalar', scalar: scalar(node, offset), offset };
    if (isSeq(node)) {
      const items = node.items.map((item) => value(item, depth + 1));
      return { kind: 'list', items, offset, size: sizeOf(items, offset) };
    }
    if (isMap(node)) {
      const entries = node.items.flatMap((pair) => entriesOf(pair, depth));
      const unique = withoutOverridden(entries);
      return {
        kind: 'map',
        entries: unique.map(({ entry }) => entry),
        offset,
        size: sizeOf(
          unique.map(({ entry }) => entry.value),
          offset,
        ),
      };
    }
    // A key without a value, or an empty list entry.
    return { kind: 'scalar', scalar: { type: 'null', text: '' }, offset };
  }

  function alias(node: Alias): PlacedValue {
    const offset = offsetOf(node);
    const target = anchors.get(node.source);
    if (target === undefined) fail('PARSE_SYNTAX', { message: `no anchor "${node.source}" before this alias`, source: lines.at(offset) });
    if (target === 'open')
      fail('PARSE_SYNTAX', { message: `the alias "${node.source}" stands inside what it refers to`, source: lines.at(offset) });
    return target;
  }

  function sizeOf(values: readonly PlacedValue[], offset: number): number {
    let size = values.length;
    for (const one of values) if (one.kind !== 'scalar') size += one.size;
    if (size > maxNodes) fail('PARSE_LIMIT', { message: `aliases expand to more than ${maxNodes} nodes`, source: lines.at(offset) });
    return size;
  }

  function entriesOf(pair: Pair, depth: number): readonly MapEntry[] {
    const key = pair.key as YamlNode | null;
    const offset = offsetOf(key);
    if (!isScalar(key) || typeof key.value !== 'string') {
      fail('PARSE_SYNTAX', { message: 'a key must be a word', source: lines.at(offset) });
    }
    const anchorsBefore = anchors.size;
    const content: PlacedValue =
      pair.value === null ? { kind: 'scalar', scalar: { type: 'null', text: '' }, offset } : value(pair.value, depth + 1);
    if (key.value === '<<' && key.type === 'PLAIN') return merged(content);
    const holdsAnchors = depth === 0 && anchors.size > anchorsBefore;
    return [{ entry: { key: key.value, offset, value: content, ...(holdsAnchors && { holdsAnchors }) }, merged: false }];
  }

  /** The entries that `<<: *base` or `<<: [*one, *two]` brings in. */
  function merged(content: PlacedValue): readonly MapEntry[] {
    if (content.kind === 'map') return content.entries.map((entry) => ({ entry, merged: true }));
    if (content.kind === 'list') return content.items.flatMap(merged);
    return fail('PARSE_SYNTAX', { message: '"<<" merges a map or a list of maps', source: lines.at(content.offset) });
  }

  function scalar(node: Scalar, offset: number) {
    const text = typeof node.value === 'string' ? node.value : '';
    const tag = node.tag;
    if (tag === undefined) return node.type === 'PLAIN' ? plainScalar(text) : { type: 'text' as const, text };
    const found = isTag(tag) ? taggedScalar(shortTag(tag) as YamlTag, text) : undefined;
    return found ?? fail('PARSE_SYNTAX', { message: `"${text}" cannot be read as ${shortTag(tag)}`, source: lines.at(offset) });
  }
}

interface MapEntry {
  readonly entry: PlacedEntry;
  readonly merged: boolean;
}

/** Own entries beat merged ones; of merged ones, the first. Keys given twice in one map were refused before. */
function withoutOverridden(entries: readonly MapEntry[]): readonly MapEntry[] {
  if (!entries.some((one) => one.merged)) return entries;
  const seen = new Set(entries.filter((one) => !one.merged).map((one) => one.entry.key));
  return entries.filter((one) => {
    if (!one.merged) return true;
    if (seen.has(one.entry.key)) return false;
    seen.add(one.entry.key);
    return true;
  });
}

const tagNames: ReadonlySet<string> = new Set<YamlTag>(['str', 'bool', 'int', 'float', 'null', 'timestamp']);
const shortTag = (tag: string): string => tag.replace('tag:yaml.org,2002:', '');
const isTag = (tag: string): boolean => tagNames.has(shortTag(tag));

function offsetOf(node: unknown): number {
  return isPair(node) ? offsetOf(node.key) : ((node as { range?: readonly number[] } | null | undefined)?.range?.[0] ?? 0);
}
