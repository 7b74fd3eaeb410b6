import { changeDefinitions } from '../changes/index.js';
import { asChangelogError } from '../core/error.js';
import type { Step } from '../plan/plan.js';
import { changeUnits, type ChangesetSql, type SqlEnvironment, type StatementUnit } from './changeset-sql.js';
import { effectOf } from './effect-of.js';
import { runsSilently } from './runs-silently.js';
import type { Sending } from './sending.js';
import { recordFailure } from './step-failure.js';
import { createResume, isResumeError, type Resume } from './step-resume.js';
import { createStepSender, type StepSender } from './step-sender.js';

/**
 * Sends a changeset's statements one by one, and its history row after the last: no transaction can cover them, either because some
 * (CREATE INDEX CONCURRENTLY, VACUUM …) run in none, or because the database ends it with each DDL statement. A journal records which one is
 * under way, so that a run that is cut off anywhere goes on at the right statement and sends none twice. Rows are written in a transaction
 * with the record that they are; a DDL statement commits the record that it is about to be sent, and whether it was done shows in the catalog.
 * @throws SQL_FAILED with the statement and its number within the changeset, RESUME_CHANGED, RESUME_UNCERTAIN
 */
export async function sendInSteps(step: Step, sending: Sending): Promise<void> {
  const { changeset } = step;
  const { connection, environment, lock } = sending;
  const sender = createStepSender(step, sending);
  try {
    await run(step, sending, sender);
    await sender.finish();
  } catch (thrown) {
    // The first error is the one to tell; a failing rollback only says once more that the session is gone.
    await connection.rollback().catch(() => {});
    const error = asChangelogError(thrown);
    if (isResumeError(error) || error.code === 'LOCK_LOST' || error.code === 'CONNECT_LOST') throw error;
    const hint = await recordFailure(error, sender, { connection, environment, lock, changeset }).catch(() => undefined);
    throw hint === undefined || error.hint !== undefined ? error : error.with({ hint });
  }
}

async function run(step: Step, sending: Sending, sender: StepSender): Promise<void> {
  const { changeset } = step;
  const { connection, environment, changes, direction } = sending;
  const { journal } = environment;
  const row = await journal.find(changeset);
  const resume = row && createResume(row, step, sending, sender, sendable);
  if (resume === undefined) await prepareJournal(step, sending);
  const runProgram: SqlEnvironment['runProgram'] =
    environment.runProgram &&
    (async (command, options) => {
      const text = command.join(' ');
      if (!(await resume?.passProgram(text))) await sender.runProgram(text, async () => environment.runProgram?.(command, options));
    });
  const inSteps: SqlEnvironment = { ...environment, settle: async () => {}, ...(runProgram && { runProgram }) };
  if (changeset.runInTransaction && changes.length > 0) await connection.begin();
  for (const [index, change] of changes.entries()) {
    if (resume !== undefined && index < resume.changes) {
      await resume.passChange(change, index);
      continue;
    }
    const here: Resume | undefined = index === resume?.changes ? resume : undefined;
    here?.reachChange();
    for await (const unit of changeUnits(change, changeset, inSteps, direction, index)) {
      if (!(await here?.pass(unit))) await sender.send(unit, await sendable(unit), 0);
    }
    await here?.leaveChange();
    sender.tracker.changeDone(change);
  }
  if (resume !== undefined && resume.changes >= changes.length) resume.reachChange();
}

/** The SQL of a statement that goes to the database. */
async function sendable(unit: StatementUnit): Promise<readonly ChangesetSql[]> {
  return (await unit.compile()).filter((sql) => !sql.comment && !sql.commentOnly);
}

/** Creates the journal where it is missing and this changeset needs it: before the first statement, for that too would end a transaction. */
async function prepareJournal(step: Step, sending: Sending): Promise<void> {
  const { connection, environment } = sending;
  const statements = await environment.journal.ensure();
  if (statements.length === 0 || !(await needsJournal(step, sending))) return;
  for (const statement of statements) await connection.execute(statement);
  environment.journal.refresh();
  await environment.journal.list();
}

/** Whether anything in the changeset is not undone with the one transaction that it shares. */
async function needsJournal({ changeset }: Step, { environment, changes, direction }: Sending): Promise<boolean> {
  if (!changeset.runInTransaction) return changes.length > 0;
  const silent: SqlEnvironment = { ...environment, emit: () => {} };
  for (const [index, change] of changes.entries()) {
    const definition = changeDefinitions.get(change.name);
    if (definition?.streams || definition?.stops) continue;
    if (!runsSilently(change)) return true;
    for await (const unit of changeUnits(change, changeset, silent, direction, index)) {
      if (unit.live) return true;
      for (const sql of await sendable(unit)) {
        const { kind } = effectOf(sql.sql, environment.database.dialect);
        if (kind !== 'covered' && kind !== 'session') return true;
      }
    }
  }
  return false;
}
