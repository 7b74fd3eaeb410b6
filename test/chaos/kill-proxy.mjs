import { connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { anyStatement } from './kill-moments.mjs';

/**
 * Where statements begin on the wire: behind the name in PostgreSQL's Parse, the length in its Query, the command byte in MariaDB's packet;
 * and where one that the server has by name is executed, its Bind.
 */
const starts = () =>
  new RegExp(`(?<=([^\\0]*)[\\0\\x03]|Q[\\s\\S]{4})(?:${anyStatement})|(?<=B[\\s\\S]{4}\\0)(changelog_\\d+)(?=\\0)`, 'gi');

/**
 * Where to cut what a client sends, to have it die at a moment.
 * @param {{ statement: string, after: boolean }} moment
 * @param {number} count the how manieth of its statements counts
 * @returns {(text: string) => number | undefined} where the server's part of a packet ends; undefined where all of it is the server's
 */
export function cutAt({ statement, after }, count) {
  const wanted = new RegExp(statement, 'iy');
  const named = new Set();
  let parsed;
  let left = count;
  const counts = ({ index, 1: before = '', 2: bound }, text) => {
    if (bound !== undefined) {
      // The Bind behind a Parse belongs to it.
      const isNext = bound !== parsed;
      parsed = undefined;
      return isNext && named.has(bound);
    }
    wanted.lastIndex = index;
    const isWanted = wanted.test(text);
    parsed = /changelog_\d+$/.exec(before)?.[0];
    if (isWanted && parsed !== undefined) named.add(parsed);
    return isWanted;
  };
  return (text) => {
    const all = [...text.matchAll(starts())];
    for (const [at, match] of all.entries()) {
      if (!counts(match, text)) continue;
      left -= 1;
      if (left > 0) continue;
      return after ? (all[at + 1]?.index ?? text.length) : match.index;
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
