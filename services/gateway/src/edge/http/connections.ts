import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Knows which connections have a request in hand. Node's own `closeIdleConnections` leaves those alone that never sent one
 * (browsers open some in advance), and a drain would wait for them until they time out.
 */
export class Connections {
  private readonly open = new Set<Socket>();
  private readonly busy = new Set<Socket>();

  constructor(private readonly server: Server) {
    server.on('connection', (socket: Socket) => {
      this.open.add(socket);
      socket.once('close', () => this.open.delete(socket));
    });
    server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
      this.busy.add(socket);
      response.once('close', () => this.busy.delete(socket));
    });
  }

  /** Closes what has nothing in hand now, and everything after `longestMs`. The answer stops the waiting. */
  drain(longestMs: number): () => void {
    for (const socket of this.open) if (!this.busy.has(socket)) socket.destroy();
    const late = setTimeout(() => this.server.closeAllConnections(), longestMs);
    return () => clearTimeout(late);
  }
}
