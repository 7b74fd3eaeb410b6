import type { ChangelogError } from '../core/error.js';
import type { Sql } from '../model/statement.js';
import { commitGuarded } from '../state/commit-guarded.js';
import type { StepPosition } from '../state/step-row.js';
import type { Sending } from './sending.js';
import type { StepSender } from './step-sender.js';

/**
 * Records where a changeset that failed is to go on, and returns what people should know of it. What the session cannot record any more stays
 * as it was recorded before the statement was sent: the next run finds out. To be called when the open transaction was rolled back.
 */
export async function recordFailure(
  error: ChangelogError,
  sender: StepSender,
  { connection, environment, changeset, lock }: SendingOf,
): Promise<string | undefined> {
  const { journal } = environment;
  const { attempt, safe } = sender;
  journal.refresh();
  const row = await journal.find(changeset);
  const interrupted = error.code === 'INTERRUPTED';
  let writes: readonly Sql[];
  let done: StepPosition;
  if (row?.state === 'INTENT' && attempt !== undefined && isSame(row.position, attempt.mark.position)) {
    // A statement that was cancelled may have been done all the same.
    if (interrupted) return undefined;
    done = attempt.mark.position;
    const leavesNothing = done.sent === 0 && attempt.effect.kind === 'catalog' && attempt.effect.cleanup === undefined;
    writes = leavesNothing ? journal.clear(changeset) : journal.write(sender.rowOf('FAILED', attempt.mark, attempt, error.message));
  } else {
    done = safe.mark.position;
    writes =
      done.sent === 0
        ? journal.clear(changeset)
        : journal.write(sender.rowOf(interrupted ? 'READY' : 'FAILED', safe.mark, safe.next, interrupted ? undefined : error.message));
  }
  if (writes.length > 0) await commitGuarded(connection, lock, writes);
  if (done.sent === 0) return undefined;
  const before = done.sent === 1 ? 'the statement before it is done and stays' : `the ${done.sent} statements before it are done and stay`;
  return `statement ${done.sent + 1} is the next; ${before}. Correct what comes after them and run the command again: it goes on there`;
}

interface SendingOf extends Pick<Sending, 'connection' | 'environment' | 'lock'> {
  readonly changeset: Parameters<Sending['environment']['journal']['find']>[0];
}

const isSame = (a: StepPosition, b: StepPosition): boolean =>
  a.changes === b.changes && a.statements === b.statements && a.parts === b.parts;
