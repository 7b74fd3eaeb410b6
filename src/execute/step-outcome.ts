import { fail } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { Changeset } from '../model/changelog.js';
import type { Effect, Expectation } from '../model/effect.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { Database } from '../state/database.js';
import { sqlLimit, type StepRow } from '../state/step-row.js';
import { effectOf } from './effect-of.js';
import { resumeDirective } from './resume-directive.js';

/** What became of a statement whose outcome nobody recorded, and how that is known. */
export interface Outcome {
  readonly done: boolean;
  readonly evidence: string;
  /** What is sent before the statement is sent again. */
  readonly cleanup?: string;
}

type CatalogEffect = Effect & { readonly kind: 'catalog' };

/** The expression that records the statement's objects as they are before it is sent. */
export function fingerprintSql(effect: CatalogEffect, changeset: Changeset, database: Database): string | undefined {
  const sql = database.sql(changeset.objectQuotingStrategy);
  const parts = effect.parts.map(({ part }) => part);
  return database.dialect.steps.describe?.(parts, sql);
}

/**
 * Whether the statement that a row stands at was done: by what the catalog says now and said before, or by what the author declared.
 * @param text the statement as it was sent; undefined where only a part of it is known, or it is a program
 * @throws RESUME_UNCERTAIN where neither says so
 */
export async function outcomeOf(
  row: StepRow,
  text: string | undefined,
  changeset: Changeset,
  database: Database,
  connection: Connection,
): Promise<Outcome> {
  const effect: Effect = row.program || text === undefined ? { kind: 'opaque', commitsBefore: false } : effectOf(text, database.dialect);
  if (row.state === 'READY') return { done: false, evidence: 'it had not been sent' };
  if (row.state === 'FAILED') {
    const refused: Outcome = { done: false, evidence: 'the database had refused it' };
    if (effect.kind !== 'catalog' || effect.cleanup === undefined) return refused;
    const { broken } = await compare(effect, row, changeset, database, connection);
    return broken ? { ...refused, cleanup: effect.cleanup } : refused;
  }
  switch (effect.kind) {
    case 'catalog':
      return catalogOutcome(effect, row, changeset, database, connection);
    case 'opaque':
    case 'lock':
      return declaredOutcome(row, changeset, connection);
    default:
      return { done: false, evidence: 'sending it twice is as good as sending it once' };
  }
}

/** The statement that a row stands at, where the row holds all of it. */
export const storedText = (row: StepRow): string | undefined => (row.sql.length < sqlLimit ? row.sql : undefined);

async function catalogOutcome(
  effect: CatalogEffect,
  row: StepRow,
  changeset: Changeset,
  database: Database,
  connection: Connection,
): Promise<Outcome> {
  const { same, broken, reached } = await compare(effect, row, changeset, database, connection);
  if (broken && effect.cleanup !== undefined)
    return { done: false, evidence: 'it left something useless behind, which is removed first', cleanup: effect.cleanup };
  if (same) return { done: false, evidence: 'its objects are as they were before it' };
  if (reached) return { done: true, evidence: 'its objects are as it makes them' };
  return uncertain(row, changeset, 'its objects are neither as they were before it nor as it makes them');
}

async function compare(
  effect: CatalogEffect,
  row: StepRow,
  changeset: Changeset,
  database: Database,
  connection: Connection,
): Promise<{ readonly same: boolean; readonly broken: boolean; readonly reached: boolean }> {
  const expression = fingerprintSql(effect, changeset, database) ?? "''";
  const { rows } = await connection.queryRows(`SELECT ${expression} AS fingerprint${database.dialect.steps.fromNothing ?? ''}`);
  const now = rows[0]?.[0] ?? '';
  const texts = now.split(';');
  return {
    same: now === row.fingerprint,
    broken: now !== row.fingerprint && texts.some((text) => text.startsWith('broken')),
    reached: effect.parts.every((expected, at) => isReached(expected, texts[at] ?? '')),
  };
}

function isReached({ part, after }: Expectation, text: string): boolean {
  const count = Number(/^\d+/.exec(text)?.[0] ?? Number.NaN);
  if (after === 'absent') return count === 0;
  return part.kind === 'columns' ? count === part.columns.length : count > 0;
}

async function declaredOutcome(row: StepRow, changeset: Changeset, connection: Connection): Promise<Outcome> {
  const directive = resumeDirective(changeset);
  if (directive === undefined) return uncertain(row, changeset, `only its author knows what ${row.program ? 'the program' : 'it'} does`);
  if (directive.kind === 'repeatable') return { done: false, evidence: 'the changeset says that it may be repeated' };
  const { rows } = await connection.queryRows(directive.query);
  const value = rows[0]?.[0] ?? null;
  const done = value !== null && !/^(?:|0+(?:\.0*)?|f|false|n|no)$/i.test(value.trim());
  return { done, evidence: `the query of the changeset says ${value === null ? 'nothing' : `"${value}"`}` };
}

function uncertain(row: StepRow, changeset: Changeset, why: string): never {
  const { sent } = row.position;
  return fail('RESUME_UNCERTAIN', {
    message:
      `${formatChangeset(changeset)} was cut off in statement ${sent + 1}, and nobody can tell whether that one was done: ${why}. ` +
      `The ${sent} before it ${sent === 1 ? 'is' : 'are'} done, and nothing after it was sent`,
    source: changeset.source,
    changeset,
    statement: { sql: row.sql, index: sent + 1 },
    hint:
      'look at the database, then say it: changelog repair --done if the statement was done, changelog repair --redo if it was not. ' +
      'For the next time, the comment of the changeset may say "@resume repeatable" or "@resume check SELECT …"',
  });
}
