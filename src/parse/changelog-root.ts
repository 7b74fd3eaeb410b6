import { fail } from '../core/error.js';
import type { LineIndex } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';
import type { TreeNode } from '../model/tree.js';
import { valueTree, type PlacedValue } from './value-tree.js';

export const rootName = 'databaseChangeLog';

/**
 * Finds the changelog in a YAML or JSON document: a map whose key `databaseChangeLog` holds a list. Beside it may stand `$schema`, keys
 * that begin with `x-`, and keys that hold anchors for the changelog to use; Liquibase reads over all other keys.
 * @throws ChangelogError where the document has another shape.
 */
export function changelogRoot(document: PlacedValue | undefined, lines: LineIndex): TreeNode {
  if (document === undefined || (document.kind === 'scalar' && document.scalar.type === 'null')) {
    fail('PARSE_SYNTAX', { message: 'the changelog is empty', source: lines.at(0), hint: `it starts with "${rootName}:"` });
  }
  if (document.kind !== 'map') {
    fail('PARSE_SYNTAX', {
      message: `the changelog must be a map with the key "${rootName}"`,
      source: lines.at(document.offset),
      hint: `put the entries below "${rootName}:"`,
    });
  }
  const root = document.entries.find((entry) => entry.key === rootName);
  if (root === undefined) {
    const [near] = document.entries.filter((entry) => didYouMean(entry.key, [rootName]) !== undefined);
    fail('PARSE_UNKNOWN_ELEMENT', {
      message: `the changelog has no key "${rootName}"`,
      source: lines.at((near ?? document.entries[0])?.offset ?? document.offset),
      hint: near === undefined ? undefined : didYouMean(near.key, [rootName]),
    });
  }
  for (const entry of document.entries) {
    if (entry === root || entry.key === '$schema' || entry.key.startsWith('x-') || entry.holdsAnchors) continue;
    fail('PARSE_UNKNOWN_ELEMENT', {
      message: `unknown key "${entry.key}" beside "${rootName}"`,
      source: lines.at(entry.offset),
      hint: 'keys of your own begin with "x-"',
    });
  }
  const { value } = root;
  if (value.kind === 'map' || (value.kind === 'scalar' && value.scalar.type !== 'null')) {
    fail('PARSE_INVALID_VALUE', {
      message: `"${rootName}" must hold a list`,
      source: lines.at(value.offset),
      hint: 'each entry begins with a dash: "- changeSet:"',
    });
  }
  if (value.kind === 'list') {
    const stray = value.items.find((item) => item.kind === 'scalar' && item.scalar.type !== 'null');
    if (stray !== undefined) {
      fail('PARSE_INVALID_VALUE', {
        message: `an entry of "${rootName}" must be a map`,
        source: lines.at(stray.offset),
        hint: 'for example "- changeSet:"',
      });
    }
  }
  return valueTree(root, lines);
}
