import type { Sql } from '../../model/statement.js';
import { batchError } from '../batch-error.js';
import { runTransactions, type Pipeline } from './run-transactions.js';
import { isSingleStatement } from './single-statement.js';

/** What a session gives to send transactions through. */
export interface StreamSession extends Pipeline {
  /** Lets the signal of the session cancel the work. */
  interruptible(work: () => Promise<void>): Promise<void>;
  /** One transaction by itself. */
  executeAlone(transaction: readonly Sql[]): Promise<unknown>;
  /** Makes the session what it was, after a failure. */
  recover(): Promise<void>;
  /** What a statement failed with. */
  failure(cause: unknown, sql: string): Error;
}

/** Transactions of one session, sent one behind the other. */
export interface TransactionStream {
  readonly isOpen: boolean;
  /** See `Connection.executeTransactions`. */
  run(next: () => readonly Sql[] | undefined, onCommitted: () => void): Promise<void>;
  /** Lets no more follow, and waits for those under way: the server would take what is sent meanwhile for a part of them. */
  ended(): Promise<void>;
}

export function createTransactionStream(session: StreamSession): TransactionStream {
  let running: Promise<void> | undefined;
  let mayGoOn = true;

  async function ended(): Promise<void> {
    while (running !== undefined) {
      mayGoOn = false;
      await running.catch(() => {});
    }
  }

  async function send(next: () => readonly Sql[] | undefined, onCommitted: () => void): Promise<void> {
    /** What cannot travel with others: it ends the pipeline, and goes by itself. */
    let apart: readonly Sql[] | undefined;
    const nextTogether = (): readonly Sql[] | undefined => {
      const transaction = apart === undefined && mayGoOn ? next() : undefined;
      if (transaction === undefined || transaction.every(isSingleStatement)) return transaction;
      apart = transaction;
      return undefined;
    };
    for (;;) {
      await sendTogether(nextTogether, onCommitted);
      if (apart === undefined) return;
      await session.executeAlone(apart);
      apart = undefined;
      onCommitted();
    }
  }

  async function sendTogether(next: () => readonly Sql[] | undefined, onCommitted: () => void): Promise<void> {
    const failed = await runTransactions(session, next, onCommitted);
    if (failed === undefined) return;
    await session.recover();
    const { transaction, statement, cause } = failed;
    if (statement === undefined) throw session.failure(cause, 'COMMIT');
    const sql = transaction[statement]!;
    throw batchError(session.failure(cause, sql.sql), sql, statement + 1, transaction.length);
  }

  return {
    get isOpen() {
      return running !== undefined;
    },
    async run(next, onCommitted) {
      if (running !== undefined) await ended();
      mayGoOn = true;
      running = session.interruptible(() => send(next, onCommitted));
      await running.finally(() => (running = undefined));
    },
    ended,
  };
}
