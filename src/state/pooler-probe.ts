import { setTimeout as sleep } from 'node:timers/promises';
import { ChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { Database } from './database.js';

/** How long another client may wait for a session before it is clear that the pool does not give away the one that is idle here. */
const PATIENCE_MS = 5000;

/**
 * Refuses a pooler that gives each transaction the session that is free just then: what one transaction locks or sets, the next would not
 * find, and others would. Another client is let into the pool while this one is between two transactions: where sessions are shared, either
 * it gets the session that this one had, or this one comes back to a different session than it had.
 * @throws LOCK_POOLER
 */
export async function refusePooler(database: Database, connection: Connection): Promise<void> {
  const { sessionId } = database.dialect.lock;
  if (sessionId === undefined) return;
  const ask = async (session: Connection): Promise<string> =>
    String((await session.query<{ session: unknown }>(`SELECT ${sessionId} AS session`))[0]?.session);
  const seen = [await ask(connection)];
  const opening = database.connectAgain();
  const other = await Promise.race([opening, sleep(PATIENCE_MS, undefined, { ref: false })]);
  if (other === undefined) {
    opening.then((late) => late.close()).catch(() => {});
    return;
  }
  try {
    await other.begin();
    const theirs = await ask(other);
    seen.push(await ask(connection), await ask(connection));
    await other.rollback();
    seen.push(await ask(connection), await ask(connection));
    if (new Set(seen).size === 1 && !seen.includes(theirs)) return;
  } finally {
    await other.close();
  }
  throw new ChangelogError('LOCK_POOLER', {
    message: `${database.url} leads to a pooler that shares one session among several clients, so that no lock of a session can be held through it`,
  });
}
