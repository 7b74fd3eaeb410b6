import type { LineIndex, Source } from '../core/source.js';
import type { Scalar, TreeNode } from '../model/tree.js';

// Classes, for a large file has tens of thousands of these, and hardly anybody asks for their places: they are worked out when somebody does.

/** An attribute. It is its own scalar. */
export class XmlAttribute implements TreeNode, Scalar {
  readonly name: string;
  readonly text: string;
  readonly prefixed: true | undefined;
  private readonly lines: LineIndex;
  private readonly offset: number;

  constructor(name: string, text: string, prefixed: true | undefined, lines: LineIndex, offset: number) {
    this.name = name;
    this.text = text;
    this.prefixed = prefixed;
    this.lines = lines;
    this.offset = offset;
  }

  get source(): Source {
    return this.lines.at(this.offset);
  }

  get value(): Scalar {
    return this;
  }

  get type(): 'text' {
    return 'text';
  }

  get children(): readonly TreeNode[] {
    return none;
  }

  get origin(): 'attribute' {
    return 'attribute';
  }
}

/** An element whose end has been read. */
export class XmlElement implements TreeNode {
  readonly name: string;
  readonly value: Scalar | undefined;
  readonly children: readonly TreeNode[];
  private readonly lines: LineIndex;
  private readonly offset: number;

  constructor(name: string, value: Scalar | undefined, children: readonly TreeNode[], lines: LineIndex, offset: number) {
    this.name = name;
    this.value = value;
    this.children = children;
    this.lines = lines;
    this.offset = offset;
  }

  get source(): Source {
    return this.lines.at(this.offset);
  }

  get origin(): 'element' {
    return 'element';
  }
}

const none: readonly TreeNode[] = [];
