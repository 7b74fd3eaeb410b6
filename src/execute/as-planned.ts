import { ChangelogError } from '../core/error.js';
import type { Changeset } from '../model/changelog.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { ChangesetSql } from './changeset-sql.js';
import type { ForeseenStep } from './foresee.js';

/** What a plan that was made before says of each changeset. */
export type PlannedSteps = ReadonlyMap<Changeset, Pick<ForeseenStep, 'action' | 'doubt' | 'sql'>>;

/** Throws PLAN_MOVED where a changeset comes to another decision than the plan says, and the plan left no doubt about it. */
export function assertAsPlanned(changeset: Changeset, action: ForeseenStep['action'], planned: PlannedSteps | undefined): void {
  if (planned === undefined) return;
  const expected = planned.get(changeset);
  if (expected?.action === action || expected?.doubt !== undefined) return;
  throw moved(changeset, `it comes out as "${action}" and was planned as "${expected?.action ?? 'nothing'}"`);
}

/** The same statements, as long as they are those of the plan. Throws PLAN_MOVED before the first that is not. */
export async function* asPlanned(
  statements: AsyncIterable<ChangesetSql>,
  changeset: Changeset,
  planned: PlannedSteps | undefined,
): AsyncGenerator<ChangesetSql> {
  const expected = planned?.get(changeset)?.sql ?? [];
  let at = 0;
  for await (const statement of statements) {
    if (planned !== undefined && !statement.comment && !statement.commentOnly) {
      if (statement.sql !== expected[at]) throw moved(changeset, `its statement ${at + 1} is another than planned`);
      at += 1;
    }
    yield statement;
  }
  if (planned !== undefined && at < expected.length) throw moved(changeset, `it has ${at} statements, and ${expected.length} were planned`);
}

/** Throws PLAN_MOVED where a statement is not the one that was planned in its place. @param sql undefined: there is none any more */
export function assertStatementAsPlanned(
  changeset: Changeset,
  at: number,
  sql: string | undefined,
  planned: PlannedSteps | undefined,
): void {
  if (planned === undefined || planned.get(changeset)?.sql[at] === sql) return;
  throw moved(
    changeset,
    sql === undefined ? `it has ${at} statements, and more were planned` : `its statement ${at + 1} is another than planned`,
  );
}

function moved(changeset: Changeset, why: string): ChangelogError {
  return new ChangelogError('PLAN_MOVED', {
    message: `changeset ${formatChangeset(changeset)} is not as planned: ${why}`,
    source: changeset.source,
    changeset,
  });
}
