import { ChangelogError, fail } from '../core/error.js';
import type { ChangeNode } from '../model/change.js';
import type { Sql } from '../model/statement.js';
import { formatChangeset } from '../plan/changeset-key.js';
import type { Step } from '../plan/plan.js';
import type { StepRow } from '../state/step-row.js';
import { changeUnits, type ChangesetSql, type StatementUnit } from './changeset-sql.js';
import { effectOf } from './effect-of.js';
import { runsSilently } from './runs-silently.js';
import type { Sending } from './sending.js';
import { outcomeOf, storedText, type Outcome } from './step-outcome.js';
import type { StepSender } from './step-sender.js';

/** Leads a changeset that was cut off past what is done of it. */
export interface Resume {
  /** Changes before this one are done. */
  readonly changes: number;
  /** Passes over a change that is done. */
  passChange(change: ChangeNode, index: number): Promise<void>;
  /** Called where the change begins in which the changeset was cut off, or behind the last one. */
  reachChange(): void;
  /** Takes care of a statement; false where it is to be sent like any other. */
  pass(unit: StatementUnit): Promise<boolean>;
  /** Whether a program that the change runs is done. */
  passProgram(command: string): Promise<boolean>;
  /** Called at the end of the change in which the changeset was cut off. */
  leaveChange(): Promise<void>;
}

/**
 * @throws RESUME_CHANGED where what is done is not what the changelog says any more, RESUME_UNCERTAIN where nobody can tell what is done
 */
export function createResume(
  row: StepRow,
  { changeset }: Step,
  sending: Sending,
  sender: StepSender,
  sendable: (unit: StatementUnit) => Promise<readonly ChangesetSql[]>,
): Resume {
  const { connection, environment, direction } = sending;
  const { database, emit } = environment;
  const { position } = row;
  const { tracker } = sender;
  /** The statement at the position was reached, or does not exist any more. */
  let reached = false;
  let programs = 0;
  if ((row.direction === 'rollback') !== (direction === 'rollback')) wrongWay();

  function changed(what: string): never {
    return fail('RESUME_CHANGED', {
      message: `${formatChangeset(changeset)} is half done, and ${what} since then`,
      source: changeset.source,
      changeset,
    });
  }

  function wrongWay(): never {
    const doing = (way: boolean): string => (way ? 'rolled back' : 'run');
    return fail('RESUME_UNCERTAIN', {
      message: `${formatChangeset(changeset)} was cut off while it was being ${doing(row.direction === 'rollback')}, and is to be ${doing(direction === 'rollback')} now`,
      source: changeset.source,
      changeset,
      hint: `finish first what was begun, or see changelog repair`,
    });
  }

  /** Settings are lost with the session that made them. */
  async function restore(sql: Sql): Promise<void> {
    const { kind } = effectOf(sql.sql, database.dialect);
    if (kind === 'session') await sender.sendPlain(sql);
    if (kind === 'temporary')
      fail('RESUME_UNCERTAIN', {
        message: `${formatChangeset(changeset)} was cut off after it had made a temporary table, which is gone with its session`,
        source: changeset.source,
        changeset,
        statement: { sql: sql.sql },
        hint: 'undo by hand what the changeset did, then changelog repair --forget, and the next update runs it from its beginning',
      });
  }

  const checkDone = (): void => {
    if (tracker.mark().doneDigest !== row.doneDigest) changed('what is done of it was edited');
  };

  async function outcome(text: string | undefined): Promise<Outcome> {
    const found = await outcomeOf(row, text, changeset, database, connection);
    tracker.moveTo({ ...tracker.position, sent: position.sent });
    sender.isSafe();
    const edited = row.checksum !== sending.checksum ? '; what comes after was edited since' : '';
    const last = found.done
      ? `statement ${position.sent + 1} is done too: ${found.evidence}`
      : `statement ${position.sent + 1} is next: ${found.evidence}`;
    const done = position.sent + (found.done ? 1 : 0);
    emit({ type: 'changeset-resumed', changeset, done, message: `goes on where it was cut off; ${last}${edited}` });
    if (found.cleanup !== undefined) await sender.sendPlain({ sql: found.cleanup });
    return found;
  }

  /** The statement that the changeset was cut off in. */
  async function reach(unit: StatementUnit): Promise<boolean> {
    reached = true;
    if (unit.live) {
      checkDone();
      const { done } = await outcome(storedText(row));
      if (!done) return false;
      if (tracker.digestWith(unit, '') !== row.stepDigest) changed('the statement that was under way, which is done, was edited');
      if (row.left > 0) return false;
      tracker.statementDone(unit);
      tracker.moveTo({ ...tracker.position, sent: position.sent + 1 });
      sender.isSafe();
      return true;
    }
    const texts = await sendable(unit);
    for (const sql of texts.slice(0, position.parts)) {
      await restore(sql);
      tracker.partDone(unit, sql.sql);
    }
    checkDone();
    const next = texts[position.parts]?.sql;
    const { done } = await outcome(storedText(row) ?? (next?.startsWith(row.sql.trimEnd()) ? next : undefined));
    let from = position.parts;
    if (done) {
      if (next === undefined || tracker.digestWith(unit, next) !== row.stepDigest)
        changed('the statement that was under way, which is done, was edited');
      tracker.partDone(unit, next);
      sender.isSafe();
      from += 1;
    }
    await sender.send(unit, texts, from);
    return true;
  }

  return {
    changes: position.changes,
    async passChange(change, index) {
      if (runsSilently(change)) {
        for await (const unit of changeUnits(change, changeset, environment, direction, index)) {
          if (unit.statement.kind === 'raw') for (const sql of await sendable(unit)) await restore(sql);
        }
      }
      tracker.changeDone(change);
    },
    reachChange() {
      if (tracker.position.changes !== position.changes || tracker.mark().changesDigest !== row.changesDigest)
        changed('a change of it that is done was edited');
      tracker.moveTo({ ...tracker.position, sent: position.sent });
      sender.isSafe();
    },
    async pass(unit) {
      if (reached) return false;
      if (unit.statements === position.statements) return reach(unit);
      if (!unit.live) {
        for (const sql of await sendable(unit)) {
          await restore(sql);
          tracker.partDone(unit, sql.sql);
        }
      }
      tracker.statementDone(unit);
      return true;
    },
    async passProgram(command) {
      if (reached) return false;
      programs += 1;
      if (programs <= position.parts) {
        tracker.programDone(command);
        return true;
      }
      reached = true;
      checkDone();
      const { done } = await outcome(undefined);
      if (done) tracker.programDone(command);
      sender.isSafe();
      return done;
    },
    async leaveChange() {
      if (reached) return;
      reached = true;
      const isAtEnd = row.program
        ? programs >= position.parts
        : tracker.position.statements === position.statements && position.parts === 0;
      if (!isAtEnd) changed('what is done of it was edited');
      checkDone();
      if (row.state === 'READY') return;
      const { done } = await outcome(storedText(row));
      if (done) changed('the statement that was under way, which is done, was taken out');
    },
  };
}

/** The error of a changeset that was cut off and has no place to go on. */
export const isResumeError = (error: ChangelogError): boolean => error.code === 'RESUME_CHANGED' || error.code === 'RESUME_UNCERTAIN';
