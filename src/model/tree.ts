import type { Source } from '../core/source.js';

/** How a scalar was written; formats that know no types (XML, formatted SQL) give `text`. */
export type ScalarType = 'text' | 'boolean' | 'integer' | 'float' | 'timestamp' | 'null';

/** A scalar as its format reads it. `text` is what Liquibase would see: for YAML after SnakeYAML 1.1 typing and Java's toString. */
export interface Scalar {
  readonly type: ScalarType;
  readonly text: string;
  /** For a YAML date: the ISO text that date attributes get, where other attributes get `text`. */
  readonly iso?: string | undefined;
}

/** A scalar with another text. */
export const withText = ({ type, iso }: Scalar, text: string): Scalar => ({ type, text, iso });

/**
 * One node of a changelog file, the same for all formats. XML attributes, XML elements, YAML and JSON keys all become children;
 * a list of maps becomes one child per entry. The place is where the name (or, for a list entry, the entry) stands.
 */
export interface TreeNode {
  readonly name: string;
  readonly source: Source;
  /** The text of an element without child elements, or the scalar of a key. */
  readonly value?: Scalar | undefined;
  /** The entries of a list of several scalars (a list of one scalar is just that scalar). */
  readonly values?: readonly Scalar[] | undefined;
  readonly children: readonly TreeNode[];
  /** Where the node came from, for messages ("attribute", "element", "key"). */
  readonly origin: 'attribute' | 'element' | 'key';
  /** An XML attribute that was written with a prefix: of an extension, so that nobody need know it. */
  readonly prefixed?: true | undefined;
}

/** A node with other contents. A spread would not do: nodes may be of classes that answer some questions when they are asked. */
export function withContents(node: TreeNode, contents: Partial<Pick<TreeNode, 'value' | 'values' | 'children'>>): TreeNode {
  const { name, source, value, values, children, origin, prefixed } = node;
  return { name, source, value, values, children, origin, prefixed, ...contents };
}
