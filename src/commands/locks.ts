import { fail } from '../core/error.js';
import type { HeldLock } from '../model/history.js';
import { describeSession, type ServerSession } from '../model/server-session.js';
import { describeEvidence, describeHolder } from '../state/lock-evidence.js';
import { booleanOption, defineCommand } from './define.js';
import { databaseOptions, lockLookOptions } from './options.js';
import { openSession } from './session.js';

export interface LocksResult {
  readonly url: string;
  readonly locks: readonly HeldLock[];
}

/** Both locks: the rows of DATABASECHANGELOGLOCK, and the session that holds the session lock. */
export interface HeldLocksResult extends LocksResult {
  readonly session: ServerSession | null;
  /** What speaks for the holder being alive or gone; null where nobody holds the lock, or nothing is known. */
  readonly evidence: string | null;
}

export interface UnlockResult {
  readonly url: string;
  /** The session that was ended. */
  readonly killed: ServerSession | null;
  /** The row that was freed. */
  readonly cleared: HeldLock | null;
}

export const listLocks = defineCommand({
  name: 'list-locks',
  summary: 'Shows who holds the changelog lock',
  example: 'changelog list-locks',
  options: lockLookOptions,
  async run(context, options): Promise<HeldLocksResult> {
    await using session = await openSession(context, options);
    const state = await session.lock(options).inspect();
    return {
      url: session.database.url,
      locks: state.locks,
      session: state.session ?? null,
      evidence: describeEvidence(state) || null,
    };
  },
});

export const unlock = defineCommand({
  name: 'unlock',
  summary: 'Clears a changelog lock whose holder is gone',
  example: 'changelog unlock',
  options: {
    ...lockLookOptions,
    kill: booleanOption('End the session that holds the lock', { default: false }),
    force: booleanOption('Do it without a question', { default: false }),
  },
  async run(context, options): Promise<UnlockResult> {
    await using session = await openSession(context, options);
    const confirm = async (question: string): Promise<boolean> => options.force || ((await context.confirm?.(question)) ?? false);
    const { killed, cleared } = await session.lock(options).unlock({
      async confirmKill(holder) {
        if (!options.kill) return false;
        if (await confirm(`End ${describeSession(holder)}, which holds the changelog lock of ${session.database.url}?`)) return true;
        return fail('CONFIG_CONFIRM', { message: `${describeSession(holder)} was to be ended, and that was not confirmed` });
      },
      async confirmClear(state) {
        const evidence = describeEvidence(state);
        if (await confirm(`The changelog lock is held by ${describeHolder(state)}. ${evidence} Clear it?`)) return true;
        return fail('LOCK_HELD', {
          message: `the changelog lock is held by ${describeHolder(state)}, which is not known to be gone${evidence === '' ? '' : `. ${evidence}`}`,
          hint: 'make sure that this Liquibase does not run any more, then add --force',
        });
      },
    });
    return { url: session.database.url, killed: killed ?? null, cleared: cleared ?? null };
  },
});

export const releaseLocks = defineCommand({
  name: 'release-locks',
  summary: 'Releases the changelog lock by force',
  example: 'changelog release-locks',
  options: databaseOptions,
  async run(context, options): Promise<LocksResult & { readonly released: readonly HeldLock[] }> {
    await using session = await openSession(context, options);
    const lock = session.lock();
    const released = await lock.list();
    await lock.forceRelease();
    return { url: session.database.url, released, locks: await lock.list() };
  },
});
