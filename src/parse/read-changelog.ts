import type { Diagnostics } from '../core/diagnostics.js';
import type { ChangesetRef } from '../core/error.js';
import { didYouMean } from '../core/suggest.js';
import type { Changeset } from '../model/changelog.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import { withContents, type TreeNode } from '../model/tree.js';
import type { ChangelogItem, InheritedScope } from './changelog-item.js';
import { rootName } from './changelog-root.js';
import { entriesOf, notSimple, wholeTree, type ChangelogTree } from './changelog-tree.js';
import { changelogFields, removePropertyFields } from '../define/changelog-elements.js';
import { logicalPath } from './path.js';
import type { RemovedProperty } from './read-changes.js';
import { readChangeset } from './read-changeset.js';
import { expressionIn, readInclude, readModifyChangeSets, readProperty } from './read-include.js';
import { readPreconditions } from './read-preconditions.js';
import { reportUnknown } from './unknown.js';
import { readFields, writtenNames } from './validate.js';

/** What reading one changelog file depends on. */
export interface ReadContext {
  /** Path of the file as stored in FILENAME where no logicalFilePath says otherwise. */
  readonly path: string;
  readonly scope: InheritedScope;
  readonly diagnostics: Diagnostics;
  /** The node with properties filled in, as they stand at this point of the walk. */
  expand(node: TreeNode): TreeNode;
  /** Reads the file as a whole, where the simple way ends. */
  readWhole(): Promise<TreeNode>;
  /** False where a changeset's dbms list excludes the database at hand: its unknown change types are then no error. */
  matchesDatabase(dbms: string): boolean;
  /** Changesets read so far, in this file and those around it, that a rollback refers to; letter case does not count. */
  findChangesets(target: ChangesetRef): readonly Changeset[];
}

const elementNames = ['changeSet', 'include', 'includeAll', 'property', 'preConditions', 'modifyChangeSets', 'removeChangeSetProperty'];

/**
 * Walks the tree of one file. The walk is lazy: what the caller does with one item (set a property, read an
 * included file) has taken effect before the next one is expanded and read. Problems go to `context.diagnostics`, and what has one is left out.
 * Source: Liquibase `DatabaseChangeLog.load` and `YamlChangeLogParser.parse` (4.28.0).
 */
export function* readChangelog(tree: ChangelogTree, context: ReadContext): Generator<ChangelogItem, void, undefined> {
  const { diagnostics } = context;
  const { root } = tree;
  if (root.name !== rootName) {
    const hint = didYouMean(root.name, [rootName]) ?? `the root of a changelog is "${rootName}"`;
    diagnostics.error('PARSE_UNKNOWN_ELEMENT', { message: `"${root.name}" is no changelog`, source: root.source, hint });
    return;
  }
  for (const child of tree.hoisted) {
    const item = readProperty(child, diagnostics);
    if (item !== undefined) yield item;
  }
  const file = readFile(root.origin === 'key' ? context.expand(root) : root, context);
  const removed: RemovedProperty[] = [];
  const { inheritedLabels, ignore, runWith, runWithSpoolFile } = context.scope;
  const reading = { ...context, ...file, inheritedLabels, ignore, runWith, runWithSpoolFile, removed };
  const entries = entriesOf(tree);
  /** The latest key with nothing below it, which what is unknown may have been meant for. */
  let empty: TreeNode | undefined;
  for (const child of entries.nodes) {
    if (child === notSimple) {
      yield { kind: 'unread', readOn: async () => entries.readOn(wholeTree(await context.readWhole())) };
      continue;
    }
    const node = context.expand(child);
    if (node.children.length === 0 && node.value?.type === 'null') empty = node;
    switch (node.name) {
      case 'changeSet': {
        const changeset = readChangeset(node, reading);
        if (changeset !== undefined) yield { kind: 'changeSet', changeset };
        break;
      }
      case 'include':
      case 'includeAll': {
        const item = readInclude(node, file.scope, diagnostics);
        if (item !== undefined) yield item;
        break;
      }
      case 'modifyChangeSets':
        yield* readModifyChangeSets(node, file.scope, diagnostics);
        break;
      case 'property': {
        const item = readProperty(node, diagnostics);
        if (item !== undefined) yield item;
        break;
      }
      case 'preConditions': {
        const preconditions = readPreconditions(node, diagnostics);
        if (preconditions !== undefined) yield { kind: 'preConditions', preconditions };
        break;
      }
      case 'removeChangeSetProperty': {
        const props = readFields(node, removePropertyFields, diagnostics);
        if (props !== undefined && context.matchesDatabase(props.dbms)) removed.push(props);
        break;
      }
      default:
        reportUnknown(
          node,
          withContents(root, { children: empty === undefined ? [node] : [empty, node] }),
          { attributes: writtenNames(changelogFields), elements: elementNames },
          'PARSE_UNKNOWN_ELEMENT',
          diagnostics,
        );
    }
  }
  if (entries.hasText()) diagnostics.error('PARSE_INVALID_VALUE', { message: `${rootName} takes no text of its own`, source: root.source });
}

/** What the attributes of the root say of the changesets in the file, and of included files. */
interface FileScope {
  readonly path: string;
  readonly objectQuotingStrategy: ObjectQuotingStrategy | undefined;
  readonly inheritedContexts: readonly string[];
  /** What includes pass on. */
  readonly scope: InheritedScope;
}

function readFile(root: TreeNode, context: ReadContext): FileScope {
  const attributes = readFields(root, changelogFields, context.diagnostics) ?? {};
  const { logicalFilePath, contextFilter, objectQuotingStrategy } = attributes;
  const inheritedContexts = [...expressionIn(contextFilter), ...context.scope.inheritedContexts];
  return {
    path: logicalFilePath === undefined ? context.path : logicalPath(logicalFilePath),
    objectQuotingStrategy: objectQuotingStrategy as ObjectQuotingStrategy | undefined,
    inheritedContexts,
    scope: { ...context.scope, inheritedContexts, ignore: false },
  };
}
