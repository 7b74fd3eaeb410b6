import { setTimeout as sleep } from 'node:timers/promises';
import { ChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import { createLockService } from '../state/changelog-lock.js';
import { createHistoryStore } from '../state/database-history.js';
import type { Database } from '../state/database.js';
import type { LockChoice, Session } from './session.js';

/** How long the server may take to answer again, and to end the session that broke. */
const PATIENCE_MS = 5000;

/**
 * The error of a run whose connection broke, with what is certain. Another session asks for the lock; once it has it, the session that broke
 * is over and does nothing more, so that what the history says is final. The lock row goes with it.
 */
export async function afterLoss(session: Session, options: LockChoice, lost: ChangelogError): Promise<ChangelogError> {
  const tell = (found: string, hint?: string): ChangelogError =>
    new ChangelogError(lost.code, { ...lost.fields, message: `${lost.message}. ${found}`, hint: hint ?? lost.hint });
  const connection = await reconnect(session);
  if (connection === undefined) {
    return tell(
      'The server does not answer any more, so it is not known what became of the statements that were under way',
      'when the server is back, changelog status shows what is recorded; the next run takes the lock over and goes on by itself',
    );
  }
  try {
    const database: Database = { ...session.database, connection };
    const isOver = await takeOver(database, connection, session, options);
    const rows = await createHistoryStore({ database, writer: '', deploymentId: session.deploymentId }).list();
    const ofThisRun = rows.filter(({ deploymentId }) => deploymentId === session.deploymentId);
    const last = ofThisRun.at(-1);
    const recorded =
      last === undefined
        ? 'no changeset of this run is recorded'
        : `${ofThisRun.length} changeset${ofThisRun.length === 1 ? '' : 's'} of this run ${ofThisRun.length === 1 ? 'is' : 'are'} recorded, the last one ${last.path}::${last.id}::${last.author}`;
    if (!isOver) return tell(`The server still works for the session that broke; up to now ${recorded}`);
    const rest = database.dialect.traits.transactionalDdl
      ? 'what was under way in a transaction was rolled back'
      : 'of a changeset that was under way, statements that had been sent may have taken effect';
    return tell(`That session has ended and the lock is free: ${recorded}; ${rest}`, 'run the command again');
  } catch (error) {
    return tell(`It could not be found out what became of the run: ${(error as Error).message}`);
  } finally {
    await connection.close().catch(() => {});
  }
}

async function reconnect({ database, context }: Session): Promise<Connection | undefined> {
  for (const end = Date.now() + PATIENCE_MS; Date.now() < end && !context.signal?.aborted;) {
    try {
      return await database.connectAgain();
    } catch {
      await sleep(250);
    }
  }
  return undefined;
}

/** Whether the session that broke is over; its lock row is freed then. */
async function takeOver(database: Database, connection: Connection, { context }: Session, options: LockChoice): Promise<boolean> {
  const mode = options.changelogLockMode as 'auto' | 'lease' | undefined;
  const locks = createLockService({ database, connection, emit: context.emit, host: () => context.host(), version: context.version, mode });
  const never = async (): Promise<boolean> => false;
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      await locks.unlock({ confirmKill: never, confirmClear: never });
      return true;
    } catch (error) {
      if (!(error instanceof ChangelogError) || error.code !== 'LOCK_HELD') throw error;
      if (Date.now() > end || context.signal?.aborted) return false;
      await sleep(250);
    }
  }
}
