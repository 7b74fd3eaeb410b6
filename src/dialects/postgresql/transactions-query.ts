import type { Client, Query } from 'pg';
import { pipelineMessages, type PipelinedStatement } from './pipeline-messages.js';

/** The part of `pg`'s wire connection that a query of our own writes to. */
interface Wire {
  readonly stream: { write(bytes: Uint8Array): void };
}

/** Which transaction failed, and in which of its statements; `statement` is undefined where BEGIN or COMMIT did. Both count from 0. */
export interface TransactionFailure {
  readonly cause: unknown;
  readonly transaction: number;
  readonly statement: number | undefined;
}

interface Message extends PipelinedStatement {
  readonly transaction: number;
  readonly statement?: number;
}

/**
 * Sends transactions one behind the other, by the extended protocol with a single Sync at the end: after a statement that fails the server
 * passes over everything up to the Sync, so that nothing runs behind a failure, while what was committed before stays.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 *
 * All commits but the last are asynchronous: the last one flushes the log of all of them to disk, and a crash before that loses the latest
 * ones whole, a changeset and its history row together. https://www.postgresql.org/docs/current/wal-async-commit.html
 * Where it returns a failure, the session may still have them asynchronous: `RESET synchronous_commit` is for the caller to send.
 *
 * @param transactions texts of single statements without parameters
 * @param onCommitted is told of each transaction as soon as the server has committed it
 * @returns what failed, once the server is ready again
 */
export function runTransactions(
  client: Client,
  QueryClass: typeof Query,
  transactions: readonly (readonly string[])[],
  onCommitted: (transaction: number) => void,
): Promise<TransactionFailure | undefined> {
  const last = transactions.length - 1;
  const messages: readonly Message[] = transactions.flatMap((statements, transaction) => [
    { text: 'BEGIN', transaction },
    ...(last > 0 && transaction === 0 ? [{ text: 'SET synchronous_commit TO OFF', transaction }] : []),
    ...(last > 0 && transaction === last ? [{ text: 'RESET synchronous_commit', transaction }] : []),
    ...statements.map((text, statement) => ({ text, transaction, statement })),
    // Without the flush the server would keep its answers until the Sync, and nobody could see how far it is.
    { text: 'COMMIT', transaction, flush: true },
  ]);
  return new Promise((resolve) => {
    let at = 0;

    // `pg` takes nothing but its own queries into a pipeline, so this is one of them that writes and reads for itself.
    const query = Object.assign(new QueryClass(''), {
      submit(wire: Wire): null {
        wire.stream.write(pipelineMessages(messages));
        return null;
      },
      handleRowDescription(): void {},
      handleDataRow(): void {},
      handleCommandComplete(): void {
        const done = messages[at++];
        if (done?.flush) onCommitted(done.transaction);
      },
      handleEmptyQuery(): void {
        at += 1;
      },
      handleError(cause: unknown): void {
        const { transaction = last, statement } = messages[at] ?? {};
        // An empty query is answered in any state; behind it `pg` knows whether a transaction is left open.
        const tell = (): void => resolve({ cause, transaction, statement });
        client.query('').then(tell, tell);
      },
      handleReadyForQuery(): void {
        resolve(undefined);
      },
    });
    client.query(query as never);
  });
}
