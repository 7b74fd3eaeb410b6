import { ChangelogError } from '../core/error.js';

/** How long a server may take to answer a cancel before the session is cut off. */
const GRACE_MS = 700;

export interface Cancelable {
  /** Asks the server to stop what runs. */
  cancel(): Promise<void>;
  /** Cuts the session off. */
  destroy(): void;
}

/**
 * Runs a statement that an AbortSignal may interrupt: the server is asked to cancel it, and where it does not answer the session is cut off.
 * Returns only when the cancel is over, so that it cannot hit the next statement.
 * @throws INTERRUPTED where the statement failed after the signal; what the statement threw otherwise.
 */
export async function cancelable<T>(signal: AbortSignal | undefined, session: Cancelable, run: () => Promise<T>): Promise<T> {
  if (signal === undefined || signal.aborted) return run();
  let timer: NodeJS.Timeout | undefined;
  let cancelling: Promise<void> | undefined;
  const onAbort = (): void => {
    const outOfTime = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        session.destroy();
        resolve();
      }, GRACE_MS);
    });
    cancelling = Promise.race([session.cancel().catch(() => session.destroy()), outOfTime]);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await run();
  } catch (cause) {
    if (cancelling === undefined) throw cause;
    const { statement } = cause instanceof ChangelogError ? cause : {};
    throw new ChangelogError('INTERRUPTED', { message: 'the statement was cancelled', statement, cause });
  } finally {
    signal.removeEventListener('abort', onAbort);
    await cancelling;
    clearTimeout(timer);
  }
}
