import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { pausableSocket } from '../../src/dialects/postgresql/pausable-socket.js';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

/** A socket of ours, what it has read, and the other end of it. */
async function connected(): Promise<{ socket: Socket; read: () => string; other: Socket }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = pausableSocket();
  let text = '';
  socket.on('data', (piece: Buffer) => (text += String(piece)));
  socket.connect((server.address() as AddressInfo).port, '127.0.0.1');
  const [[other]] = (await Promise.all([once(server, 'connection'), once(socket, 'connect')])) as unknown as [[Socket]];
  ends.push(() => {
    socket.destroy();
    other.destroy();
    server.close();
  });
  return { socket, read: () => text, other };
}

it('gives what arrives piece by piece, each in memory of its own', async () => {
  const { socket, other } = await connected();
  const pieces: Buffer[] = [];
  socket.on('data', (piece: Buffer) => pieces.push(piece));
  for (const text of ['one', 'two']) {
    other.write(text);
    await once(socket, 'data');
  }
  expect(pieces.map(String)).toEqual(['one', 'two']);
});

it('reads nothing while it is paused, and all of it in order afterwards', async () => {
  const { socket, read, other } = await connected();
  socket.pause();
  const long = 'x'.repeat(200_000);
  other.write('first ');
  other.end(long);
  await sleep(30);
  expect({ read: read(), bytes: socket.bytesRead }).toEqual({ read: '', bytes: 0 });
  socket.resume();
  await once(socket, 'end');
  expect(read()).toBe(`first ${long}`);
});
