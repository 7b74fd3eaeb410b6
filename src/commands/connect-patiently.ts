import { setTimeout as sleep } from 'node:timers/promises';
import { asChangelogError } from '../core/error.js';
import type { ErrorCode } from '../core/error-codes.js';
import type { Connection } from '../dialects/driver.js';
import type { CommandContext } from './context.js';

/** What passes when a server has come up, or has come to the end of a rush. A refused login does not, and trying again may lock the account. */
const passing: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'CONNECT_REFUSED',
  'CONNECT_HOST',
  'CONNECT_TIMEOUT',
  'CONNECT_TOO_MANY',
  'CONNECT_FAILED',
]);
/** The longest pause between two tries. */
const MOST_MS = 30_000;

export interface Patience {
  /** How often to try again. */
  readonly retries: number;
  /** The first pause; each is half as long again as the one before. */
  readonly delayMs: number;
}

/** Connects, and tries again where the server may only not be up yet. Throws the error of the last try. */
export async function connectPatiently(
  connect: () => Promise<Connection>,
  { retries, delayMs }: Patience,
  { emit, signal }: CommandContext,
): Promise<Connection> {
  for (let attempt = 1, pause = delayMs; ; attempt++, pause = Math.min(pause * 1.5, MOST_MS)) {
    try {
      return await connect();
    } catch (thrown) {
      const error = asChangelogError(thrown);
      if (attempt > retries || !passing.has(error.code) || signal?.aborted) throw error;
      emit({ type: 'connect-retry', reason: error.message, attempt, of: retries });
      await sleep(pause, undefined, signal === undefined ? {} : { signal }).catch(() => {});
      if (signal?.aborted) throw error;
    }
  }
}
