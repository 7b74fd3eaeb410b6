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
  const waiting: Transaction[] = [];
  /** Handed to the driver and not committed, in order. */
  const underWay: Transaction[] = [];
  let inFlight: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  /** Of those that wait and those under way. */
  let characters = 0;
  let wake = (): void => {};

  function start(): void {
    inFlight = run().then(
      () => {
        inFlight = undefined;
        if (waiting.length > 0) start();
      },
      (error: unknown) => {
        inFlight = undefined;
        waiting.length = underWay.length = characters = 0;
        failure = { error };
      },
    );
    void inFlight.then(() => wake());
  }

  async function run(): Promise<void> {
    throwIfInterrupted(signal);
    try {
      if (connection.executeTransactions) return await connection.executeTransactions(next, committed);
      for (let statements = next(); statements !== undefined; statements = next()) {
        await connection.executeBatch(statements, { begin: true, commit: true });
        committed();
      }
    } catch (thrown) {
      throw underWay[0]?.failure(thrown) ?? thrown;
    }
  }

  function next(): readonly Sql[] | undefined {
    // What still waits when the run is to end is refused by the next call of `run`.
    const transaction = signal?.aborted ? undefined : waiting.shift();
    if (transaction === undefined) return undefined;
    underWay.push(transaction);
    if (underWay.length === 1) transaction.onStart();
    return transaction.statements;
  }

  function committed(): void {
    const transaction = underWay.shift()!;
    characters -= sizeOf(transaction);
    transaction.onCommit();
    underWay[0]?.onStart();
    wake();
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
      characters += sizeOf(transaction);
      if (inFlight === undefined) start();
      // Drivers that run one transaction at a time gain nothing from a queue, and their run can be interrupted after each.
      if (connection.executeTransactions === undefined) return drain();
      while (inFlight !== undefined && (waiting.length + underWay.length >= mostTransactions || characters >= mostCharacters)) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      throwFailure();
    },
    drain,
  };

  async function drain(): Promise<void> {
    while (inFlight !== undefined) await inFlight;
    throwFailure();
  }
}

const sizeOf = ({ statements }: Transaction): number => statements.reduce((sum, { sql }) => sum + sql.length, 0);
