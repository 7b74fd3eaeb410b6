import type { Diagnostics } from '../core/diagnostics.js';
import type { ErrorCode } from '../core/error-codes.js';
import { didYouMean } from '../core/suggest.js';
import type { TreeNode } from '../model/tree.js';
import { misplacedHint } from './validate.js';
import { isKnownElsewhere } from './vocabulary.js';

/** What may stand in an element that holds attributes and elements side by side. */
export interface Known {
  readonly attributes: Iterable<string>;
  readonly elements: Iterable<string>;
}

const titles = {
  PARSE_UNKNOWN_ELEMENT: 'element',
  PARSE_UNKNOWN_CHANGE: 'change type',
  PARSE_UNKNOWN_PRECONDITION: 'precondition',
} as const satisfies Partial<Record<ErrorCode, string>>;

/**
 * Reports a child that nothing in its element answers to. A key of YAML or JSON that has a meaning elsewhere, and none here, is a warning, and
 * so is an XML attribute of an extension: Liquibase reads over them.
 * @param code what it would be if it is no attribute.
 */
export function reportUnknown(child: TreeNode, parent: TreeNode, known: Known, code: keyof typeof titles, diagnostics: Diagnostics): void {
  const isKey = child.origin === 'key' && child.children.length === 0 && child.value?.type !== 'null';
  const isAttribute = isKey || child.origin === 'attribute';
  const candidates = isAttribute ? [...known.attributes, ...known.elements] : [...known.elements, ...known.attributes];
  const hint = misplacedHint(child, parent.children) ?? didYouMean(child.name, candidates);
  if (child.prefixed || (isKey && hint === undefined && isKnownElsewhere(child.name))) {
    diagnostics.warn('PARSE_UNKNOWN_ATTRIBUTE', { message: `"${child.name}" has no effect in ${parent.name}`, source: child.source });
    return;
  }
  const what = isAttribute ? child.origin : titles[code];
  const unknown = isAttribute || code === 'PARSE_UNKNOWN_ELEMENT' ? `${parent.name} has no ${what}` : `there is no ${what}`;
  diagnostics.error(isAttribute ? 'PARSE_UNKNOWN_ATTRIBUTE' : code, { message: `${unknown} "${child.name}"`, source: child.source, hint });
}
