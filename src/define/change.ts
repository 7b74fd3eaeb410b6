import type { RawText } from '../core/digest.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import type { ObjectName } from '../model/names.js';
import type { Statement } from '../model/statement.js';
import { checksumText } from './checksum.js';
import type { Fields, Infer } from './fields.js';

/** What a dialect can and cannot do, asked by changes and by the executor instead of its name. */
export interface Traits {
  /** DDL can be rolled back, so a changeset and its history row commit together. */
  readonly transactionalDdl: boolean;
  readonly schemas: boolean;
  readonly sequences: boolean;
  readonly autoIncrement: boolean;
  readonly tablespaces: boolean;
  readonly initiallyDeferrableColumns: boolean;
  readonly primaryKeyNames: boolean;
  readonly notNullConstraintNames: boolean;
  /** Remarks are part of CREATE TABLE and ADD COLUMN; no statement of their own follows. */
  readonly inlineRemarks: boolean;
  readonly tableRemarks: boolean;
  readonly columnRemarks: boolean;
  readonly viewRemarks: boolean;
  /** ALTER of a column states the column anew, so a default that it had must be set again. */
  readonly restatesColumns: boolean;
  /** A primary key of existing columns makes them NOT NULL, and asking for NOT NULL before would be one time too many. */
  readonly keysSetNotNull: boolean;
  /** Multi-row INSERT ... VALUES (…), (…). */
  readonly multiRowInsert: boolean;
}

/** Files that a change names (sqlFile, loadData, createView path …). */
export interface ChangeFiles {
  /** Full text. Encoding is a Java charset name; default UTF-8. Throws PARSE_FILE_NOT_FOUND. */
  text(path: string, options: { relativeTo?: string | undefined; encoding?: string | undefined }): string;
  bytes(path: string, options: { relativeTo?: string | undefined }): Uint8Array;
  /** Bytes in pieces. */
  pieces(path: string, options: { relativeTo?: string | undefined }): Iterable<Uint8Array>;
  /** Text in pieces, so that a large file never stands in memory whole. */
  chunks(path: string, options: { relativeTo?: string | undefined; encoding?: string | undefined }): Iterable<string>;
}

/** What a change may know of the live schema; absent offline. Names are as the changelog spells them. */
export interface LiveSchema {
  /** Column names and types of a table or view as the catalog has them, in order; undefined where it does not exist. */
  columns(table: ObjectName): Promise<readonly { name: string; type: string }[] | undefined>;
}

/** What a change knows while it becomes statements. */
export interface ChangeContext {
  readonly traits: Traits;
  readonly changeset: Changeset;
  readonly files: ChangeFiles;
  /** Expands `${}` in text that is read while the change runs, as seen from the changeset's file. */
  expand(text: string): string;
  /** Splits a script the way Liquibase does for this database. */
  splitSql(text: string, options: SplitOptions): readonly SplitStatement[];
  readonly live?: LiveSchema | undefined;
  /** The time that NOW means in a file of data; default the computer's. */
  readonly now?: (() => Date) | undefined;
  /**
   * The family of a declared data type, named as the changelog's standard types are (`int`, `varchar`, `clob` …); `unknown` for a type of
   * the database's own.
   */
  typeFamily(declared: string): string;
  /**
   * Runs a program on this machine and waits for it; it does nothing on systems other than the named ones (none named: all). Absent while
   * a script is written.
   * @throws where it fails or takes too long.
   */
  readonly runProgram?:
    | ((command: readonly string[], options: { timeoutMs?: number | undefined; systems: readonly string[] }) => Promise<void>)
    | undefined;
  /** Prints a message for a person (`output`), in order with the statements. */
  say(message: string, target: 'STDOUT' | 'STDERR' | 'DEBUG' | 'INFO' | 'WARN' | 'FATAL'): void;
  warn(message: string): void;
}

export interface SplitOptions {
  readonly splitStatements: boolean;
  readonly stripComments: boolean;
  readonly endDelimiter?: string | undefined;
}

export interface SplitStatement {
  readonly sql: string;
  /** Offset of the first character in the text that was split. */
  readonly offset: number;
  /** What a script has to print after it, where a semicolon would not do (a PL/SQL unit). */
  readonly endDelimiter?: string | undefined;
  /** There is nothing in it but comments. */
  readonly commentOnly?: true;
}

export interface ChecksumContext {
  /** The version asked for: 9, or that of a stored checksum. Versions up to 8 share their rules. */
  readonly version: number;
  readonly files: ChangeFiles;
  readonly changeset: Changeset;
  expand(text: string): string;
  /** Read a sqlFile with its properties expanded, as Liquibase did before 4.26. */
  readonly expandSqlFiles?: true | undefined;
}

/** A problem that a cross-field rule found; `field` places it. */
export interface Problem {
  readonly message: string;
  readonly field?: string;
  readonly hint?: string;
  /** It cannot be run here at all, so that no onValidationFail lets it pass. */
  readonly unsupported?: true;
}

/**
 * One change type, declared once. To add one, write a file with one of these and list it in `changes/index.ts`; the schema, the XML
 * mapping, the checksum, the description and the reference page follow from the fields.
 */
export interface ChangeSpec<N extends string, F extends Fields> {
  /** The name in changelogs, as Liquibase spells it. */
  readonly name: N;
  readonly summary: string;
  readonly fields: F;
  /** At least one; they feed the tests and the reference page. */
  readonly examples: readonly Infer<F>[];
  /** Changes that make what the examples need besides the table `person`: the tests on real databases run them first. */
  readonly exampleSetup?: readonly Omit<ChangeNode, 'source' | 'undo'>[];
  /** Stores what Liquibase's setters store where that is not what was written. */
  normalize?(props: Infer<F>): Infer<F>;
  /** Rules over several fields. Required fields and types are checked from the declaration. */
  check?(props: Infer<F>): readonly Problem[];
  /** The md5 input where it is not the sorted field lines. */
  checksum?(props: Infer<F>, context: ChecksumContext): string | RawText;
  /** What the DESCRIPTION column says, where the rule of `describeChange` does not apply. */
  describe?(props: Infer<F>): string;
  /** The sentence logged after the change ran. */
  confirm?(props: Infer<F>): string;
  statements(props: Infer<F>, context: ChangeContext): Iterable<Statement> | AsyncIterable<Statement>;
  /** The changes that undo this one; absent where only an explicit rollback can. An empty list means nothing is to be done. */
  inverse?(props: Infer<F>): readonly Omit<ChangeNode, 'source' | 'undo'>[] | undefined;
  /** The statements that undo it, where no other change can say them. */
  undo?(props: Infer<F>, context: ChangeContext): Iterable<Statement> | AsyncIterable<Statement>;
  /** Work outside the target database (a shell command, a pause …) that only an option allows. */
  readonly needsOption?: string;
  /** The change ends the run when it is reached. */
  readonly stops?: true;
  /** The change is nothing but SQL text in `sql`: what formatted SQL holds. */
  readonly plainSql?: true;
  /** The statements come from a file of any size: they are not looked at before they are sent. */
  readonly streams?: true;
  /** The tag that the history row of the changeset gets. */
  setsTag?(props: Infer<F>): string | undefined;
}

/** A change type as shared code sees it: any attributes, all answers present. */
export interface ChangeDefinition {
  readonly name: string;
  readonly summary: string;
  readonly fields: Fields;
  readonly examples: readonly Readonly<Record<string, unknown>>[];
  readonly exampleSetup?: readonly Omit<ChangeNode, 'source' | 'undo'>[];
  normalize(props: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>;
  check(props: Readonly<Record<string, unknown>>): readonly Problem[];
  /** The md5 input of this change. */
  checksum(props: Readonly<Record<string, unknown>>, context: ChecksumContext): string | RawText;
  describe(props: Readonly<Record<string, unknown>>): string;
  confirm(props: Readonly<Record<string, unknown>>): string;
  statements(props: Readonly<Record<string, unknown>>, context: ChangeContext): Iterable<Statement> | AsyncIterable<Statement>;
  /** The statements of a change node that is marked `undo`. */
  undo(props: Readonly<Record<string, unknown>>, context: ChangeContext): Iterable<Statement> | AsyncIterable<Statement>;
  /** undefined: cannot be undone automatically. */
  inverse(change: ChangeNode): readonly ChangeNode[] | undefined;
  readonly rollsBack: boolean;
  readonly needsOption?: string;
  readonly stops?: true;
  readonly streams?: true;
  readonly plainSql?: true;
  setsTag?(props: Readonly<Record<string, unknown>>): string | undefined;
}

const none: readonly Problem[] = [];

/** Declares a change type; attributes are typed by the fields. */
export function defineChange<N extends string, F extends Fields>(spec: ChangeSpec<N, F>): ChangeDefinition {
  type P = Infer<F>;
  let required: readonly string[] | undefined;
  return {
    name: spec.name,
    summary: spec.summary,
    fields: spec.fields,
    examples: spec.examples,
    ...(spec.exampleSetup !== undefined && { exampleSetup: spec.exampleSetup }),
    normalize: (props) => (spec.normalize ? spec.normalize(props as P) : props),
    check(props) {
      required ??= Object.keys(spec.fields).filter((field) => spec.fields[field]?.required);
      const found = spec.check?.(props as P) ?? none;
      for (let i = 0; i < required.length; i++)
        if (isEmpty(props[required[i]!])) return [...emptyFields(required, props, spec.fields), ...found];
      return found;
    },
    checksum: (props, context) => spec.checksum?.(props as P, context) ?? checksumText(spec.name, props, spec.fields),
    describe: (props) => spec.describe?.(props as P) ?? describeChange(spec.name, props, spec.fields),
    confirm: (props) => spec.confirm?.(props as P) ?? `${spec.name} executed`,
    statements: (props, context) => spec.statements(props as P, context),
    undo: (props, context) => spec.undo?.(props as P, context) ?? [],
    inverse(change) {
      if (spec.undo) return [{ ...change, undo: true }];
      return spec.inverse?.(change.props as P)?.map((node) => ({ ...node, source: change.source }));
    },
    rollsBack: spec.inverse !== undefined || spec.undo !== undefined,
    ...(spec.needsOption !== undefined && { needsOption: spec.needsOption }),
    ...(spec.stops && { stops: true as const }),
    ...(spec.streams && { streams: true as const }),
    ...(spec.plainSql && { plainSql: true as const }),
    ...(spec.setsTag && { setsTag: (props: Readonly<Record<string, unknown>>) => spec.setsTag?.(props as P) }),
  };
}

/**
 * Liquibase's description of a change: its name, then every field that is a name (but no schema or catalog name) or a path, sorted.
 * Source: `AbstractChange.getDescription` (4.28.0).
 */
export function describeChange(name: string, props: Readonly<Record<string, unknown>>, fields: Fields): string {
  const named = Object.keys(fields).filter((key) => {
    const lower = key.toLowerCase();
    return (
      props[key] !== undefined && ((lower.endsWith('name') && !lower.includes('schema') && !lower.includes('catalog')) || lower === 'path')
    );
  });
  if (named.length === 0) return name;
  return `${name} ${named
    .map((key) => `${key}=${String(props[key])}`)
    .sort()
    .join(', ')}`;
}

/** Required attributes that are there and say nothing. Source: Liquibase `ValidationErrors.checkRequiredField` (4.28.0). */
function emptyFields(required: readonly string[], props: Readonly<Record<string, unknown>>, fields: Fields): readonly Problem[] {
  return required
    .filter((field) => isEmpty(props[field]))
    .map((field) => ({ message: fields[field]?.kind === 'list' ? `${field} has no entry` : `${field} is empty`, field }));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0;
}
