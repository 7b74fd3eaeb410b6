import type { Diagnostics } from '../core/diagnostics.js';
import type { TreeNode } from '../model/tree.js';
import type { IncludeAllItem, IncludeItem, InheritedScope, PropertyItem } from './changelog-item.js';
import { includeAllFields, includeFields, modifyChangeSetsFields, propertyFields } from '../define/changelog-elements.js';
import { readFields } from './validate.js';

/** Reads `include` and `includeAll`. */
export function readInclude(node: TreeNode, scope: InheritedScope, diagnostics: Diagnostics): IncludeItem | IncludeAllItem | undefined {
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
    inheritedContexts: [...expressionIn(contextFilter), ...scope.inheritedContexts],
    inheritedLabels: [...expressionIn(labels), ...scope.inheritedLabels],
    ignore,
  };
}

const includeNames: ReadonlySet<string> = new Set(['include', 'includeAll']);

/** Includes inside `modifyChangeSets` hand its executor to changesets that have none; of nested ones the innermost counts. */
export function* readModifyChangeSets(
  node: TreeNode,
  scope: InheritedScope,
  diagnostics: Diagnostics,
): Generator<IncludeItem | IncludeAllItem> {
  const props = readFields(node, modifyChangeSetsFields, diagnostics, (child) => !includeNames.has(child.name));
  const { runWith = scope.runWith, runWithSpoolFile = scope.runWithSpoolFile } = props ?? {};
  for (const child of node.children.filter((child) => includeNames.has(child.name))) {
    const inner = { ...scope, ...(runWith !== undefined && { runWith }), ...(runWithSpoolFile !== undefined && { runWithSpoolFile }) };
    const item = readInclude(child, inner, diagnostics);
    if (item !== undefined) yield item;
  }
}

/** Reads `property`. */
export function readProperty(node: TreeNode, diagnostics: Diagnostics): PropertyItem | undefined {
  const props = readFields(node, propertyFields, diagnostics);
  if (props === undefined) return undefined;
  const { relativeToChangelogFile = false, errorIfMissing = true, global = true, target: _, ...rest } = props;
  if (rest.name === undefined && rest.file === undefined) {
    diagnostics.error('PARSE_MISSING_ATTRIBUTE', { message: 'property needs "name" or "file"', source: node.source });
    return undefined;
  }
  return { kind: 'property', source: node.source, relativeToChangelogFile, errorIfMissing, global, ...defined(rest) };
}

/** A context or label expression, as a list of at most one. */
export const expressionIn = (text: string | undefined): readonly string[] => (text === undefined || text.trim() === '' ? [] : [text]);

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(props: T): Defined<T> {
  return Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)) as Defined<T>;
}
