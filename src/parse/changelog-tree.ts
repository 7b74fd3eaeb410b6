import { changelogFields } from '../define/changelog-elements.js';
import { withContents, type TreeNode } from '../model/tree.js';
import { writtenNames } from './validate.js';

/** A changelog file as a tree. Its entries can come one by one: those of a large file need not stand in memory together. */
export interface ChangelogTree {
  /** The root with its attributes and without its text. */
  readonly root: TreeNode;
  /** Properties of YAML and JSON files: all of them are known before anything in the file is expanded. */
  readonly hoisted: readonly TreeNode[];
  /** What else stands in the root, in order; to be gone through once. */
  readonly entries: Iterable<TreeNode | typeof notSimple>;
  /** Whether text stands directly in the root; known when the last entry has been read. */
  hasText(): boolean;
}

/** Stands for the rest of the entries where it cannot be said for sure how they read; nothing is wrong with those before. */
export const notSimple = Symbol('not simple');

const attributeNames: ReadonlySet<string> = new Set(
  writtenNames(changelogFields)
    .concat('context')
    .map((name) => name.toLowerCase()),
);

const isAttribute = (child: TreeNode): boolean =>
  child.origin === 'attribute' || (child.origin === 'key' && attributeNames.has(child.name.toLowerCase()));

/** The tree of a file that has been read as a whole. */
export function wholeTree(node: TreeNode): ChangelogTree {
  const { value, values } = node;
  const others = node.children.filter((child) => !isAttribute(child));
  const isHoisted = (child: TreeNode): boolean => node.origin === 'key' && child.name === 'property';
  return {
    root: withContents(node, { value: undefined, values: undefined, children: node.children.filter(isAttribute) }),
    hoisted: others.filter(isHoisted),
    entries: others.filter((child) => !isHoisted(child)),
    hasText: () => (value !== undefined && value.type !== 'null') || values !== undefined,
  };
}

/** The entries of a tree, with the rest of them from another reading of the same file where one cannot be read simply. */
export interface Entries {
  /** An entry that is `notSimple` waits for `readOn`. */
  readonly nodes: Iterable<TreeNode | typeof notSimple>;
  readOn(whole: ChangelogTree): void;
  hasText(): boolean;
}

export function entriesOf(tree: ChangelogTree): Entries {
  let current = tree;
  return { nodes: nodes(), readOn: (whole) => void (current = whole), hasText: () => current.hasText() };

  function* nodes(): Generator<TreeNode | typeof notSimple, void, undefined> {
    let read = 0;
    for (const entry of tree.entries) {
      if (entry !== notSimple) read++;
      yield entry;
    }
    if (current === tree) return;
    for (const entry of current.entries) if (read-- <= 0) yield entry;
  }
}
