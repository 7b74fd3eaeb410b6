import type { Diagnostics } from '../core/diagnostics.js';
import type { ErrorCode } from '../core/error-codes.js';
import { didYouMean } from '../core/suggest.js';
import type { TreeNode } from '../model/tree.js';
import { misplacedHint } from './validate.js';

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
 * Reports a child that nothing in its element answers to.
 * @param code what it would be if it is no attribute.
 */
export function reportUnknown(
  child: TreeNode,
  parent: TreeNode,
  known: Known,
  code: keyof typeof titles,
  report: Diagnostics['error'],
): void {
  const isAttribute =
    child.origin === 'attribute' || (child.origin === 'key' && child.children.length === 0 && child.value?.type !== 'null');
  const candidates = isAttribute ? [...known.attributes, ...known.elements] : [...known.elements, ...known.attributes];
  const what = isAttribute ? child.origin : titles[code];
  report(isAttribute ? 'PARSE_UNKNOWN_ATTRIBUTE' : code, {
    message:
      isAttribute || code === 'PARSE_UNKNOWN_ELEMENT'
        ? `${parent.name} has no ${what} "${child.name}"`
        : `there is no ${what} "${child.name}"`,
    source: child.source,
    hint: misplacedHint(child, parent.children) ?? didYouMean(child.name, candidates),
  });
}
