import { createDiagnostics } from '../core/diagnostics.js';
import type { ErrorCode } from '../core/error-codes.js';
import { ChangelogError, asChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { Changeset } from '../model/changelog.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { Plan, Step } from '../plan/plan.js';
import type { ChangelogLock } from '../state/lock-service.js';
import { asPlanned, assertAsPlanned } from './as-planned.js';
import { forwardSql, rollbackChanges, rollbackSql, type ChangesetSql } from './changeset-sql.js';
import { historyEntry, rowsOf } from './entry.js';
import { isUnderWay, sendChangeset } from './send-changeset.js';
import { throwIfInterrupted, type Sending } from './sending.js';
import { reportStep, type StepReport, type StepResult } from './step-report.js';
import { createTransactionQueue, type TransactionQueue } from './transaction-queue.js';
import { upgradeChecksums } from './upgrade-checksums.js';
import type { Look } from './look-ahead.js';
import { validateSteps } from './validate-steps.js';
import { evaluatePreconditions } from './preconditions.js';
import { preconditionContext, type RunEnvironment } from './run-environment.js';

/**
 * Runs the steps of a plan on a live database, in order. Where the database can roll DDL back, a changeset and its history row commit
 * together; elsewhere the row follows the last statement. Stops at the first failure; what ran before stays.
 * @param look at all steps, before the first one runs
 * @throws SQL_FAILED, PRECONDITION_FAILED, INTERRUPTED …, with the changeset and statement filled in.
 */
export async function executePlan(
  plan: Plan,
  connection: Connection,
  lock: ChangelogLock,
  environment: RunEnvironment,
  look: Look = (steps) => validateSteps(steps, environment),
): Promise<readonly StepResult[]> {
  refuseExecutors(plan.steps);
  const { marked, rendered } = await look(plan.steps);
  await upgradeChecksums(plan.checksumUpdates, connection, lock, environment);
  const results: StepResult[] = [];
  const queue = createTransactionQueue(connection, environment.signal);
  try {
    for (const [at, step] of plan.steps.entries()) {
      throwIfInterrupted(environment.signal);
      const report = reportStep(step, { index: at + 1, total: plan.steps.length }, environment.emit, results);
      if (queue.isIdle) report.start();
      const running: Running = { step, report, queue, connection, lock, environment: { ...environment, rendered, emit: report.emit } };
      await (step.action === 'rollback' ? undo(running) : run(running, marked.get(step.changeset)));
    }
  } catch (error) {
    // What was handed over before may have failed as well, and came first; and nothing may be under way when the caller goes on.
    await queue.drain();
    throw error;
  }
  await queue.drain();
  return results;
}

interface Running {
  readonly step: Step;
  readonly report: StepReport;
  readonly queue: TransactionQueue;
  readonly connection: Connection;
  readonly lock: ChangelogLock;
  readonly environment: RunEnvironment;
}

/** @param invalid why the changeset cannot run and is only to be recorded (onValidationFail=MARK_RAN) */
async function run({ step, report, queue, connection, lock, environment }: Running, invalid: string | undefined): Promise<void> {
  const { changeset } = step;
  const { history } = environment;
  // Its preconditions look at what the changesets before it did, and a failure that it may survive must be its own.
  if (changeset.preconditions !== undefined || !changeset.failOnError) {
    await queue.drain();
    report.start();
  }
  // What has begun goes on: its preconditions held when it did, and may not hold in the middle.
  const held = (await isUnderWay(step, environment)) ? {} : await decide(step, invalid, environment, false);
  assertAsPlanned(changeset, actions[held.execType ?? step.action], environment.planned);
  if (held.execType === 'SKIPPED') return report.finish('SKIPPED', held.message);
  const execType = held.execType ?? (step.action === 'rerun' ? 'RERAN' : 'EXECUTED');
  const entry = historyEntry(step, execType);
  try {
    const sending: Sending = {
      connection,
      lock,
      environment,
      changes: held.execType === undefined ? changeset.changes : [],
      direction: 'forward',
      checksum: step.checksum,
      statements: (settle) =>
        held.execType === undefined
          ? asPlanned(forwardSql(changeset, { ...environment, settle }), changeset, environment.planned)
          : nothing(),
      record: history.record(entry, { guardValue: lock.guardValue }),
      onStart: report.start,
      onCommit() {
        history.note(entry);
        report.finish(execType, held.message);
      },
    };
    await sendChangeset(step, sending, queue);
    if (!changeset.failOnError) await queue.drain();
  } catch (thrown) {
    history.unrecord(entry);
    const error = asChangelogError(thrown).with({ changeset, source: changeset.source });
    if (changeset.failOnError || endsTheRun(error.code)) throw error;
    environment.emit({ type: 'warning', warning: error });
    report.finish('FAILED', `failed and goes on, for failOnError is false: ${error.message}`);
  }
}

const actions = { SKIPPED: 'skip', MARK_RAN: 'mark-ran', run: 'run', rerun: 'rerun', rollback: 'run' } as const;

async function undo({ step, report, queue, connection, lock, environment }: Running): Promise<void> {
  const { changeset } = step;
  try {
    const sending: Sending = {
      connection,
      lock,
      environment,
      changes: rollbackChanges(changeset, environment),
      direction: 'rollback',
      checksum: step.checksum,
      statements: (settle) => rollbackSql(changeset, { ...environment, settle }),
      record: rowsOf(step).flatMap((row) => environment.history.remove(row)),
      onStart: report.start,
      onCommit: () => report.finish('EXECUTED'),
    };
    await sendChangeset(step, sending, queue);
  } catch (thrown) {
    throw asChangelogError(thrown).with({ changeset, source: changeset.source });
  }
}

/** What is decided about a changeset before its first statement: an undefined execType means that it runs. */
export async function decide(
  step: Step,
  invalid: string | undefined,
  environment: RunEnvironment,
  script: boolean,
): Promise<{ execType?: 'SKIPPED' | 'MARK_RAN'; message?: string }> {
  return invalid === undefined ? checkPreconditions(step.changeset, environment, script) : { execType: 'MARK_RAN', message: invalid };
}

async function checkPreconditions(
  changeset: Changeset,
  environment: RunEnvironment,
  script: boolean,
): Promise<{ execType?: 'SKIPPED' | 'MARK_RAN'; message?: string }> {
  if (changeset.preconditions === undefined) return {};
  const context = await preconditionContext(environment, { changeset, file: changeset.source.file, path: changeset.path });
  const outcome = await evaluatePreconditions(changeset.preconditions, context, script);
  if (outcome.kind === 'hold') return {};
  const { message, then } = outcome;
  const fields = { source: changeset.preconditions.source, changeset, message: `${formatChangeset(changeset)}: ${message}` };
  if (then === 'HALT') {
    throw outcome.kind === 'error'
      ? new ChangelogError('PRECONDITION_ERROR', { ...fields, cause: outcome.error, hint: outcome.error.hint })
      : new ChangelogError('PRECONDITION_FAILED', { ...fields, message: `precondition failed: ${fields.message}` });
  }
  const decided = then === 'CONTINUE' ? 'SKIPPED' : then;
  environment.emit({ type: 'precondition', changeset, outcome: decided, message });
  return decided === 'WARN' ? { message } : { execType: decided, message };
}

/** Evaluates the preconditions of the changelog files before anything runs; one that does not hold stops the run unless it only warns. */
export async function checkChangelogPreconditions(environment: RunEnvironment, script: boolean): Promise<void> {
  for (const block of environment.changelog.preconditions) {
    const context = await preconditionContext(environment, { file: block.source.file, path: environment.changelog.path });
    const outcome = await evaluatePreconditions(block, context, script);
    if (outcome.kind === 'hold') continue;
    if (outcome.then === 'WARN') environment.emit({ type: 'precondition', outcome: 'WARN', message: outcome.message });
    else {
      throw new ChangelogError(outcome.kind === 'error' ? 'PRECONDITION_ERROR' : 'PRECONDITION_FAILED', {
        message: `precondition of the changelog failed: ${outcome.message}`,
        source: block.source,
        cause: outcome.kind === 'error' ? outcome.error : undefined,
      });
    }
  }
}

/** What no changeset may wave through: the session is gone, somebody wants to stop, or the program itself is at fault. */
function endsTheRun(code: ErrorCode): boolean {
  return code.startsWith('CONNECT_') || code.startsWith('LOCK_') || code === 'INTERRUPTED' || code === 'STOPPED' || code === 'INTERNAL';
}

/** `runWith` names a program that sends the SQL (psql, sqlplus …) and that may read it otherwise; here the driver sends it. */
function refuseExecutors(steps: readonly Step[]): void {
  const diagnostics = createDiagnostics();
  for (const { changeset } of steps) {
    const { runWith, source } = changeset;
    if (runWith === undefined || /^jdbc$/i.test(runWith)) continue;
    diagnostics.error('PARSE_UNSUPPORTED', {
      message: `changeset ${formatChangeset(changeset)} is to be run with "${runWith}", and statements are sent by the driver here`,
      source,
      changeset,
      hint: 'remove runWith if the SQL is plain; what only that program understands must be rewritten as SQL',
    });
  }
  diagnostics.throwIfAny();
}

async function* nothing(): AsyncGenerator<ChangesetSql> {}
