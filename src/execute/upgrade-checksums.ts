import type { Connection } from '../dialects/driver.js';
import type { ChecksumUpdate } from '../plan/plan.js';
import { commitGuarded } from '../state/commit-guarded.js';
import type { ChangelogLock } from '../state/lock-service.js';
import type { RunEnvironment } from './run-environment.js';

/** Rewrites stored checksums, all in one transaction. Cleared ones are filled in without a word. */
export async function upgradeChecksums(
  updates: readonly ChecksumUpdate[],
  connection: Connection,
  lock: ChangelogLock,
  { emit, history }: Pick<RunEnvironment, 'emit' | 'history'>,
): Promise<void> {
  if (updates.length === 0) return;
  const statements = updates.flatMap(({ ran, to }) => history.setChecksum(ran, to));
  await commitGuarded(connection, lock, statements);
  for (const { changeset, from, to } of updates) if (from !== null) emit({ type: 'checksum-upgraded', changeset, from, to });
}
