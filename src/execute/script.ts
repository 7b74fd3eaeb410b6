import { lineComments } from '../core/line-comments.js';
import type { ErrorCode } from '../core/error-codes.js';
import { ChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { ExecType } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import { formatChangeset } from '../plan/changeset-key.js';
import { fullDescription } from '../plan/description.js';
import type { Plan, Step } from '../plan/plan.js';
import { changesetChecksum, type ChecksumEnvironment } from '../plan/checksum.js';
import { forwardSql, rollbackSql, type ChangesetSql } from './changeset-sql.js';
import { historyEntry, rowsOf } from './entry.js';
import { decide } from './execute.js';
import { validateSteps } from './validate-steps.js';
import type { RunEnvironment } from './run-environment.js';

/** A line of a script: a comment for people, or a statement. */
export type ScriptItem = { readonly comment: string } | { readonly statement: Sql };

/** One changeset of a script, for programs. */
export interface ScriptChangeset {
  readonly id: string;
  readonly author: string;
  readonly path: string;
  /** As `calculate-checksum` prints it. */
  readonly checksum: string;
  readonly description: string;
  readonly sql: readonly string[];
  /** null: it cannot be rolled back. */
  readonly rollbackSql: readonly string[] | null;
}

export interface Script {
  readonly items: readonly ScriptItem[];
  readonly changesets: readonly ScriptChangeset[];
}

export interface ScriptOptions {
  readonly checksums: ChecksumEnvironment;
  /** Whether the history table's statements are part of the script. */
  readonly tracking: boolean;
  /** Write the history rows only, as if the changesets had run. */
  readonly recordOnly?: boolean;
  /** A stand-in for the schema that the script's statements are tried on, so that later ones see what earlier ones did. */
  readonly shadow?: Connection | undefined;
  /** Statements that stand in for the rollback of all changesets. */
  readonly rollbackScript?: readonly Sql[] | undefined;
}

/** Writes what a run of the plan would send, and sends nothing to the database itself. */
export async function writeScript(plan: Plan, environment: RunEnvironment, options: ScriptOptions): Promise<Script> {
  const items: ScriptItem[] = [];
  const changesets: ScriptChangeset[] = [];
  if (plan.steps.length > 0) for (const statement of options.rollbackScript ?? []) items.push({ statement });
  const validated = options.recordOnly ? undefined : await validateSteps(plan.steps, environment);
  const writing: RunEnvironment = { ...environment, rendered: validated?.rendered };
  for (const { ran, to } of options.tracking ? plan.checksumUpdates : []) {
    for (const statement of environment.history.setChecksum(ran, to)) items.push({ statement });
  }
  for (const step of plan.steps) {
    if (environment.signal?.aborted) throw new ChangelogError('INTERRUPTED', { message: 'interrupted while the script was written' });
    const written =
      step.action === 'rollback'
        ? await writeRollback(step, writing, options, items)
        : await writeForward(step, validated?.marked.get(step.changeset), writing, options, items);
    changesets.push(written);
  }
  return { items, changesets };
}

async function writeForward(
  step: Step,
  invalid: string | undefined,
  environment: RunEnvironment,
  options: ScriptOptions,
  items: ScriptItem[],
): Promise<ScriptChangeset> {
  const { changeset } = step;
  items.push({ comment: `Changeset ${formatChangeset(changeset)}` });
  if (changeset.comment !== undefined && changeset.comment !== '') items.push({ comment: changeset.comment });
  if (options.recordOnly) {
    for (const statement of environment.history.record(historyEntry(step, 'EXECUTED'))) items.push({ statement });
    return { ...facts(step, options), sql: [], rollbackSql: [] };
  }
  const held = await decide(step, invalid, environment, true);
  const statements = held.execType === undefined ? await collect(forwardSql(changeset, environment), options.shadow) : [];
  for (const statement of statements) items.push(statement.comment ? { comment: statement.sql } : { statement });
  const execType: ExecType = held.execType ?? (step.action === 'rerun' ? 'RERAN' : 'EXECUTED');
  const entry = historyEntry(step, execType);
  const recorded = environment.history.record(entry);
  environment.history.note(entry);
  if (options.tracking) for (const statement of recorded) items.push({ statement });
  return {
    ...facts(step, options),
    sql: texts(statements),
    rollbackSql: held.execType === undefined ? await rollbackTexts(step, environment, options.shadow) : [],
  };
}

async function writeRollback(
  step: Step,
  environment: RunEnvironment,
  options: ScriptOptions,
  items: ScriptItem[],
): Promise<ScriptChangeset> {
  items.push({ comment: `Rolling Back ChangeSet: ${formatChangeset(step.changeset)}` });
  const statements = options.rollbackScript === undefined ? await collect(rollbackSql(step.changeset, environment), options.shadow) : [];
  for (const statement of statements) items.push(statement.comment ? { comment: statement.sql } : { statement });
  const removed = rowsOf(step).flatMap((row) => environment.history.remove(row));
  if (options.tracking) for (const statement of removed) items.push({ statement });
  return { ...facts(step, options), sql: [], rollbackSql: texts(statements) };
}

function facts(step: Step, options: ScriptOptions): Pick<ScriptChangeset, 'id' | 'author' | 'path' | 'checksum' | 'description'> {
  const { changeset } = step;
  return {
    id: changeset.id,
    author: changeset.author,
    path: changeset.path,
    checksum: changesetChecksum(changeset, options.checksums),
    description: fullDescription(changeset),
  };
}

const texts = (statements: readonly ChangesetSql[]): readonly string[] =>
  statements.filter((statement) => !statement.comment).map((statement) => statement.sql);

const cannotBeUndone: ReadonlySet<string> = new Set<ErrorCode>([
  'PLAN_NO_ROLLBACK',
  'PLAN_UNSUPPORTED_CHANGE',
  'PLAN_NEEDS_DATABASE',
  'SQL_FAILED',
]);

/** The SQL that would undo a step; null where nobody can. On a stand-in schema it is tried and taken back, for it is not part of the script. */
async function rollbackTexts(step: Step, environment: RunEnvironment, shadow: Connection | undefined): Promise<readonly string[] | null> {
  await shadow?.begin();
  try {
    return texts(await collect(rollbackSql(step.changeset, { ...environment, emit: () => {} }), shadow));
  } catch (error) {
    if (error instanceof ChangelogError && cannotBeUndone.has(error.code)) return null;
    throw error;
  } finally {
    await shadow?.rollback();
  }
}

async function collect(statements: AsyncIterable<ChangesetSql>, shadow: Connection | undefined): Promise<readonly ChangesetSql[]> {
  const collected: ChangesetSql[] = [];
  for await (const statement of tried(statements, shadow)) collected.push(statement);
  return collected;
}

/** The same statements, each tried on a stand-in schema before the next is asked for. */
export async function* tried(statements: AsyncIterable<ChangesetSql>, shadow: Connection | undefined): AsyncGenerator<ChangesetSql> {
  for await (const statement of statements) {
    if (shadow !== undefined && !statement.comment && !statement.commentOnly) await shadow.execute(statement);
    yield statement;
  }
}

export interface ScriptStyle {
  readonly lineComment: string;
  readonly delimiter: string;
}

/** The script as text: comments on lines of their own, statements closed by their delimiter and an empty line. Source: Liquibase `LoggingExecutor`. */
export function formatScript(items: readonly ScriptItem[], style: ScriptStyle): string {
  return items
    .map((item) => {
      if ('comment' in item) return `${lineComments(item.comment, style.lineComment)}\n`;
      // Where batches are cut by a word of their own (GO), nothing else ends a statement.
      const { sql, endDelimiter = style.delimiter } = style.delimiter === ';' ? item.statement : { sql: item.statement.sql };
      const printed = printedDelimiter(endDelimiter);
      const delimiter = printed === ';' && sql.trimEnd().endsWith(';') ? '' : printed;
      return `${sql}${delimiter}\n\n`;
    })
    .join('');
}

/** A delimiter that is a regular expression, or no client's, gives way to a semicolon. Source: Liquibase `LoggingExecutor`. */
function printedDelimiter(endDelimiter: string): string {
  const text = endDelimiter.replace(/\$$/, '');
  return /^[;/\r\n\w@-]*$/.test(text) ? text : ';';
}
