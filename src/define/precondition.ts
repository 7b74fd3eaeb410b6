import type { ChangesetRef } from '../core/error.js';
import type { PreconditionNode } from '../model/change.js';
import type { RanChangeset } from '../model/history.js';
import type { ObjectKind, ObjectName, ObjectQuotingStrategy } from '../model/names.js';
import type { Problem } from './change.js';
import type { Fields, Infer } from './fields.js';

/** What a condition may look at. Existence checks are one targeted catalog query each. */
export interface PreconditionContext {
  readonly dialect: { readonly name: string; matches(dbmsList: string): boolean };
  /** Login name of the connection; empty offline. */
  readonly user: string;
  readonly quotingStrategy: ObjectQuotingStrategy;
  /** The row of a changeset that was dealt with before this one, in this run or an earlier one; paths and case as history matches them. */
  ran(changeset: ChangesetRef): RanChangeset | undefined;
  /** Path of the root changelog as stored in FILENAME: where changeSetExecuted looks if it names no file. */
  readonly changelogPath: string;
  property(name: string): string | undefined;
  readonly catalog: CatalogReader;
  /** Runs one query and returns its rows as lists of values, as `Connection.queryRows` does: texts, or null. */
  query(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** The schema (on MySQL: the database) that names without one belong to. */
  readonly defaultSchema: string | undefined;
  /** A qualified name as SQL in the dialect at hand, for messages and queries. */
  objectSql(object: ObjectName, kind: ObjectKind): string;
  /** One name as SQL. */
  nameSql(name: string, kind: ObjectKind): string;
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
  /** Whether a table holds a row, without counting them. Rejects where the table does not exist. */
  hasRows(q: { catalog?: string | undefined; schema?: string | undefined; table: string }): Promise<boolean>;
}

/** The outcome of a condition: `true`, or the reason why it does not hold. */
export type Verdict = true | string;

/** The value of `name:` in a line of formatted SQL. */
export type LineAttribute = (name: string) => string | undefined;

/** How a line of formatted SQL holds a condition: `--precondition-NAME TEXT`. */
export interface PreconditionLine<P> {
  /** What follows `--precondition-`. */
  readonly name: string;
  /** A text that can be read. */
  readonly example: string;
  /** The attributes that a text holds, or what is missing in it. */
  read(text: string, attribute: LineAttribute): P | string;
  /** The text that holds them, or undefined where none can. */
  write(props: P): string | undefined;
}

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
  /** Absent: formatted SQL cannot hold it. */
  readonly line?: PreconditionLine<Infer<F>>;
  /** Liquibase has it and it is refused here by name: why, and what to do instead. */
  refuse?(props: Infer<F>): Problem;
  /** Rules over several fields. Required fields and types are checked from the declaration. */
  check?(props: Infer<F>): readonly Problem[];
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
  readonly line?: PreconditionLine<Readonly<Record<string, unknown>>>;
  refuse(props: Readonly<Record<string, unknown>>): Problem | undefined;
  check(props: Readonly<Record<string, unknown>>): readonly Problem[];
  evaluate(node: PreconditionNode, context: PreconditionContext, nested: readonly (() => Promise<Verdict>)[]): Promise<Verdict>;
}

/** Declares a precondition; attributes are typed by the fields. */
export function definePrecondition<N extends string, F extends Fields>(spec: PreconditionSpec<N, F>): PreconditionDefinition {
  return {
    name: spec.name,
    summary: spec.summary,
    fields: spec.fields,
    examples: spec.examples,
    nests: spec.nests ?? false,
    offline: spec.offline ?? false,
    ...(spec.line !== undefined && { line: spec.line }),
    refuse: (props) => spec.refuse?.(props as Infer<F>),
    check: (props) => spec.check?.(props as Infer<F>) ?? [],
    evaluate: async (node, context, nested) => spec.evaluate(node.props as Infer<F>, context, nested, node),
  };
}
