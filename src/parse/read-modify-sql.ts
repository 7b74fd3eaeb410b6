import type { Diagnostics } from '../core/diagnostics.js';
import { javaPattern } from '../core/java-pattern.js';
import type { Infer } from '../define/fields.js';
import type { SqlModifier } from '../model/change.js';
import type { TreeNode } from '../model/tree.js';
import { modifySqlFields, modifySqlSteps } from '../define/changelog-elements.js';
import { reportUnknown } from './unknown.js';
import { readFields } from './validate.js';

const stepNames: ReadonlySet<string> = new Set(Object.keys(modifySqlSteps));

/**
 * Reads the steps of a `modifySql` block. What the block says of databases, contexts and rollback counts for each step that does not say
 * otherwise. Source: Liquibase `ChangeSet.handleChildNode` and `AbstractSqlVisitor.load` (4.28.0).
 */
export function readModifySql(node: TreeNode, diagnostics: Diagnostics): readonly SqlModifier[] {
  const elements = new Set(node.children.filter(isElement).map((child) => child.name));
  const scope = readFields(node, modifySqlFields, diagnostics, (child) => !elements.has(child.name));
  const modifiers: SqlModifier[] = [];
  for (const child of node.children.filter(isElement)) {
    if (!stepNames.has(child.name)) {
      const known = { attributes: Object.keys(modifySqlFields), elements: stepNames };
      reportUnknown(child, node, known, 'PARSE_UNKNOWN_ELEMENT', diagnostics);
      continue;
    }
    const name = child.name as keyof typeof modifySqlSteps;
    const step = readFields(child, modifySqlSteps[name], diagnostics);
    if (step === undefined || scope === undefined) continue;
    if (name === 'regExpReplace' && !readablePattern((step as Infer<typeof modifySqlSteps.regExpReplace>).replace, child, diagnostics))
      continue;
    const { contextFilter = scope.contextFilter, dbms = scope.dbms, applyToRollback = scope.applyToRollback ?? false, ...props } = step;
    modifiers.push({
      name,
      props,
      applyToRollback,
      ...(filled(dbms) && { dbms }),
      ...(filled(contextFilter) && { contextFilter }),
      ...(filled(scope.labels) && { labels: scope.labels }),
      source: child.source,
    });
  }
  return modifiers;
}

/** Reports a regular expression that cannot be read. */
function readablePattern(pattern: string, node: TreeNode, diagnostics: Diagnostics): boolean {
  try {
    javaPattern(pattern);
    return true;
  } catch (error) {
    diagnostics.error('PARSE_INVALID_VALUE', {
      message: `regExpReplace: "${pattern}" is no regular expression: ${(error as Error).message}`,
      source: node.source,
      hint: 'it is read as a JavaScript one, with the flags, quotes and anchors of Java',
    });
    return false;
  }
}

/** Steps are elements; a key without a value can only be meant as one. */
const isElement = (child: TreeNode): boolean =>
  child.origin === 'element' || stepNames.has(child.name) || (child.origin === 'key' && child.children.length > 0);

const filled = (text: string | undefined): text is string => text !== undefined && text.trim() !== '';
