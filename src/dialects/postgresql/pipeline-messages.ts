/** One statement on its way through a pipeline. */
export interface PipelinedStatement {
  readonly text: string;
  /** The server is to send its answers so far. */
  readonly flush?: boolean;
}

/** A text that comes this often is parsed by the server once and executed by name. */
const worthPreparing = 3;

/**
 * The messages of the extended query protocol for statements without parameters, with a Sync at the end, as one packet: writing each
 * message by itself costs more than making it.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function pipelineMessages(statements: readonly PipelinedStatement[]): Buffer {
  const names = namesOfRepeated(statements);
  const parsed = new Set<string>();
  const parts: Buffer[] = [];
  for (const { text, flush } of statements) {
    const name = names.get(text) ?? '';
    // Statements of the changelog (DISCARD, DEALLOCATE) may have removed it since the last time; closing what is not there is no error.
    if (name !== '' && !parsed.has(name)) parts.push(message('C', `S${name}\0`));
    if (name === '' || !parsed.has(name)) parts.push(message('P', `${name}\0${text}\0\0\0`));
    parsed.add(name);
    // No parameters and no formats: results come as text, and nobody reads them.
    parts.push(name === '' ? bindUnnamed : bind(name), execute);
    if (flush) parts.push(flushAnswers);
  }
  return Buffer.concat([...parts, sync]);
}

function message(type: string, body: string): Buffer {
  const size = Buffer.byteLength(body);
  const buffer = Buffer.allocUnsafe(5 + size);
  buffer.write(type, 0, 'latin1');
  buffer.writeInt32BE(4 + size, 1);
  buffer.write(body, 5, 'utf8');
  return buffer;
}

const bind = (name: string): Buffer => message('B', `\0${name}\0\0\0\0\0\0\0`);
const bindUnnamed = bind('');
const execute = message('E', '\0\0\0\0\0');
const flushAnswers = message('H', '');
const sync = message('S', '');

function namesOfRepeated(statements: readonly PipelinedStatement[]): ReadonlyMap<string, string> {
  const counts = new Map<string, number>();
  for (const { text } of statements) counts.set(text, (counts.get(text) ?? 0) + 1);
  const repeated = [...counts].filter(([, count]) => count >= worthPreparing);
  return new Map(repeated.map(([text], at) => [text, `changelog_${at}`]));
}
