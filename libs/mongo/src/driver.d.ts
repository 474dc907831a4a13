declare module 'mongodb/lib/cmap/connection.js' {
  import type { Socket } from 'node:net';
  /** What the driver speaks to a server through. */
  export class Connection {
    constructor(socket: Socket, options: object);
  }
}
