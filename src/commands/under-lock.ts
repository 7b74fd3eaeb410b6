import { asChangelogError, ChangelogError } from '../core/error.js';
import type { ChangelogLock } from '../state/lock-service.js';
import { live, type LockChoice, type Session } from './session.js';

/**
 * Takes the lock for as long as the work takes, and makes the history table ready for it. Where the work fails, its error is the one to
 * tell; a lock that cannot be given back then is a warning, otherwise it is the error.
 */
export async function underLock<T>(session: Session, options: LockChoice, work: (lock: ChangelogLock) => Promise<T>): Promise<T> {
  const { changelogLockWaitTimeInMinutes = 5, changelogLockPollRate = 1 } = options;
  const lock = await session.lock(options).acquire({
    waitMs: changelogLockWaitTimeInMinutes * 60_000,
    pollMs: changelogLockPollRate * 1000,
    signal: session.context.signal,
  });
  let result: T;
  try {
    session.journal.refresh();
    session.history.refresh();
    const missing = await session.history.ensure();
    for (const statement of missing) await live(session.database).execute(statement);
    if (missing.length > 0) session.history.refresh();
    result = await work(lock);
    await retireJournal(lock);
  } catch (thrown) {
    const error = asChangelogError(thrown);
    if (error.code === 'CONNECT_LOST') {
      const { afterLoss } = await import('./after-loss.js');
      throw await afterLoss(session, options, error);
    }
    await release().catch((warning: ChangelogError) => session.context.emit({ type: 'warning', warning }));
    throw thrown;
  }
  await release();
  return result;

  async function retireJournal(held: ChangelogLock): Promise<void> {
    const statements = await session.journal.retire();
    // Without the lock the table may be in use by somebody else.
    if (statements.length > 0) await held.check();
    for (const statement of statements) await live(session.database).execute(statement);
  }

  async function release(): Promise<void> {
    try {
      await lock[Symbol.asyncDispose]();
    } catch (cause) {
      const { message } = asChangelogError(cause);
      throw new ChangelogError('LOCK_NOT_RELEASED', { message: `the changelog lock could not be given back: ${message}`, cause });
    }
  }
}
