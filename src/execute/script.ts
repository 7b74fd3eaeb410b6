import { ChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { ExecType } from '../model/history.js';
import type { Sql } from '../model/statement.js';
import { formatChangeset } from '../plan/changeset-key.js';
import { fullDescription } from '../plan/description.js';
import type { Plan, Step } from '../plan/plan.js';
import { changesetChecksum, type ChecksumEnvironment } from '../plan/checksum.js';
import { forwardSql, rollbackSql, type ChangesetSql } from './changeset-sql.js';
import { historyEntry } from './entry.js';
import { checkPreconditions } from './execute.js';
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
}

/** Writes what a run of the plan would send, and sends nothing to the database itself. */
export async function writeScript(plan: Plan, environment: RunEnvironment, options: ScriptOptions): Promise<Script> {
  const items: ScriptItem[] = [];
  const changesets: ScriptChangeset[] = [];
  for (const step of plan.steps) {
    if (environment.signal?.aborted) throw new ChangelogError('INTERRUPTED', { message: 'interrupted while the script was written' });
    changesets.push(await (step.action === 'rollback' ? writeRollback : writeForward)(step, environment, options, items));
  }
  return { items, changesets };
}

async function writeForward(step: Step, environment: RunEnvironment, options: ScriptOptions, items: ScriptItem[]): Promise<ScriptChangeset> {
  const { changeset } = step;
  items.push({ comment: `Changeset ${formatChangeset(changeset)}` });
  if (changeset.comment !== undefined && changeset.comment !== '') items.push({ comment: changeset.comment });
  if (options.recordOnly) {
    for (const statement of environment.history.record(historyEntry(step, 'EXECUTED'))) items.push({ statement });
    return { ...facts(step, options), sql: [], rollbackSql: [] };
  }
  const held = await checkPreconditions(changeset, environment, true);
  const statements = held.execType === undefined ? await collect(forwardSql(changeset, environment), options.shadow) : [];
  for (const statement of statements) items.push(statement.comment ? { comment: statement.sql } : { statement });
  const execType: ExecType = held.execType ?? (step.action === 'rerun' ? 'RERAN' : 'EXECUTED');
  if (options.tracking) for (const statement of environment.history.record(historyEntry(step, execType))) items.push({ statement });
  return { ...facts(step, options), sql: texts(statements), rollbackSql: await rollbackTexts(step, environment, held.execType !== undefined) };
}

async function writeRollback(step: Step, environment: RunEnvironment, options: ScriptOptions, items: ScriptItem[]): Promise<ScriptChangeset> {
  items.push({ comment: `Rolling Back ChangeSet: ${formatChangeset(step.changeset)}` });
  const statements = await collect(rollbackSql(step.changeset, environment), options.shadow);
  for (const statement of statements) items.push(statement.comment ? { comment: statement.sql } : { statement });
  if (options.tracking) for (const statement of environment.history.remove(step.ran ?? step.changeset)) items.push({ statement });
  return { ...facts(step, options), sql: [], rollbackSql: texts(statements) };
}

function facts(step: Step, options: ScriptOptions): Pick<ScriptChangeset, 'id' | 'author' | 'path' | 'checksum' | 'description'> {
  const { changeset } = step;
  return { id: changeset.id, author: changeset.author, path: changeset.path, checksum: changesetChecksum(changeset, options.checksums), description: fullDescription(changeset) };
}

const texts = (statements: readonly ChangesetSql[]): readonly string[] => statements.filter((statement) => !statement.comment).map((statement) => statement.sql);

async function rollbackTexts(step: Step, environment: RunEnvironment, skipped: boolean): Promise<readonly string[] | null> {
  if (skipped) return [];
  try {
    return texts(await collect(rollbackSql(step.changeset, environment), undefined));
  } catch (error) {
    if (error instanceof ChangelogError) return null;
    throw error;
  }
}

async function collect(statements: AsyncIterable<ChangesetSql>, shadow: Connection | undefined): Promise<readonly ChangesetSql[]> {
  const collected: ChangesetSql[] = [];
  for await (const statement of statements) {
    collected.push(statement);
    if (shadow !== undefined && !statement.comment && !statement.commentOnly) await shadow.execute(statement);
  }
  return collected;
}

export interface ScriptStyle {
  readonly lineComment: string;
  readonly delimiter: string;
}

/** The script as text: comments on lines of their own, statements closed by their delimiter and an empty line. Source: Liquibase `LoggingExecutor`. */
export function formatScript(items: readonly ScriptItem[], style: ScriptStyle): string {
  return items
    .map((item) => {
      if ('comment' in item) return `${item.comment.split('\n').map((line) => `${style.lineComment} ${line}`).join('\n')}\n`;
      // Where batches are cut by a word of their own (GO), nothing else ends a statement.
      const { sql, endDelimiter = style.delimiter } = style.delimiter === ';' ? item.statement : { sql: item.statement.sql };
      const delimiter = endDelimiter === ';' && sql.trimEnd().endsWith(';') ? '' : endDelimiter;
      return `${sql}${delimiter}\n\n`;
    })
    .join('');
}
