import { createServer, type AddressInfo, type Socket } from 'node:net';

/** What a client said, of PostgreSQL's protocol. */
export interface PostgresStandIn extends AsyncDisposable {
  readonly port: number;
  /** Everything that arrived, as text. */
  heard(): string;
  readonly passwords: readonly string[];
}

export interface StandInBehaviour {
  /** Refuses the login with this code and message, made from the password; absent: lets in. */
  refuse?(password: string): { readonly code: string; readonly message: string };
}

const [PASSWORD, QUERY, SYNC, END] = ['p', 'Q', 'S', 'X'].map((letter) => letter.charCodeAt(0));

/**
 * Speaks PostgreSQL's protocol as far as a login goes, and then says yes to everything: it shows what the client sends, not that a server would
 * take it. https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function startPostgresStandIn({ refuse }: StandInBehaviour = {}): Promise<PostgresStandIn> {
  const chunks: Buffer[] = [];
  const passwords: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let buffered = Buffer.alloc(0);
    let started = false;
    socket.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      buffered = Buffer.concat([buffered, chunk]);
      for (;;) {
        // The first message has no letter.
        const head = started ? 1 : 0;
        if (buffered.length < head + 4 || buffered.length < head + buffered.readInt32BE(head)) return;
        const end = head + buffered.readInt32BE(head);
        const [type, body] = [buffered[0], buffered.subarray(head + 4, end)];
        buffered = buffered.subarray(end);
        if (!started) {
          started = true;
          socket.write(message('R', int32(3)));
        } else if (type === PASSWORD) {
          const password = body.subarray(0, -1).toString();
          passwords.push(password);
          if (refuse === undefined) socket.write(Buffer.concat([message('R', int32(0)), message('K', int32(1), int32(2)), ready()]));
          else {
            const refusal = refuse(password);
            const fields = ['SFATAL', 'VFATAL', `C${refusal.code}`, `M${refusal.message}`].map(text);
            return void socket.end(message('E', ...fields, Buffer.from([0])));
          }
        } else if (type === QUERY) socket.write(answer(body.subarray(0, -1).toString()));
        else if (type === SYNC) socket.write(Buffer.concat([message('1'), message('2'), message('n'), complete('SELECT 0'), ready()]));
        else if (type === END) socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => Buffer.concat(chunks).toString('latin1'),
    passwords,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const int32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const int16 = (value: number): Buffer => int32(value).subarray(2);
const text = (value: string): Buffer => Buffer.from(`${value}\0`);
const message = (type: string, ...parts: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
};
const ready = (): Buffer => message('Z', Buffer.from('I'));
const complete = (tag: string): Buffer => message('C', text(tag));

/** Who answers, which every session asks; anything else was done to one row. */
function answer(sql: string): Buffer {
  if (!sql.includes('server_version_num'))
    return Buffer.concat([complete(`${/^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SELECT'} 1`), ready()]);
  const columns = { number: '150000', text: '15.0', version: 'PostgreSQL 15.0', user: 'ann', catalog: 'shop', schema: 'public' };
  const fields = Object.keys(columns).map((name) =>
    Buffer.concat([text(name), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]),
  );
  const values = Object.values(columns).map((value) => Buffer.concat([int32(value.length), Buffer.from(value)]));
  return Buffer.concat([
    message('N', ...['SNOTICE', 'C00000', 'Mtake care'].map(text), Buffer.from([0])),
    message('T', int16(fields.length), ...fields),
    message('D', int16(values.length), ...values),
    complete('SELECT 1'),
    ready(),
  ]);
}
