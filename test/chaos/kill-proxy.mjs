import { connect, createServer } from 'node:net';

/**
 * Listens in on a session with a server, to kill its client at a moment that only the wire shows.
 * @param {{ host: string, port: number }} server
 */
export async function openProxy({ host, port }) {
  /** @type {{ pattern: RegExp, moment: 'before' | 'answered', kill: () => void, fired: boolean } | undefined} */
  let watch;
  const sockets = new Set();
  const proxy = createServer((client) => {
    const upstream = connect(port, host);
    let answered = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => {});
      socket.on('close', () => {
        sockets.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      if (watch !== undefined && !watch.fired && watch.pattern.test(data.toString('latin1'))) {
        watch.fired = true;
        if (watch.moment === 'before') {
          watch.kill();
          upstream.destroy();
          return;
        }
        answered = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (answered) {
        watch?.kill();
        upstream.destroy();
        return;
      }
      client.write(data);
    });
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    port: proxy.address().port,
    /** What is watched for in the next session. */
    watchFor(next) {
      watch = next && { ...next, fired: false };
    },
    close() {
      for (const socket of sockets) socket.destroy();
      proxy.close();
    },
  };
}
