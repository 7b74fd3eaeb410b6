import { ChangelogError, type ChangesetRef } from '../core/error.js';
import type { ChangeNode } from '../model/change.js';
import type { Changeset } from '../model/changelog.js';
import { changesetKey } from '../plan/changeset-key.js';
import type { StepRow } from '../state/step-row.js';
import { changeUnits, rollbackChanges, type SqlEnvironment } from './changeset-sql.js';
import type { RunEnvironment } from './run-environment.js';
import { runsSilently } from './runs-silently.js';
import { outcomeOf, storedText } from './step-outcome.js';

/** A changeset that was begun and not ended, for people. */
export interface InterruptedChangeset extends ChangesetRef {
  readonly direction: 'update' | 'rollback';
  /** Statements that are in the database. */
  readonly done: number;
  /** Statements of the changeset as it is written now; null where that shows only when it runs. */
  readonly total: number | null;
  /** `uncertain`: the next statement may have been sent. */
  readonly state: 'stopped' | 'failed' | 'uncertain';
  /** The next statement; null where it was not about to be sent. */
  readonly next: string | null;
  /** What the database said of it. */
  readonly error: string | null;
  /** ISO 8601. */
  readonly since: string | null;
  /** The changelog of this run has it. */
  readonly known: boolean;
}

/** How an update would go on with it. */
export interface Prospect {
  /** The next statement is done; null: nobody can tell. */
  readonly done: boolean | null;
  readonly why: string;
}

const states = { READY: 'stopped', FAILED: 'failed', INTENT: 'uncertain' } as const;

/** The changeset of a row, where the changelog has it. */
export const changesetOf = (row: StepRow, { changelog }: Pick<RunEnvironment, 'changelog'>): Changeset | undefined =>
  changelog.changesets.find((changeset) => changesetKey(changeset) === changesetKey(row));

/** The changes that a row counts. */
export function changesOf(row: StepRow, changeset: Changeset, environment: RunEnvironment): readonly ChangeNode[] {
  return row.direction === 'rollback' ? rollbackChanges(changeset, environment) : changeset.changes;
}

/** Every changeset that was begun and not ended. */
export async function interruptedChangesets(environment: RunEnvironment): Promise<readonly InterruptedChangeset[]> {
  const found: InterruptedChangeset[] = [];
  for (const row of await environment.journal.list()) {
    const changeset = changesetOf(row, environment);
    found.push({
      id: row.id,
      author: row.author,
      path: row.path,
      direction: row.direction,
      done: row.position.sent,
      total: changeset === undefined ? null : await statementsOf(row, changeset, environment),
      state: states[row.state],
      next: row.sql === '' ? null : row.sql,
      error: row.error,
      since: row.since?.toISOString() ?? null,
      known: changeset !== undefined,
    });
  }
  return found;
}

/** The same, with how an update would go on. */
export async function interruptedWithProspects(
  environment: RunEnvironment,
): Promise<readonly (InterruptedChangeset & { readonly prospect: Prospect })[]> {
  const rows = await environment.journal.list();
  const found = await interruptedChangesets(environment);
  return Promise.all(found.map(async (one, at) => ({ ...one, prospect: await prospectOf(rows[at] as StepRow, environment) })));
}

/** Counts the statements of a changeset without sending any. */
async function statementsOf(row: StepRow, changeset: Changeset, environment: RunEnvironment): Promise<number | null> {
  const silent: SqlEnvironment = { ...environment, emit: () => {} };
  const { position } = row;
  let count = position.sent;
  try {
    for (const [index, change] of changesOf(row, changeset, environment).entries()) {
      if (index < position.changes) continue;
      if (!runsSilently(change)) return null;
      for await (const unit of changeUnits(change, changeset, silent, row.direction === 'rollback' ? 'rollback' : 'forward', index)) {
        const here = index === position.changes;
        if (here && unit.statements < position.statements) continue;
        const sent = here && unit.statements === position.statements ? position.parts : 0;
        const texts = unit.live ? 1 : (await unit.compile()).filter((sql) => !sql.comment && !sql.commentOnly).length;
        count += Math.max(texts - sent, 0);
      }
    }
    return count;
  } catch (error) {
    if (error instanceof ChangelogError) return null;
    throw error;
  }
}

/** Looks at the database, as an update would. */
export async function prospectOf(row: StepRow, environment: RunEnvironment): Promise<Prospect> {
  const { database } = environment;
  const changeset = changesetOf(row, environment);
  if (changeset === undefined || database.connection === undefined) return { done: null, why: 'the changelog does not have the changeset' };
  try {
    const { done, evidence } = await outcomeOf(row, storedText(row), changeset, database, database.connection);
    return { done, why: evidence };
  } catch (error) {
    if (error instanceof ChangelogError && error.code === 'RESUME_UNCERTAIN') return { done: null, why: error.message };
    throw error;
  }
}
