import type { ChangesetRef } from '../core/error.js';
import { asChangelogError } from '../core/error.js';
import type { Source } from '../core/source.js';
import type { Preconditions } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import { withContents, withText, type TreeNode } from '../model/tree.js';
import type { ParseOptions } from './parse.js';
import { normalizePath } from '../core/path.js';
import { createInclusionLimit, type InclusionLimit } from './inclusion-limit.js';
import type { Properties } from './properties.js';

/** A file that is being read. */
export interface OpenFile {
  readonly path: string;
  readonly location: string;
}

/** What one reading of a changelog has gathered so far. */
export interface ParseRun {
  readonly options: ParseOptions;
  readonly properties: Properties;
  readonly changesets: readonly Changeset[];
  readonly preconditions: Preconditions[];
  readonly files: string[];
  /** Files around the one at hand, outermost first. */
  readonly open: OpenFile[];
  readonly limit: InclusionLimit;
  add(changeset: Changeset): void;
  /** A text is about to be read. */
  countText(text: string): void;
  findChangesets(target: ChangesetRef): readonly Changeset[];
  matchesDatabase(dbms: string): boolean;
  /** Fills in properties as `file` sees them; what goes wrong is reported at `source`. */
  expandText(text: string, source: Source, file: string): string;
  /** The node with all its texts filled in; itself where there is nothing to do. */
  expandNode(node: TreeNode, file: string): TreeNode;
}

/** Some three thousand changesets. */
const muchText = 500_000;

const keyOf = ({ id, author, path }: ChangesetRef): string => JSON.stringify([normalizePath(path), id, author]).toLowerCase();

/** Most nodes hold no property. To look costs less than to copy. */
function mentionsProperty({ value, values, children }: TreeNode): boolean {
  if (value?.text.includes('${')) return true;
  if (values?.some(({ text }) => text.includes('${'))) return true;
  for (const child of children) if (mentionsProperty(child)) return true;
  return false;
}

export function createRun(options: ParseOptions, properties: Properties): ParseRun {
  const changesets: Changeset[] = [];
  const index = new Map<string, Changeset[]>();
  let indexed = 0;
  let characters = 0;

  // Few changelogs ask for other changesets, so the index is made when one does.
  const enter = (changeset: Changeset): void => {
    const key = keyOf(changeset);
    const known = index.get(key);
    if (known === undefined) index.set(key, [changeset]);
    else known.push(changeset);
  };
  const matchesDatabase = (dbms: string): boolean => options.database?.matches(dbms) ?? true;
  const expandText = (text: string, source: Source, file: string): string => {
    if (!text.includes('${')) return text;
    try {
      return properties.expand(text, file);
    } catch (error) {
      options.diagnostics.add(asChangelogError(error).with({ source }));
      return text;
    }
  };
  const expandNode = (node: TreeNode, file: string): TreeNode => (mentionsProperty(node) ? expanded(node, file) : node);
  const expanded = (node: TreeNode, file: string): TreeNode => {
    const { value, values, children } = node;
    const text = value === undefined ? undefined : expandText(value.text, node.source, file);
    const texts = values?.map((one) => expandText(one.text, node.source, file));
    const inner = children.map((child) => expanded(child, file));
    const changed =
      text !== value?.text || texts?.some((one, i) => one !== values?.[i]?.text) || inner.some((child, i) => child !== children[i]);
    if (!changed) return node;
    return withContents(node, {
      value: value === undefined || text === undefined ? undefined : withText(value, text),
      values: values?.map((one, i) => withText(one, texts?.[i] ?? one.text)),
      children: inner,
    });
  };

  return {
    options,
    properties,
    changesets,
    preconditions: [],
    files: [],
    open: [],
    limit: createInclusionLimit(),
    add: (changeset) => void changesets.push(changeset),
    countText({ length }) {
      const isNews = characters < muchText && characters + length >= muchText;
      characters += length;
      if (isNews) options.onMuchText?.();
    },
    findChangesets(target) {
      for (; indexed < changesets.length; indexed++) enter(changesets[indexed]!);
      return (index.get(keyOf(target)) ?? []).filter(({ dbms }) => dbms === undefined || matchesDatabase(dbms));
    },
    matchesDatabase,
    expandText,
    expandNode,
  };
}
