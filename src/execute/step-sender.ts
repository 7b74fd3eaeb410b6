import { asChangelogError, ChangelogError } from '../core/error.js';
import type { Effect } from '../model/effect.js';
import type { Sql } from '../model/statement.js';
import type { Step } from '../plan/plan.js';
import type { StepRow } from '../state/step-row.js';
import { assertStatementAsPlanned } from './as-planned.js';
import type { ChangesetSql, StatementUnit } from './changeset-sql.js';
import { effectOf } from './effect-of.js';
import { changeConfirmer, statementFailure, throwIfInterrupted, type Sending } from './sending.js';
import { fingerprintSql } from './step-outcome.js';
import { createStepTracker, type StepMark, type StepTracker } from './step-tracker.js';

/** Sends the statements of one changeset, each so that it is known afterwards whether it was done. */
export interface StepSender {
  readonly tracker: StepTracker;
  /** The statement whose outcome is open at this moment. */
  readonly attempt: Attempt | undefined;
  /** What a rollback of the session's transaction would go back to, and the first statement after that. */
  readonly safe: { readonly mark: StepMark; readonly next: Attempt | undefined };
  /** Sends the SQL of a statement from the given one on. */
  send(unit: StatementUnit, texts: readonly ChangesetSql[], from: number): Promise<void>;
  /** Sends SQL that leaves nothing to be recorded: settings of the session, or what tidies up. */
  sendPlain(sql: Sql): Promise<void>;
  /** Runs a program between two records. */
  runProgram(command: string, run: () => Promise<void>): Promise<void>;
  /** Takes where the tracker stands for what is in the database already. */
  isSafe(): void;
  /** Commits what was sent, with the history row, and forgets how far the changeset came. */
  finish(): Promise<void>;
  rowOf(state: StepRow['state'], at: StepMark, step?: Attempt, error?: string): Omit<StepRow, 'since' | 'deploymentId' | 'fingerprint'>;
}

/** A statement, or a program, on its way. */
export interface Attempt {
  readonly mark: StepMark;
  readonly sql: string;
  readonly stepDigest: string;
  readonly left: number;
  readonly program: boolean;
  readonly effect: Effect;
}

export function createStepSender({ changeset }: Step, sending: Sending): StepSender {
  const { connection, environment, lock, record, direction } = sending;
  const { database, journal, emit, signal } = environment;
  const tracker = createStepTracker(changeset, environment);
  const confirm = changeConfirmer(changeset, environment);
  /** Statements share transactions, as far as the database lets them. */
  const shared = changeset.runInTransaction;
  /** A transaction that the changelog itself began, and tables that it locked. */
  let own = false;
  let locked = false;
  /** The lock was asked for in this changeset. */
  let fenced = false;
  /** Covered SQL of one statement, which is sent together with the record of its end. */
  let pending: ChangesetSql[] = [];
  let safe: StepSender['safe'] = { mark: tracker.mark(), next: undefined };
  let attempt: Attempt | undefined;

  return {
    tracker,
    get attempt() {
      return attempt;
    },
    get safe() {
      return safe;
    },
    async send(unit, texts, from) {
      if (from >= texts.length) tracker.statementDone(unit);
      for (const [at, sql] of texts.entries()) {
        if (at >= from) await sendOne(unit, sql, texts.length - at - 1, texts.length === 1);
      }
      await flush(unit);
    },
    async sendPlain(sql) {
      emit({ type: 'statement', changeset, sql: sql.sql });
      await connection.execute(sql);
    },
    async runProgram(command, run) {
      begun(undefined, command, 0, { kind: 'opaque', commitsBefore: false });
      await note('INTENT', attempt);
      if (connection.inTransaction) await connection.commit();
      await run();
      tracker.programDone(command);
      isSafe();
    },
    isSafe,
    async finish() {
      if (direction === 'forward') assertStatementAsPlanned(changeset, tracker.position.sent, undefined, environment.planned);
      await sendOwn(lock.guarded([...record, ...journal.clear(changeset)]), true);
    },
    rowOf,
  };

  /** Sends what belongs to the run itself, in one round trip where the server can. */
  async function sendOwn(statements: readonly Sql[], ends: boolean): Promise<void> {
    const { together } = database.dialect.steps;
    try {
      if (together === undefined || !shared) {
        if (ends) await connection.executeBatch(statements, { begin: !connection.inTransaction, commit: true });
        else for (const statement of statements) await connection.execute(statement);
        return;
      }
      if (!connection.inTransaction) await connection.begin();
      await connection.execute({ sql: together([...statements.map(({ sql }) => sql), ...(ends ? ['COMMIT'] : [])]) });
      if (ends) await connection.commit();
    } catch (thrown) {
      const error = asChangelogError(thrown);
      const failed = database.dialect.lock.isGuardFailure(error) ? { ...error.fields, statement: { sql: lock.guard.sql } } : undefined;
      throw lock.explain(failed === undefined ? error : new ChangelogError(error.code, failed));
    }
  }

  function rowOf(state: StepRow['state'], at: StepMark, step?: Attempt, error?: string) {
    const { id, author, path } = changeset;
    return {
      id,
      author,
      path,
      state,
      error: error ?? null,
      direction: direction === 'rollback' ? ('rollback' as const) : ('update' as const),
      checksum: sending.checksum,
      position: at.position,
      changesDigest: at.changesDigest,
      doneDigest: at.doneDigest,
      stepDigest: step?.stepDigest ?? '',
      sql: step?.sql ?? '',
      left: step?.left ?? 0,
      program: step?.program ?? false,
    };
  }

  /** Records that a statement is about to be sent, in the transaction that is open, if one is. */
  async function note(state: 'READY' | 'INTENT', step: Attempt | undefined, at = step?.mark ?? tracker.mark()): Promise<void> {
    const fingerprint =
      state === 'INTENT' && step?.effect.kind === 'catalog' ? fingerprintSql(step.effect, changeset, database) : undefined;
    const guarded = shared && !locked && (!fenced || database.dialect.steps.together !== undefined);
    await sendOwn([...(guarded ? [lock.guard] : []), ...journal.write(rowOf(state, at, step), fingerprint)], false);
    fenced = true;
  }

  function isSafe(): void {
    safe = { mark: tracker.mark(), next: undefined };
    attempt = undefined;
  }

  function begun(unit: StatementUnit | undefined, sql: string, left: number, effect: Effect): Attempt {
    attempt = { mark: tracker.mark(), sql, stepDigest: tracker.digestWith(unit, sql), left, program: unit === undefined, effect };
    if (safe.next === undefined) safe = { ...safe, next: attempt };
    return attempt;
  }

  async function execute(unit: StatementUnit, sql: ChangesetSql, left: number): Promise<void> {
    throwIfInterrupted(signal);
    emit({ type: 'statement', changeset, sql: sql.sql });
    await connection.execute(sql).catch((thrown: unknown) => {
      throw statementFailure(thrown, sql, changeset, tracker.position.sent + 1);
    });
    tracker.partDone(unit, sql.sql);
    if (left === 0) tracker.statementDone(unit);
    confirm([sql]);
  }

  /** Sends what is pending in a transaction of its own that also records its end. */
  async function flush(unit: StatementUnit, ends = true): Promise<void> {
    if (pending.length === 0) return;
    const group = pending;
    pending = [];
    throwIfInterrupted(signal);
    for (const { sql } of group) emit({ type: 'statement', changeset, sql });
    const { sent } = tracker.position;
    for (const { sql } of group) tracker.partDone(unit, sql);
    if (ends) tracker.statementDone(unit);
    try {
      await connection.executeBatch([...group, ...journal.write(rowOf('READY', tracker.mark()))], { begin: true, commit: true });
    } catch (thrown) {
      const at = (asChangelogError(thrown).statement?.index ?? 1) - 1;
      const failed = group[at];
      throw failed === undefined ? thrown : statementFailure(thrown, failed, changeset, sent + at + 1);
    }
    isSafe();
    confirm(group);
  }

  async function sendOne(unit: StatementUnit, sql: ChangesetSql, left: number, alone: boolean): Promise<void> {
    assertStatementAsPlanned(changeset, tracker.position.sent + pending.length, sql.sql, environment.planned);
    const effect = effectOf(sql.sql, database.dialect);
    if (!shared && !own && (effect.kind === 'covered' || (effect.kind === 'session' && !alone))) {
      if (safe.next === undefined) begun(unit, sql.sql, left, effect);
      pending.push(sql);
      return;
    }
    await flush(unit, false);
    if (shared && !connection.inTransaction) await connection.begin();
    if (locked) return sendLocked(unit, sql, left, effect);
    if (effect.kind === 'covered' || effect.kind === 'session' || effect.kind === 'temporary') {
      if (safe.next === undefined) begun(unit, sql.sql, left, effect);
      return execute(unit, sql, left);
    }
    const step = begun(unit, sql.sql, left, effect);
    if (effect.kind === 'commit') await note('READY', undefined, tracker.markBehind(unit, sql.sql, left));
    else await note(effect.kind === 'begin' || effect.kind === 'repeatable' ? 'READY' : 'INTENT', step);
    if (shared && (effect.kind === 'catalog' || effect.kind === 'opaque') && !effect.commitsBefore) {
      await connection.commit();
      await connection.begin();
    }
    await execute(unit, sql, left);
    if (effect.kind === 'begin' || effect.kind === 'commit') own = effect.kind === 'begin' && !shared;
    if (effect.kind === 'lock') locked = true;
    else if (effect.kind !== 'begin') isSafe();
  }

  /** While the changelog holds tables locked, the session can write no other: what happens until they are free is one step. */
  async function sendLocked(unit: StatementUnit, sql: ChangesetSql, left: number, effect: Effect): Promise<void> {
    await execute(unit, sql, left);
    if (effect.kind !== 'unlock') return;
    locked = false;
    await note('READY', undefined);
    if (connection.inTransaction) await connection.commit();
    isSafe();
  }
}
