import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { anyStatement } from './kill-moments.mjs';

/** Where statements begin on the wire: behind the name in PostgreSQL's Parse, the length in its Query, the command byte in MariaDB's packet. */
const starts = (source) => new RegExp(`(?<=[\\0\\x03]|Q[\\s\\S]{4})(?:${source})`, 'gi');

/**
 * Where to cut what a client sends, to have it die at a moment.
 * @param {{ statement: string, after: boolean }} moment
 * @param {number} count the how manieth of its statements counts
 * @returns {(text: string) => number | undefined} where the server's part of a packet ends; undefined where all of it is the server's
 */
export function cutAt({ statement, after }, count) {
  let left = count;
  return (text) => {
    for (const { index } of text.matchAll(starts(statement))) {
      left -= 1;
      if (left > 0) continue;
      if (!after) return index;
      const next = starts(anyStatement);
      next.lastIndex = index + 1;
      return next.exec(text)?.index ?? text.length;
    }
    return undefined;
  };
}

/**
 * Stands between a client and a server, to kill the client at a moment that only the wire shows. Of a packet in which that moment lies, the
 * server gets the part before it: in a pipeline it works on that part and then finds the session gone.
 * @param {{ host: string, port: number }} server
 */
export async function openProxy({ host, port }) {
  /** @type {{ cut: (text: string) => number | undefined, awaitsAnswer: boolean, kill: () => void } | undefined} */
  let watch;
  const sockets = new Set();
  const proxy = createServer((client) => {
    const upstream = connect(port, host);
    let isCut = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        // What was written still goes out.
        upstream.destroySoon();
      });
    }
    const answer = new Promise((resolve) => {
      upstream.on('data', (data) => {
        if (isCut) resolve(undefined);
        else client.write(data);
      });
    });
    client.on('data', (data) => {
      if (isCut) return;
      const end = watch?.cut(data.toString('latin1'));
      if (end === undefined) return void upstream.write(data);
      const { kill, awaitsAnswer } = watch;
      watch = undefined;
      isCut = true;
      upstream.write(data.subarray(0, end), async () => {
        // A statement in the middle of a pipeline is not answered by itself.
        if (awaitsAnswer) await Promise.race([answer, end < data.length ? sleep(50) : answer]);
        kill();
        upstream.destroySoon();
      });
    });
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    port: proxy.address().port,
    /** What is watched for from now on, once. */
    watchFor(next) {
      watch = next;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
