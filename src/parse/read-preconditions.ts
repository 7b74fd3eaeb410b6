import type { Diagnostics } from '../core/diagnostics.js';
import type { PreconditionNode, Preconditions } from '../model/change.js';
import { withContents, type TreeNode } from '../model/tree.js';
import { preconditionDefinitions } from '../preconditions/index.js';
import { preconditionsFields } from '../define/changelog-elements.js';
import { reportUnknown } from './unknown.js';
import { readFields } from './validate.js';

/** Reads a `preConditions` block. Source: Liquibase `PreconditionContainer.load` (4.28.0). */
export function readPreconditions(node: TreeNode, diagnostics: Diagnostics): Preconditions | undefined {
  const { attributes, conditions } = split(node, Object.keys(preconditionsFields), diagnostics);
  const props = readFields(attributes, preconditionsFields, diagnostics);
  if (props === undefined) return undefined;
  return {
    onFail: (props.onFail ?? 'HALT') as Preconditions['onFail'],
    onError: (props.onError ?? 'HALT') as Preconditions['onError'],
    onSqlOutput: (props.onSqlOutput ?? 'IGNORE') as Preconditions['onSqlOutput'],
    ...(props.onFailMessage !== undefined && { onFailMessage: props.onFailMessage }),
    ...(props.onErrorMessage !== undefined && { onErrorMessage: props.onErrorMessage }),
    conditions: readConditions(conditions, diagnostics),
    source: node.source,
  };
}

function readConditions(nodes: readonly TreeNode[], diagnostics: Diagnostics): readonly PreconditionNode[] {
  return nodes.map((node) => readCondition(node, diagnostics)).filter((condition) => condition !== undefined);
}

function readCondition(node: TreeNode, diagnostics: Diagnostics): PreconditionNode | undefined {
  const definition = preconditionDefinitions.get(node.name);
  if (definition === undefined) return undefined;
  const own = definition.nests ? split(node, Object.keys(definition.fields), diagnostics) : { attributes: node, conditions: [] };
  const props = readFields(own.attributes, definition.fields, diagnostics);
  const nested = readConditions(own.conditions, diagnostics);
  if (props === undefined) return undefined;
  const refused = definition.refuse(props);
  if (refused !== undefined) diagnostics.error('PARSE_UNSUPPORTED', { message: refused.message, source: node.source, hint: refused.hint });
  for (const problem of definition.check(props)) {
    diagnostics.error('PARSE_CHANGE', { message: `${node.name}: ${problem.message}`, source: node.source, hint: problem.hint });
  }
  return { name: definition.name, props, nested, source: node.source };
}

/** Tells the conditions in a node from its attributes, and reports what is neither. */
function split(
  node: TreeNode,
  attributeNames: readonly string[],
  diagnostics: Diagnostics,
): { readonly attributes: TreeNode; readonly conditions: readonly TreeNode[] } {
  const lower = new Set(attributeNames.map((name) => name.toLowerCase()));
  const attributes: TreeNode[] = [];
  const conditions: TreeNode[] = [];
  for (const child of node.children) {
    if (child.origin !== 'attribute' && preconditionDefinitions.has(child.name)) conditions.push(child);
    else if (lower.has(child.name.toLowerCase())) attributes.push(child);
    else {
      const known = { attributes: attributeNames, elements: preconditionDefinitions.keys() };
      reportUnknown(child, node, known, 'PARSE_UNKNOWN_PRECONDITION', diagnostics);
    }
  }
  return { attributes: withContents(node, { children: attributes }), conditions };
}
