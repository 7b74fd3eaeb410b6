import type { Source } from '../core/source.js';

/** One change of a changeset: the name of its definition and the attributes that the definition declares. */
export interface ChangeNode<N extends string = string, P = Readonly<Record<string, unknown>>> {
  readonly name: N;
  readonly props: P;
  readonly source: Source;
  /** What is meant is to undo the change; only rollback makes such nodes. */
  readonly undo?: true;
}

/** One precondition: the name of its definition, its attributes, and nested conditions for and, or, not. */
export interface PreconditionNode {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly nested: readonly PreconditionNode[];
  readonly source: Source;
}

export type OnFail = 'HALT' | 'CONTINUE' | 'MARK_RAN' | 'WARN';
export type OnSqlOutput = 'IGNORE' | 'TEST' | 'FAIL';

/** A `preConditions` block; its conditions hold together (and). */
export interface Preconditions {
  readonly onFail: OnFail;
  readonly onError: OnFail;
  readonly onSqlOutput: OnSqlOutput;
  readonly onFailMessage?: string;
  readonly onErrorMessage?: string;
  readonly conditions: readonly PreconditionNode[];
  readonly source: Source;
}

/** One `modifySql` step: which statements it applies to, and what it does to their text. */
export interface SqlModifier {
  readonly name: 'prepend' | 'append' | 'replace' | 'regExpReplace' | 'appendSqlIfNotPresent';
  /** The step's own attributes as written: value, or replace and with. */
  readonly props: Readonly<Record<string, string>>;
  readonly applyToRollback: boolean;
  readonly dbms?: string;
  readonly contextFilter?: string;
  readonly labels?: string;
  readonly source: Source;
}
