/** One statement on its way through a pipeline. */
export interface PipelinedStatement {
  readonly text: string;
  /** Values for `$1`, `$2` …, as text. */
  readonly values?: readonly (string | null)[] | undefined;
  /** The server is to send its answers so far. */
  readonly flush?: boolean;
}

/** At most this many texts are kept by the server at a time. */
const mostPrepared = 16;

/**
 * Makes the messages of the extended query protocol, for one transaction after the other. A text that the transaction before had as well is
 * parsed by the server once more, and from then on executed by name.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function createPipelineMessages(): (transaction: readonly PipelinedStatement[]) => Buffer {
  const names = new Map<string, string>();
  let before: ReadonlySet<string> = new Set();
  return (transaction) => {
    const parts: Buffer[] = [];
    for (const { text, values, flush } of transaction) {
      let name = names.get(text);
      if (name === undefined) {
        name = before.has(text) && names.size < mostPrepared ? `changelog_${names.size}` : '';
        // An earlier pipeline of the session may have left the name behind; closing what is not there is no error.
        if (name !== '') parts.push(message('C', `S${name}\0`));
        if (name !== '') names.set(text, name);
        parts.push(message('P', `${name}\0${text}\0\0\0`));
      }
      parts.push(values === undefined ? bind(name) : bindValues(name, values), execute);
      if (flush) parts.push(flushAnswers);
    }
    before = new Set(transaction.map(({ text }) => text));
    return Buffer.concat(parts);
  };
}

function message(type: string, body: string): Buffer {
  const size = Buffer.byteLength(body);
  const buffer = Buffer.allocUnsafe(5 + size);
  buffer.write(type, 0, 'latin1');
  buffer.writeInt32BE(4 + size, 1);
  buffer.write(body, 5, 'utf8');
  return buffer;
}

// No formats: values and results are text, and nobody reads the results.
const bindNothing = (name: string): Buffer => message('B', `\0${name}\0\0\0\0\0\0\0`);
const bindUnnamed = bindNothing('');
const bind = (name: string): Buffer => (name === '' ? bindUnnamed : bindNothing(name));
const execute = message('E', '\0\0\0\0\0');
const flushAnswers = message('H', '');

function bindValues(name: string, values: readonly (string | null)[]): Buffer {
  let size = 12 + Buffer.byteLength(name);
  for (let index = 0; index < values.length; index++) size += 4 + Buffer.byteLength(values[index] ?? '');
  const buffer = Buffer.allocUnsafe(1 + size);
  let at = buffer.write('B', 0, 'latin1');
  at = buffer.writeInt32BE(size, at);
  at += buffer.write(`\0${name}\0\0\0`, at, 'utf8');
  at = buffer.writeInt16BE(values.length, at);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? null;
    at = buffer.writeInt32BE(value === null ? -1 : Buffer.byteLength(value), at);
    if (value !== null) at += buffer.write(value, at, 'utf8');
  }
  buffer.writeInt16BE(0, at);
  return buffer;
}

/** Ends a pipeline: the server goes on where it passed over statements after a failure, and says that it is ready. */
export const sync = message('S', '');
