import { connect } from 'node:net';

/**
 * Asks the server to cancel what another session runs. The request is a connection of its own, without login; the server answers by
 * closing it. https://www.postgresql.org/docs/current/protocol-flow.html#PROTOCOL-FLOW-CANCELING-REQUESTS
 */
export function requestCancel(host: string, port: number, session: { readonly processId: number; readonly secret: number }): Promise<void> {
  return new Promise((resolve) => {
    const socket = host.startsWith('/') ? connect(`${host}/.s.PGSQL.${port}`) : connect(port, host);
    const packet = Buffer.alloc(16);
    packet.writeInt32BE(16, 0);
    packet.writeInt32BE(80_877_102, 4);
    packet.writeInt32BE(session.processId, 8);
    packet.writeInt32BE(session.secret, 12);
    socket.once('connect', () => socket.end(packet));
    // A cancel that does not arrive changes nothing: the statement goes on, and its end is awaited anyway.
    socket.on('error', () => resolve());
    socket.once('close', () => resolve());
  });
}
