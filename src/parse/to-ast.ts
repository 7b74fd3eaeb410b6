import type { Diagnostics } from '../core/diagnostics.js';
import type { ChangesetRef } from '../core/error.js';
import type { Source } from '../core/source.js';
import { didYouMean } from '../core/suggest.js';
import type { Preconditions } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import type { TreeNode } from '../model/tree.js';
import { rootName } from './changelog-root.js';
import {
  changelogFields,
  includeAllFields,
  includeFields,
  modifyChangeSetsFields,
  propertyFields,
  removePropertyFields,
} from './elements.js';
import type { RemovedProperty } from './read-changes.js';
import { logicalPath, readChangeset } from './read-changeset.js';
import { readPreconditions } from './read-preconditions.js';
import { reportUnknown } from './unknown.js';
import { readFields, writtenNames } from './validate.js';

/** What a changelog file gets from the includes that led to it. */
export interface InheritedScope {
  /** Context expressions of the files and includes around, nearest first: the order of the CONTEXTS column. */
  readonly inheritedContexts: readonly string[];
  /** Labels of the includes around, nearest first. */
  readonly inheritedLabels: readonly string[];
  /** The include that named this very file says `ignore`; it does not reach further down. */
  readonly ignore: boolean;
  /** From `modifyChangeSets`: executor of changesets that name none. */
  readonly runWith?: string;
  readonly runWithSpoolFile?: string;
}

/** The scope of a root changelog. */
export const rootScope: InheritedScope = { inheritedContexts: [], inheritedLabels: [], ignore: false };

/** What reading one changelog file depends on. */
export interface ReadContext {
  /** Path of the file as stored in FILENAME where no logicalFilePath says otherwise. */
  readonly path: string;
  readonly scope: InheritedScope;
  readonly diagnostics: Diagnostics;
  /** The node with properties filled in, as they stand at this point of the walk. */
  expand(node: TreeNode): TreeNode;
  /** False where a changeset's dbms list excludes the database at hand: its unknown change types are then no error. */
  matchesDatabase(dbms: string): boolean;
  /** Changesets read so far, in this file and those around it, that a rollback refers to; letter case does not count. */
  findChangesets(target: ChangesetRef): readonly Changeset[];
}

export interface PropertyItem {
  readonly kind: 'property';
  readonly source: Source;
  /** Either name and value, or file. */
  readonly name?: string;
  readonly value?: string;
  readonly file?: string;
  readonly relativeToChangelogFile: boolean;
  readonly errorIfMissing: boolean;
  readonly global: boolean;
  readonly contextFilter?: string;
  readonly labels?: string;
  readonly dbms?: string;
}

export interface IncludeItem {
  readonly kind: 'include';
  readonly source: Source;
  readonly file: string;
  readonly relativeToChangelogFile: boolean;
  readonly errorIfMissing: boolean;
  /** What the included file inherits. */
  readonly scope: InheritedScope;
}

export interface IncludeAllItem {
  readonly kind: 'includeAll';
  readonly source: Source;
  readonly path: string;
  readonly relativeToChangelogFile: boolean;
  readonly errorIfMissingOrEmpty: boolean;
  readonly minDepth: number;
  readonly maxDepth: number;
  readonly endsWithFilter: string;
  /** Java classes that Liquibase would load. */
  readonly filter?: string;
  readonly resourceComparator?: string;
  readonly scope: InheritedScope;
}

/** One thing that a changelog file declares, in the order of the file (properties of YAML and JSON files come first, as Liquibase reads them). */
export type ChangelogItem =
  | PropertyItem
  | IncludeItem
  | IncludeAllItem
  | { readonly kind: 'preConditions'; readonly preconditions: Preconditions }
  | { readonly kind: 'changeSet'; readonly changeset: Changeset };

const elementNames = ['changeSet', 'include', 'includeAll', 'property', 'preConditions', 'modifyChangeSets', 'removeChangeSetProperty'];
const attributeNames: ReadonlySet<string> = new Set(
  writtenNames(changelogFields)
    .concat('context')
    .map((name) => name.toLowerCase()),
);

/**
 * Walks the `databaseChangeLog` node of one file. The walk is lazy: what the caller does with one item (set a property, read an
 * included file) has taken effect before the next one is expanded and read. Problems go to `context.diagnostics`, and what has one is left out.
 * Source: Liquibase `DatabaseChangeLog.load` and `YamlChangeLogParser.parse` (4.28.0).
 */
export function* readChangelog(root: TreeNode, context: ReadContext): Generator<ChangelogItem, void, undefined> {
  const { diagnostics } = context;
  if (root.name !== rootName) {
    const hint = didYouMean(root.name, [rootName]) ?? `the root of a changelog is "${rootName}"`;
    diagnostics.error('PARSE_UNKNOWN_ELEMENT', { message: `"${root.name}" is no changelog`, source: root.source, hint });
    return;
  }
  const isAttribute = (child: TreeNode): boolean =>
    child.origin === 'attribute' || (child.origin === 'key' && attributeNames.has(child.name.toLowerCase()));
  // YAML and JSON files: all properties of the file are known before anything in it is expanded.
  const hoisted = root.origin === 'key';
  if (hoisted) {
    for (const child of root.children) {
      const item = child.name === 'property' ? readProperty(child, diagnostics) : undefined;
      if (item !== undefined) yield item;
    }
  }
  const written = { ...root, children: root.children.filter(isAttribute) };
  const file = readFile(hoisted ? context.expand(written) : written, context);
  const removed: RemovedProperty[] = [];
  const { inheritedLabels, ignore, runWith, runWithSpoolFile } = context.scope;
  const reading = { ...context, ...file, inheritedLabels, ignore, runWith, runWithSpoolFile, removed };
  for (const child of root.children) {
    if (isAttribute(child) || (hoisted && child.name === 'property')) continue;
    const node = context.expand(child);
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
          root,
          { attributes: writtenNames(changelogFields), elements: elementNames },
          'PARSE_UNKNOWN_ELEMENT',
          diagnostics.error,
        );
    }
  }
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
  const inheritedContexts = [...filled(contextFilter), ...context.scope.inheritedContexts];
  return {
    path: logicalFilePath === undefined ? context.path : logicalPath(logicalFilePath),
    objectQuotingStrategy: objectQuotingStrategy as ObjectQuotingStrategy | undefined,
    inheritedContexts,
    scope: { ...context.scope, inheritedContexts, ignore: false },
  };
}

function readInclude(node: TreeNode, scope: InheritedScope, diagnostics: Diagnostics): IncludeItem | IncludeAllItem | undefined {
  const { source } = node;
  if (node.name === 'include') {
    const props = readFields(node, includeFields, diagnostics);
    if (props === undefined) return undefined;
    const { file, relativeToChangelogFile = false, errorIfMissing = true } = props;
    return {
      kind: 'include',
      source,
      file: file.replaceAll('\\', '/'),
      relativeToChangelogFile,
      errorIfMissing,
      scope: includeScope(scope, props),
    };
  }
  const props = readFields(node, includeAllFields, diagnostics);
  if (props === undefined) return undefined;
  return {
    kind: 'includeAll',
    source,
    path: props.path,
    relativeToChangelogFile: props.relativeToChangelogFile ?? false,
    errorIfMissingOrEmpty: props.errorIfMissingOrEmpty ?? true,
    minDepth: Number(props.minDepth ?? 0),
    maxDepth: Number(props.maxDepth ?? Infinity),
    endsWithFilter: props.endsWithFilter ?? '',
    ...(props.filter !== undefined && { filter: props.filter }),
    ...(props.resourceComparator !== undefined && { resourceComparator: props.resourceComparator }),
    scope: includeScope(scope, props),
  };
}

interface IncludeFilters {
  readonly contextFilter?: string | undefined;
  readonly labels?: string | undefined;
  readonly ignore?: boolean | undefined;
}

function includeScope(scope: InheritedScope, { contextFilter, labels, ignore = false }: IncludeFilters): InheritedScope {
  return {
    ...scope,
    inheritedContexts: [...filled(contextFilter), ...scope.inheritedContexts],
    inheritedLabels: [...filled(labels), ...scope.inheritedLabels],
    ignore,
  };
}

/** Includes inside `modifyChangeSets` hand its executor to changesets that have none; of nested ones the innermost counts. */
function* readModifyChangeSets(node: TreeNode, scope: InheritedScope, diagnostics: Diagnostics): Generator<IncludeItem | IncludeAllItem> {
  const isInclude = (child: TreeNode): boolean => child.name === 'include' || child.name === 'includeAll';
  const props = readFields(node, modifyChangeSetsFields, diagnostics, new Set(['include', 'includeAll']));
  const { runWith = scope.runWith, runWithSpoolFile = scope.runWithSpoolFile } = props ?? {};
  for (const child of node.children.filter(isInclude)) {
    const inner = { ...scope, ...(runWith !== undefined && { runWith }), ...(runWithSpoolFile !== undefined && { runWithSpoolFile }) };
    const item = readInclude(child, inner, diagnostics);
    if (item !== undefined) yield item;
  }
}

function readProperty(node: TreeNode, diagnostics: Diagnostics): PropertyItem | undefined {
  const props = readFields(node, propertyFields, diagnostics);
  if (props === undefined) return undefined;
  const { relativeToChangelogFile = false, errorIfMissing = true, global = true, target: _, ...rest } = props;
  if (rest.name === undefined && rest.file === undefined) {
    diagnostics.error('PARSE_MISSING_ATTRIBUTE', { message: 'property needs "name" or "file"', source: node.source });
    return undefined;
  }
  return { kind: 'property', source: node.source, relativeToChangelogFile, errorIfMissing, global, ...defined(rest) };
}

const filled = (text: string | undefined): readonly string[] => (text === undefined || text.trim() === '' ? [] : [text]);

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(props: T): Defined<T> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Defined<T>;
}
