import { createServer, type AddressInfo, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket, type SecureContextOptions } from 'node:tls';
import { databaseChange, done, doneProcedure, errorToken, loginAck, rowsToken, type ServerMessage } from './tds-tokens.js';

/** What one client message asked for. */
export interface TdsRequest {
  /** A batch as it was sent, or the text given to sp_executesql with its parameters. */
  readonly kind: 'batch' | 'procedure';
  readonly sql: string;
  /** The declaration that sp_executesql got: `@p1 nvarchar(5), …`. */
  readonly declared?: string;
  /** The values for it, as they were sent. */
  readonly parameters?: string;
  /** The transaction that the request says it is in; 0 outside. */
  readonly transaction: bigint;
}

export interface TdsServer extends AsyncDisposable {
  readonly port: number;
  /** All requests but for the settings that tedious sends after a login, in order. */
  readonly requests: readonly TdsRequest[];
  /** What logins said: user, password, database and program. */
  readonly logins: readonly { readonly user: string; readonly password: string; readonly database: string; readonly program: string }[];
  /** How often a client asked for a running request to be cancelled. */
  readonly attentions: number;
}

export interface TdsBehaviour {
  /** The answer to a request; undefined never answers, 'close' cuts the connection. Default: done. */
  answer?(request: TdsRequest): Buffer | undefined | 'close';
  /** Refuses the login. */
  readonly refuse?: ServerMessage;
  /** How many bytes of an answer a packet holds, and each packet comes on its own; default: as many as clients ask for. */
  readonly packet?: number | undefined;
  /** The certificate for encrypted logins; without one the server offers no encryption. */
  readonly tls?: SecureContextOptions;
}

const PRELOGIN = 0x12;
const [BATCH, PROCEDURE, ANSWER, ATTENTION, LOGIN] = [0x01, 0x03, 0x04, 0x06, 0x10];

/**
 * Speaks the wire protocol of SQL Server as far as a client's session needs it, and understands no SQL: it shows what the driver sends and
 * what it makes of answers, not that a server would take it.
 */
export async function startTdsServer(behaviour: TdsBehaviour = {}): Promise<TdsServer> {
  const requests: TdsRequest[] = [];
  const logins: TdsServer['logins'][number][] = [];
  let attentions = 0;
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    const raw = createChannel(socket, behaviour.packet);
    let channel = raw;
    const onMessage = (type: number, body: Buffer): void => {
      if (type === PRELOGIN) {
        raw.send(ANSWER, preloginAnswer(behaviour.tls !== undefined));
        if (behaviour.tls !== undefined) channel = secured(socket, raw, behaviour.tls, onMessage);
      } else if (type === LOGIN) {
        logins.push(readLogin(body));
        const { refuse } = behaviour;
        channel.send(
          ANSWER,
          refuse === undefined
            ? Buffer.concat([databaseChange('shop'), loginAck(), done()])
            : Buffer.concat([errorToken(refuse), done({ error: true })]),
        );
        if (refuse !== undefined) socket.end();
      } else if (type === ATTENTION) {
        attentions += 1;
        // The answer to the request ends, and the cancel is confirmed in one of its own.
        channel.send(ANSWER, done({ error: true }));
        channel.send(ANSWER, done({ attention: true }));
      } else if (type === BATCH || type === PROCEDURE) {
        const request = readRequest(type, body);
        if (request.sql.startsWith('set ansi_nulls')) return channel.send(ANSWER, done());
        requests.push(request);
        const answer = defaultAnswer(request) ?? behaviour.answer?.(request);
        if (answer === 'close') socket.destroy();
        else if (answer !== undefined || behaviour.answer === undefined) channel.send(ANSWER, answer ?? finished(request));
      }
    };
    raw.onMessage = onMessage;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    logins,
    get attentions() {
      return attentions;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Nothing happened, in the form that the kind of request ends with. */
export const finished = ({ kind }: Pick<TdsRequest, 'kind'>): Buffer => (kind === 'batch' ? done() : doneProcedure());

/** What the driver asks of every server: who it is. */
function defaultAnswer({ sql }: TdsRequest): Buffer | undefined {
  if (!sql.includes("SERVERPROPERTY('ProductVersion')")) return undefined;
  return Buffer.concat([
    rowsToken({ a: 'nvarchar', b: 'nvarchar', c: 'nvarchar', d: 'nvarchar' }, [['16.0.4135.4', 'sa', 'shop', 'dbo']]),
    done({ rows: 1 }),
  ]);
}

interface Channel {
  onMessage: (type: number, body: Buffer) => void;
  /** Gets the bytes from the first on that belong to an encrypted record instead of a packet. */
  onEncrypted?: (bytes: Buffer) => void;
  send(type: number, body: Buffer): void;
}

const ENCRYPTED_RECORD = 0x17;

/** Packets of 8 bytes of header and a body; the last one of a message is marked. */
function createChannel(socket: Duplex, size = 4000): Channel {
  let buffered = Buffer.alloc(0);
  let body = Buffer.alloc(0);
  let encrypted = false;
  const channel: Channel = {
    onMessage: () => {},
    send(type, bytes) {
      for (let at = 0; at === 0 || at < bytes.length; at += size) {
        const part = bytes.subarray(at, at + size);
        const header = Buffer.from([type, at + size >= bytes.length ? 1 : 0, 0, 0, 0, 0, 1, 0]);
        header.writeUInt16BE(part.length + 8, 2);
        socket.write(Buffer.concat([header, part]));
      }
    },
  };
  socket.on('data', (chunk: Buffer) => {
    buffered = Buffer.concat([buffered, chunk]);
    encrypted ||= channel.onEncrypted !== undefined && buffered[0] === ENCRYPTED_RECORD;
    if (encrypted) {
      channel.onEncrypted?.(buffered);
      buffered = Buffer.alloc(0);
    }
    while (buffered.length >= 8 && buffered.length >= buffered.readUInt16BE(2)) {
      const length = buffered.readUInt16BE(2);
      const [type = 0, status = 0] = buffered;
      body = Buffer.concat([body, buffered.subarray(8, length)]);
      buffered = buffered.subarray(length);
      if ((status & 1) === 0) continue;
      const message = body;
      body = Buffer.alloc(0);
      channel.onMessage(type, message);
    }
  });
  return channel;
}

/** The handshake travels in packets; after it packets travel inside the encryption. */
function secured(socket: Socket, raw: Channel, context: SecureContextOptions, onMessage: Channel['onMessage']): Channel {
  let handshake = true;
  const inner = new Duplex({
    read() {},
    write(chunk: Buffer, _encoding, next) {
      if (handshake) raw.send(PRELOGIN, chunk);
      else socket.write(chunk);
      next();
    },
  });
  raw.onMessage = (_type, body) => void inner.push(body);
  raw.onEncrypted = (bytes) => {
    handshake = false;
    inner.push(bytes);
  };
  // Version 1.3 has no clear end of the handshake on the side of the server.
  const secureContext = createSecureContext({ ...context, maxVersion: 'TLSv1.2' });
  const secure = new TLSSocket(inner, { isServer: true, secureContext });
  secure.on('error', () => socket.destroy());
  const channel = createChannel(secure);
  channel.onMessage = onMessage;
  return channel;
}

function preloginAnswer(encrypted: boolean): Buffer {
  // Two options, version and encryption (1: on, 2: not supported), each with offset and length.
  return Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 16, 0, 0x10, 0, 0, 0, encrypted ? 1 : 2]);
}

function readLogin(body: Buffer): TdsServer['logins'][number] {
  const field = (at: number): Buffer => body.subarray(body.readUInt16LE(at), body.readUInt16LE(at) + body.readUInt16LE(at + 2) * 2);
  // Passwords have their half-bytes swapped and then every second bit turned.
  const password = Buffer.from(field(44).map((byte) => (((byte ^ 0xa5) & 0x0f) << 4) | ((byte ^ 0xa5) >> 4)));
  return {
    user: field(40).toString('utf16le'),
    password: password.toString('utf16le'),
    program: field(48).toString('utf16le'),
    database: field(68).toString('utf16le'),
  };
}

function readRequest(type: number, body: Buffer): TdsRequest {
  const start = body.readUInt32LE(0);
  const transaction = body.readBigUInt64LE(10);
  if (type === BATCH) return { kind: 'batch', sql: body.subarray(start).toString('utf16le'), transaction };
  // 0xffff and the number of sp_executesql, options; then its two first parameters, both nvarchar.
  let at = start + 6;
  const next = (): string => {
    at += 1 + (body[at] ?? 0) * 2 + 1;
    const isMax = body.readUInt16LE(at + 1) === 0xffff;
    at += 8;
    const length = isMax ? Number(body.readBigUInt64LE(at)) : body.readUInt16LE(at);
    at += isMax ? 8 : 2;
    if (!isMax) {
      at += length;
      return body.subarray(at - length, at).toString('utf16le');
    }
    let value = '';
    for (let size = body.readUInt32LE(at); ; size = body.readUInt32LE(at)) {
      at += 4 + size;
      if (size === 0) return value;
      value += body.subarray(at - size, at).toString('utf16le');
    }
  };
  const sql = next();
  const declared = next();
  return { kind: 'procedure', sql, declared, parameters: body.subarray(at).toString('utf16le'), transaction };
}
