import { lineIndex, type LineIndex } from '../core/source.js';
import type { TreeNode } from '../model/tree.js';
import { changelogRoot, rootName } from './changelog-root.js';
import { notSimple, wholeTree, type ChangelogTree } from './changelog-tree.js';
import { valueTree } from './value-tree.js';
import { createYamlReader, type ListedItems } from './yaml-reader.js';
import { unusual } from './yaml-unusual.js';

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
  const listed = attempt(() => createYamlReader(source).list());
  if (listed !== undefined) return listTree(listed, lines);
  const document = attempt(() => createYamlReader(source).document());
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
