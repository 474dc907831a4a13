import type { Socket } from 'node:net';
// mongoose's own copy of the driver (a test says so), whose types name neither this class nor the option `connectionType` that takes another.
import { Connection } from 'mongodb/lib/cmap/connection.js';

/**
 * A connection that is closed at the moment its server ends it. The driver's own (7.8 and 7.9) waits for the socket's `close`, which
 * comes some steps later. A command written in between waits for a `drain` that never comes, and no time limit ends that: a caller
 * waits for ever, and where it was the monitor's question, this process finds no server any more until it is started anew. Under load
 * about one of eighty endings did that.
 */
export class ClosingConnection extends Connection {
  constructor(socket: Socket, options: object) {
    super(socket, options);
    // With an error it is closed before anybody else has a turn.
    socket.once('end', () => socket.destroy(new Error('the server ended the connection')));
  }
}
