import type { messages, PGlite, protocol } from '@electric-sql/pglite';
import type { ConnectOptions } from '../driver.js';
import type { Answer } from './session.js';

/** The part of PGlite that is used: PostgreSQL's own protocol. */
export type Pglite = Pick<PGlite, 'execProtocolStream' | 'close'>;
type Parser = (oid: number) => (text: string) => unknown;

/** PostgreSQL's protocol, spoken with a server in this process. https://www.postgresql.org/docs/current/protocol-flow.html */
export interface Exchange {
  /**
   * Sends a text, all its statements, or one with values. Values come back through `parser`, rows as objects or as lists.
   * @throws the server's error, with its fields.
   */
  send(text: string, values: readonly (string | null)[], parser: Parser, rowMode?: 'array'): Promise<readonly Answer[]>;
  readonly inTransaction: boolean;
}

/** An exchange with a database. */
export function createExchange(database: Pglite, serialize: typeof protocol.serialize, onNotice: ConnectOptions['onNotice']): Exchange {
  let status = 'I';
  return {
    async send(text, values, parser, rowMode) {
      const request =
        values.length === 0
          ? serialize.query(text)
          : Buffer.concat([
              serialize.parse({ text }),
              serialize.bind({ values: [...values] }),
              serialize.describe({ type: 'P' }),
              serialize.execute({}),
              serialize.sync(),
            ]);
      const received = await database.execProtocolStream(request, {
        throwOnError: false,
        onNotice: (notice) => onNotice?.({ severity: notice.severity ?? 'NOTICE', message: notice.message ?? '', code: notice.code }),
      });
      const ready = received.findLast(({ name }) => name === 'readyForQuery') as messages.ReadyForQueryMessage | undefined;
      if (ready !== undefined) status = ready.status;
      const error = received.find(({ name }) => name === 'error');
      // The error of the package is the message itself.
      if (error !== undefined) throw error as unknown as messages.DatabaseError;
      return answersOf(received, parser, rowMode);
    },
    get inTransaction() {
      return status !== 'I';
    },
  };
}

type Received = Awaited<ReturnType<Pglite['execProtocolStream']>>;

function answersOf(received: Received, parser: Parser, rowMode: 'array' | undefined): readonly Answer[] {
  const answers: Answer[] = [];
  let fields: messages.RowDescriptionMessage['fields'] = [];
  let parsers: readonly ((text: string) => unknown)[] = [];
  let rows: object[] = [];
  for (const message of received) {
    if (message.name === 'rowDescription') {
      ({ fields } = message as messages.RowDescriptionMessage);
      parsers = fields.map(({ dataTypeID }) => parser(dataTypeID));
    } else if (message.name === 'dataRow') {
      const values = (message as messages.DataRowMessage).fields.map((value, at) => (value === null ? null : parsers[at]?.(value)));
      rows.push(rowMode === 'array' ? values : Object.fromEntries(fields.map(({ name }, at) => [name, values[at]])));
    } else if (message.name === 'commandComplete') {
      const { text } = message as messages.CommandCompleteMessage;
      const count = /\d+$/.exec(text)?.[0];
      answers.push({ command: text.split(' ')[0] ?? null, rowCount: count === undefined ? null : Number(count), fields, rows });
      [fields, parsers, rows] = [[], [], []];
    }
  }
  return answers;
}

/** A value as the text that PostgreSQL reads; the server infers its type. Bytes are hexadecimal. */
export function boundText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return localTime(value);
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  return String(value);
}

/** A timestamp without zone keeps the local time, one with a zone the instant. */
function localTime(date: Date): string {
  const minutes = -date.getTimezoneOffset();
  const zone = `${String(Math.trunc(Math.abs(minutes) / 60)).padStart(2, '0')}:${String(Math.abs(minutes) % 60).padStart(2, '0')}`;
  return new Date(date.getTime() + minutes * 60_000).toISOString().replace('Z', `${minutes < 0 ? '-' : '+'}${zone}`);
}
