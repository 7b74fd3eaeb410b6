import { asChangelogError } from '../core/error.js';
import type { Connection } from '../dialects/driver.js';
import type { Sql } from '../model/statement.js';
import type { ChangelogLock } from './lock-service.js';

/**
 * Runs statements in one transaction, which commits only while the lock is held.
 * @throws LOCK_LOST, and then nothing of it is done
 */
export async function commitGuarded(connection: Connection, lock: ChangelogLock, statements: readonly Sql[]): Promise<void> {
  await connection.executeBatch(lock.guarded(statements), { begin: true, commit: true }).catch((error: unknown) => {
    throw lock.explain(asChangelogError(error));
  });
}
