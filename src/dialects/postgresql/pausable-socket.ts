import { Socket, type ConnectOpts, type SocketConstructorOpts } from 'node:net';

/**
 * A socket that does not read while it is paused, so that what arrives wakes nobody; an ordinary one goes on reading until its buffer is full.
 * https://nodejs.org/api/net.html#new-netsocketoptions
 */
export function pausableSocket(): Socket {
  const options: SocketConstructorOpts & ConnectOpts = {
    onread: {
      buffer: Buffer.allocUnsafe(1 << 16),
      callback(size, buffer) {
        // The next piece comes into the same buffer, while the end of a message may still be missing.
        socket.emit('data', Buffer.from(buffer.subarray(0, size)));
        return true;
      },
    },
  };
  const socket = new Socket(options);
  return socket;
}
