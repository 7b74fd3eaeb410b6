import { isIP } from 'node:net';
import { Duplex } from 'node:stream';
import { connect } from 'node:tls';

let isMuted = false;

/**
 * The package gives TLS the host of the URL as the name of the server, against which the certificate is checked. Where it is an address,
 * Node.js warns of that on standard error, once in a process; here is that once, unseen.
 */
export function muteAddressWarning(host: string): void {
  if (isMuted || isIP(host) === 0) return;
  isMuted = true;
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    const nowhere = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
    connect({ socket: nowhere, servername: host })
      .on('error', () => {})
      .destroy();
  } catch {
    // A version that no longer takes addresses says so when it connects.
  } finally {
    process.emitWarning = emitWarning;
  }
}
