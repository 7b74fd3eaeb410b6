import type { Client, Query } from 'pg';
import type { Sql } from '../../model/statement.js';
import { numberPlaceholders } from '../placeholders.js';
import { createPipelineMessages, sync, type PipelinedStatement } from './pipeline-messages.js';

/** The part of `pg`'s wire connection that a query of our own writes to. */
interface Wire {
  readonly stream: { readonly writable: boolean; write(bytes: Uint8Array): void; pause(): void; resume(): void };
}

/** The session that transactions go through. */
export interface Pipeline {
  readonly client: Client;
  readonly QueryClass: typeof Query;
  /** Its socket does not read while it is paused. */
  readonly pausable: boolean;
}

/** Which transaction failed, and in which of its statements, from 0; `statement` is undefined where BEGIN or COMMIT did. */
export interface TransactionFailure {
  readonly cause: unknown;
  readonly transaction: readonly Sql[];
  readonly statement: number | undefined;
}

/** A transaction on its way. */
interface UnderWay {
  readonly transaction: readonly Sql[];
  /** What was sent for it: the place of each statement in it, undefined for what goes around them. */
  readonly sent: readonly (number | undefined)[];
  /** How much of it is answered. */
  answered: number;
}

const pipelined = ({ sql, parameters }: Sql): PipelinedStatement =>
  parameters === undefined
    ? { text: sql }
    : { text: numberPlaceholders(sql, (at) => `$${at}`), values: parameters as readonly (string | null)[] };

/**
 * More are sent when no more than this many are under way, for each by itself would cost a packet; and at most so many more, for a server that has
 * done the others waits for them.
 */
const FEW = 32;

/**
 * While more than those are under way, answers wait for so long, in milliseconds, and are read together: the server would spend more on waking
 * this process for each than on the answer.
 */
const REST_MS = 2;

/**
 * Sends transactions one behind the other, by the extended protocol with a single Sync at the end: after a statement that fails the server
 * passes over everything up to the Sync, so that nothing runs behind a failure, while what was committed before stays.
 * https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 *
 * All commits but the last are asynchronous: the last one flushes the log of all of them to disk, and a crash before that loses the latest
 * ones whole, a changeset and its history row together. https://www.postgresql.org/docs/current/wal-async-commit.html
 * Where it returns a failure, the session may still have them asynchronous: `RESET synchronous_commit` is for the caller to send.
 *
 * @param next gives the next transaction, of single statements; undefined where there is none at the moment. It is asked again as long as
 *   some are under way, and decides how many may be
 * @param onCommitted is told of each transaction as soon as the server has committed it
 * @returns what failed, once the server is ready again
 */
export function runTransactions(
  { client, QueryClass, pausable }: Pipeline,
  next: () => readonly Sql[] | undefined,
  onCommitted: () => void,
): Promise<TransactionFailure | undefined> {
  const messagesOf = createPipelineMessages();
  const underWay: UnderWay[] = [];
  /** The latest: how it is committed depends on whether one comes after it. */
  let held = next();
  let relaxed = false;
  let ended = false;
  let resting = false;
  if (held === undefined) return Promise.resolve(undefined);

  function messages(transaction: readonly Sql[], isLast: boolean): Buffer {
    const around: PipelinedStatement[] = [{ text: 'BEGIN' }];
    if (relaxed && isLast) around.push({ text: 'RESET synchronous_commit' });
    if (!relaxed && !isLast) around.push({ text: 'SET synchronous_commit TO OFF' });
    relaxed ||= !isLast;
    underWay.push({ transaction, sent: [...around.map(() => undefined), ...transaction.keys(), undefined], answered: 0 });
    return messagesOf([
      ...around,
      ...transaction.map(pipelined),
      // Without the flush the server would keep its answers until the Sync, and nobody could see how far it is.
      { text: 'COMMIT', flush: true },
    ]);
  }

  function fill({ stream }: Wire): void {
    if (ended || underWay.length > FEW) return;
    const packet: Buffer[] = [];
    for (let following = next(); following !== undefined; following = packet.length < FEW ? next() : undefined) {
      packet.push(messages(held!, false));
      held = following;
    }
    // Nothing comes behind it, as far as anybody knows.
    if (underWay.length === 0) {
      packet.push(messages(held!, true), sync);
      ended = true;
    }
    if (packet.length > 0) stream.write(Buffer.concat(packet));
  }

  function rest({ stream }: Wire): void {
    if (!pausable || resting || ended || underWay.length <= FEW) return;
    resting = true;
    stream.pause();
    setTimeout(() => {
      resting = false;
      stream.resume();
    }, REST_MS);
  }

  return new Promise((resolve) => {
    let wire: Wire | undefined;

    function answered(): void {
      const first = underWay[0];
      if (first === undefined || ++first.answered < first.sent.length) return;
      underWay.shift();
      onCommitted();
      fill(wire!);
      rest(wire!);
    }

    // `pg` takes nothing but its own queries into a pipeline, so this is one of them that writes and reads for itself.
    const query = Object.assign(new QueryClass(''), {
      submit(connection: Wire): null {
        wire = connection;
        fill(connection);
        return null;
      },
      handleRowDescription(): void {},
      handleDataRow(): void {},
      handleCommandComplete: answered,
      handleEmptyQuery: answered,
      handleError(cause: unknown): void {
        const { transaction, sent, answered: done } = underWay[0] ?? { transaction: [], sent: [], answered: 0 };
        if (!ended && wire?.stream.writable) wire.stream.write(sync);
        ended = true;
        // An empty query is answered in any state; behind it `pg` knows whether a transaction is left open.
        const tell = (): void => resolve({ cause, transaction, statement: sent[done] });
        client.query('').then(tell, tell);
      },
      handleReadyForQuery(): void {
        resolve(undefined);
      },
    });
    client.query(query as never);
  });
}
