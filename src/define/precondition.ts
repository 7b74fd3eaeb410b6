import type { PreconditionNode } from '../model/change.js';
import type { ObjectQuotingStrategy } from '../model/names.js';
import type { RanChangeset } from '../model/history.js';
import type { Fields, Infer } from './fields.js';

/** What a condition may look at. Existence checks are one targeted catalog query each. */
export interface PreconditionContext {
  readonly dialect: { readonly name: string; matches(dbmsList: string): boolean };
  /** Login name of the connection; empty offline. */
  readonly user: string;
  readonly quotingStrategy: ObjectQuotingStrategy;
  /** Changesets that ran before this one, this run's included. */
  readonly ran: readonly RanChangeset[];
  /** Path of the changelog file that the condition stands in, as stored in FILENAME. */
  readonly changelogPath: string;
  property(name: string): string | undefined;
  readonly catalog: CatalogReader;
  /** Runs one query and returns its rows as lists of values. */
  query(sql: string): Promise<readonly (readonly unknown[])[]>;
  /** A table name as SQL in the dialect at hand. */
  tableSql(table: { catalog?: string | undefined; schema?: string | undefined; name: string }): string;
}

/** Targeted existence questions, answered by the dialect's catalog; names are matched as Liquibase matches them. */
export interface CatalogReader {
  tableExists(q: { catalog?: string | undefined; schema?: string | undefined; table: string }): Promise<boolean>;
  columnExists(q: { catalog?: string | undefined; schema?: string | undefined; table: string; column: string }): Promise<boolean>;
  viewExists(q: { catalog?: string | undefined; schema?: string | undefined; view: string }): Promise<boolean>;
  indexExists(q: {
    catalog?: string | undefined;
    schema?: string | undefined;
    table?: string | undefined;
    index?: string | undefined;
    columns?: readonly string[] | undefined;
  }): Promise<boolean>;
  primaryKeyExists(q: {
    catalog?: string | undefined;
    schema?: string | undefined;
    table?: string | undefined;
    primaryKey?: string | undefined;
  }): Promise<boolean>;
  foreignKeyExists(q: {
    catalog?: string | undefined;
    schema?: string | undefined;
    table?: string | undefined;
    foreignKey?: string | undefined;
  }): Promise<boolean>;
  uniqueConstraintExists(q: {
    catalog?: string | undefined;
    schema?: string | undefined;
    table: string;
    constraint?: string | undefined;
    columns?: readonly string[] | undefined;
  }): Promise<boolean>;
  sequenceExists(q: { catalog?: string | undefined; schema?: string | undefined; sequence: string }): Promise<boolean>;
}

/** The outcome of a condition: `true`, or the reason why it does not hold. */
export type Verdict = true | string;

export interface PreconditionSpec<N extends string, F extends Fields> {
  /** The name in changelogs, as Liquibase spells it. */
  readonly name: N;
  readonly summary: string;
  readonly fields: F;
  readonly examples: readonly Infer<F>[];
  /** The condition holds other conditions (and, or, not). */
  readonly nests?: true;
  /** The condition can be decided without a database. */
  readonly offline?: true;
  evaluate(
    props: Infer<F>,
    context: PreconditionContext,
    nested: readonly (() => Promise<Verdict>)[],
    node: PreconditionNode,
  ): Promise<Verdict> | Verdict;
}

/** A precondition as shared code sees it. */
export interface PreconditionDefinition {
  readonly name: string;
  readonly summary: string;
  readonly fields: Fields;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
  readonly nests: boolean;
  readonly offline: boolean;
  evaluate(node: PreconditionNode, context: PreconditionContext, nested: readonly (() => Promise<Verdict>)[]): Promise<Verdict>;
}

/** Declares a precondition; attributes are typed by the fields. */
export function definePrecondition<N extends string, F extends Fields>(spec: PreconditionSpec<N, F>): PreconditionDefinition {
  return {
    name: spec.name,
    summary: spec.summary,
    fields: spec.fields,
    examples: spec.examples as readonly Readonly<Record<string, unknown>>[],
    nests: spec.nests ?? false,
    offline: spec.offline ?? false,
    evaluate: async (node, context, nested) => spec.evaluate(node.props as Infer<F>, context, nested, node),
  };
}
