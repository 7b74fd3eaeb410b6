import { createDiagnostics } from '../../src/core/diagnostics.js';
import { ChangelogError } from '../../src/core/error.js';
import { formatSource } from '../../src/core/source.js';
import type { Changeset } from '../../src/model/changelog.js';
import type { TreeNode } from '../../src/model/tree.js';
import { readJson } from '../../src/parse/json.js';
import { rootScope, type ChangelogItem } from '../../src/parse/changelog-item.js';
import { notSimple, wholeTree, type ChangelogTree } from '../../src/parse/changelog-tree.js';
import { readChangelog, type ReadContext } from '../../src/parse/read-changelog.js';
import { readXml } from '../../src/parse/xml.js';
import { readSimpleXml } from '../../src/parse/xml-simple.js';
import { readYaml } from '../../src/parse/yaml.js';
import { readSimpleYaml } from '../../src/parse/yaml-simple.js';

export type Format = 'xml' | 'yaml' | 'json';

const whole = { xml: readXml, yaml: readYaml, json: readJson };
const simple = { xml: readSimpleXml, yaml: readSimpleYaml, json: () => undefined };

/** The tree of a text as the whole reader of its format gives it. */
export const readTree = (format: Format, text: string): TreeNode => whole[format](text, `c.${format}`);

/** The tree of a text, read simply as far as that goes. */
function treeOf(format: Format, text: string): ChangelogTree {
  const tree = simple[format](text, `c.${format}`);
  const entries = tree && [...tree.entries];
  return tree === undefined || entries?.includes(notSimple) ? wholeTree(readTree(format, text)) : { ...tree, entries: entries ?? [] };
}

/** Reads one changelog text without files around it. */
export function read(format: Format, text: string, context: Partial<ReadContext> = {}) {
  const diagnostics = createDiagnostics();
  const items: ChangelogItem[] = [];
  const changesets: Changeset[] = [];
  try {
    const walk = readChangelog(treeOf(format, text), {
      readWhole: () => Promise.resolve(readTree(format, text)),
      path: `c.${format}`,
      scope: rootScope,
      diagnostics,
      expand: (node) => node,
      matchesDatabase: () => true,
      findChangesets: (target) => changesets.filter(({ id, author }) => id === target.id && author === target.author),
      ...context,
    });
    for (const item of walk) {
      items.push(item);
      if (item.kind === 'changeSet') changesets.push(item.changeset);
    }
  } catch (error) {
    if (!(error instanceof ChangelogError)) throw error;
    diagnostics.add(error);
  }
  return { items, changesets, errors: diagnostics.errors.map(told), warnings: diagnostics.warnings.map(told) };
}

/** `CODE file:line:column message (hint)` */
function told({ code, source, message, hint }: ChangelogError): string {
  return `${code} ${source === undefined ? 'nowhere' : formatSource(source)} ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

/** Everything without its places, for comparing what different formats say. */
export function withoutPlaces(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) =>
      key === 'source' || key === 'path' ? undefined : typeof part === 'bigint' ? `${part}n` : part,
    ),
  );
}

/** The nodes of a tree as indented lines: name, place, text. */
export function outline(node: TreeNode, indent = ''): string {
  const text =
    node.value === undefined ? '' : ` ${node.value.type === 'text' ? '' : `${node.value.type} `}${JSON.stringify(node.value.text)}`;
  const texts = node.values === undefined ? '' : ` ${JSON.stringify(node.values.map((value) => value.text))}`;
  const line = `${indent}${node.name} ${node.source.line}:${node.source.column}${text}${texts}`;
  return [line, ...node.children.map((child) => outline(child, `${indent}  `))].join('\n');
}

/** Lines of a text block, without the indentation they have in a test. */
export function lines(block: string): string {
  const all = block.replace(/^\n/, '').replace(/\n *$/, '\n').split('\n');
  const margin = Math.min(...all.filter((line) => line.trim() !== '').map((line) => line.search(/\S/)));
  return all.map((line) => line.slice(margin)).join('\n');
}
