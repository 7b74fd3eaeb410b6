import type { Connection } from '../dialects/driver.js';
import type { Sql } from '../model/statement.js';
import { throwIfInterrupted } from './sending.js';

/** Transactions that wait for the server are at most this many, and about this many characters. */
const mostTransactions = 64;
const mostCharacters = 1 << 18;

/** A transaction that is complete and may be sent. */
export interface Transaction {
  readonly statements: readonly Sql[];
  /** It is next: everything before it is committed. */
  onStart(): void;
  onCommit(): void;
  /** What the run is to fail with, made from what the driver threw. */
  failure(thrown: unknown): Error;
}

/**
 * Transactions on their way to the server. Where the driver can run one behind the other, the next ones are prepared while the server
 * works on those before; otherwise each is waited for. Once one has failed, nothing more is sent, and the failure is thrown by whatever is
 * called next.
 */
export interface TransactionQueue {
  /** Nothing waits and nothing is under way. */
  readonly isIdle: boolean;
  /** Hands a transaction over; returns when there is room for another. */
  push(transaction: Transaction): Promise<void>;
  /** Waits until everything handed over is committed. */
  drain(): Promise<void>;
}

/** @param signal aborting it keeps what still waits from being sent; the driver cancels what is under way */
export function createTransactionQueue(connection: Connection, signal: AbortSignal | undefined): TransactionQueue {
  let waiting: Transaction[] = [];
  let characters = 0;
  let inFlight: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;

  function send(): void {
    const batch = waiting;
    waiting = [];
    characters = 0;
    inFlight = run(batch).then(
      () => {
        inFlight = undefined;
        if (waiting.length > 0) send();
      },
      (error: unknown) => {
        inFlight = undefined;
        waiting = [];
        failure = { error };
      },
    );
  }

  async function run(batch: readonly Transaction[]): Promise<void> {
    throwIfInterrupted(signal);
    let current = 0;
    batch[0]?.onStart();
    const committed = (): void => {
      batch[current]?.onCommit();
      current += 1;
      batch[current]?.onStart();
    };
    try {
      if (connection.executeTransactions) {
        await connection.executeTransactions(
          batch.map(({ statements }) => statements),
          committed,
        );
      } else {
        for (const { statements } of batch) {
          await connection.executeBatch(statements, { begin: true, commit: true });
          committed();
        }
      }
    } catch (thrown) {
      throw batch[current]?.failure(thrown) ?? thrown;
    }
  }

  function throwFailure(): void {
    if (failure === undefined) return;
    const { error } = failure;
    failure = undefined;
    throw error;
  }

  return {
    get isIdle() {
      return inFlight === undefined;
    },
    async push(transaction) {
      throwFailure();
      waiting.push(transaction);
      for (const { sql } of transaction.statements) characters += sql.length;
      if (inFlight === undefined) send();
      // Drivers that run one transaction at a time gain nothing from a queue, and their run can be interrupted after each.
      if (connection.executeTransactions === undefined) return drain();
      while (inFlight !== undefined && (waiting.length >= mostTransactions || characters >= mostCharacters)) await inFlight;
      throwFailure();
    },
    drain,
  };

  async function drain(): Promise<void> {
    while (inFlight !== undefined) await inFlight;
    throwFailure();
  }
}
