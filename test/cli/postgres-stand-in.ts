import { createServer, type AddressInfo, type Socket } from 'node:net';
import { createdTable, type CreatedTable } from './options/created-tables.js';

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
  /** Tables that there are from the beginning. */
  readonly tables?: readonly CreatedTable[];
  /** The rows that answer a query; undefined: as every query. */
  reply?(sql: string): readonly Readonly<Record<string, string | boolean>>[] | undefined;
}

const [PASSWORD, QUERY, PARSE, BIND, DESCRIBE, EXECUTE, CLOSE, SYNC, END] = Array.from('pQPBDECSX', (letter) => letter.charCodeAt(0));

/**
 * Speaks PostgreSQL's protocol as far as a login goes, and then says yes to everything, and knows the tables that the session has made: it
 * shows what the client sends, not that a server would take it. https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export async function startPostgresStandIn({ refuse, reply, tables = [] }: StandInBehaviour = {}): Promise<PostgresStandIn> {
  let heard = '';
  const passwords: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    let buffered = Buffer.alloc(0);
    let started = false;
    const prepared = new Map<string, string>();
    /** The statement that was bound last, with its values as they came. */
    let asked = '';
    let isDescribed = false;
    const created = [...tables];
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('latin1');
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
        } else if (type === QUERY) {
          const sql = body.subarray(0, -1).toString();
          created.push(...[createdTable(sql)].filter((table) => table !== undefined));
          const rows = reply?.(sql);
          socket.write(rows === undefined ? answer(sql) : Buffer.concat([rowsOf(rows), ready()]));
        } else if (type === PARSE) {
          const [name = '', sql = ''] = body.toString().split('\0');
          prepared.set(name, sql);
          created.push(...[createdTable(sql)].filter((table) => table !== undefined));
          socket.write(message('1'));
        } else if (type === BIND) {
          const [, name = ''] = body.toString().split('\0');
          asked = `${prepared.get(name) ?? ''}${body.toString()}`;
          isDescribed = false;
          socket.write(message('2'));
        } else if (type === DESCRIBE) isDescribed = true;
        else if (type === EXECUTE) {
          const rows = created
            .filter(({ name }) => asked.includes('a.attname AS part') && new RegExp(`${name}(?![a-z])`, 'i').test(asked))
            .flatMap(columnRows);
          if (!isDescribed) socket.write(done(asked));
          else socket.write(rows.length === 0 ? Buffer.concat([message('n'), complete('SELECT 0')]) : rowsOf(rows));
        } else if (type === CLOSE) socket.write(message('3'));
        else if (type === SYNC) socket.write(ready());
        else if (type === END) socket.end();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    heard: () => heard,
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

const done = (sql: string): Buffer => complete(`${/^\s*(\w+)/.exec(sql)?.[1]?.toUpperCase() ?? 'SELECT'} 1`);

/** A table as the search for tracking tables wants it. */
const columnRows = ({ name, columns }: CreatedTable): readonly Readonly<Record<string, string>>[] =>
  columns.map((part) => ({ owner: 'public', name: name.toLowerCase(), part: part.toLowerCase(), length: '255' }));

/** Who answers, which every session asks; that it has what it locks; anything else was done to one row. */
function answer(sql: string): Buffer {
  if (/^SELECT (?:pg_(?:try_)?advisory_\w+\(|EXISTS )/.test(sql)) return Buffer.concat([rowsOf([{ yes: true }]), ready()]);
  if (!sql.includes('server_version_num')) return Buffer.concat([done(sql), ready()]);
  const columns = {
    number: '150000',
    text: '15.0',
    version: 'PostgreSQL 15.0',
    user: 'ann',
    catalog: 'shop',
    schema: 'public',
    session: '1',
  };
  return Buffer.concat([message('N', ...['SNOTICE', 'C00000', 'Mtake care'].map(text), Buffer.from([0])), rowsOf([columns]), ready()]);
}

function rowsOf(rows: readonly Readonly<Record<string, string | boolean>>[]): Buffer {
  const [BOOLEAN, TEXT] = [16, 25];
  const fields = Object.entries(rows[0] ?? {}).map(([name, value]) =>
    Buffer.concat([text(name), int32(0), int16(0), int32(typeof value === 'boolean' ? BOOLEAN : TEXT), int16(-1), int32(-1), int16(0)]),
  );
  const lines = rows.map((row) => {
    const values = Object.values(row).map((value) => (typeof value === 'boolean' ? (value ? 't' : 'f') : value));
    return message(
      'D',
      int16(values.length),
      ...values.map((value) => Buffer.concat([int32(Buffer.byteLength(value)), Buffer.from(value)])),
    );
  });
  return Buffer.concat([message('T', int16(fields.length), ...fields), ...lines, complete(`SELECT ${rows.length}`)]);
}
