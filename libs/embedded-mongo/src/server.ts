import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Session } from './auth/session';
import { Users, type UserSpec } from './auth/users';
import { dispatch, type Report } from './commands/dispatch';
import { Engine } from './engine';
import { takeFolder } from './storage/folder-lock';
import { sweepExpired } from './ttl';
import { serve } from './wire/connection';

/** How to start a server. */
export interface EmbeddedMongoOptions {
  /** the data folder; made when it is not there */
  dir: string;
  /** 0 (the default) = any free port; always on 127.0.0.1 */
  port?: number;
  /** who may sign in; none = no one has to */
  users?: readonly UserSpec[];
  /** how often expired documents are looked for, in ms (60 s, as MongoDB does) */
  ttlSweepMs?: number;
  /** told about failures inside; never gets values of documents */
  report?: Report;
}

/** A running server. */
export interface EmbeddedMongo {
  port: number;
  /** without credentials */
  uri: string;
  /** removes expired documents now; answers how many */
  sweepExpired(): Promise<number>;
  /** finishes running commands, closes the connections and the store */
  stop(): Promise<void>;
}

/**
 * Starts a MongoDB-compatible server for one machine, trial and tests.
 * @throws FolderInUse when another process holds the data folder; Error when the port is taken
 */
export async function startEmbeddedMongo(options: EmbeddedMongoOptions): Promise<EmbeddedMongo> {
  const giveBack = takeFolder(options.dir);
  try {
    const users = await Users.from(options.users ?? []);
    const engine = Engine.open(options.dir);
    const running = new Running(engine, users, options);
    await running.listen(options.port ?? 0).catch(async (error: unknown) => {
      await engine.close();
      throw error;
    });
    return running.handle(giveBack);
  } catch (error) {
    giveBack();
    throw error;
  }
}

class Running {
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private readonly timer: NodeJS.Timeout;
  private connections = 0;
  private active = 0;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly engine: Engine,
    private readonly users: Users,
    private readonly options: EmbeddedMongoOptions,
  ) {
    this.server = createServer((socket) => this.connect(socket));
    this.timer = setInterval(() => void this.sweep(), options.ttlSweepMs ?? 60_000).unref();
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error) => {
        clearInterval(this.timer);
        reject(error);
      });
      this.server.listen(port, '127.0.0.1', resolve);
    });
  }

  handle(giveBack: () => void): EmbeddedMongo {
    const { port } = this.server.address() as AddressInfo;
    const stop = (): Promise<void> => (this.stopping ??= this.close().finally(giveBack));
    return { port, uri: `mongodb://127.0.0.1:${port}`, stop, sweepExpired: () => sweepExpired(this.engine, Date.now()) };
  }

  private connect(socket: Socket): void {
    const session = new Session(++this.connections, this.users);
    const on = { engine: this.engine, users: this.users, session };
    this.sockets.add(socket);
    const answer = async (request: Parameters<typeof dispatch>[0]): Promise<Buffer> => {
      this.active++;
      try {
        return await dispatch(request, on, this.options.report ?? (() => undefined));
      } finally {
        this.active--;
      }
    };
    serve(socket, answer, () => this.sockets.delete(socket));
  }

  private async sweep(): Promise<void> {
    this.engine.cursors.sweep();
    try {
      await sweepExpired(this.engine, Date.now());
    } catch (error) {
      this.options.report?.('ttl', error);
    }
  }

  private async close(): Promise<void> {
    clearInterval(this.timer);
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (let waited = 0; this.active > 0 && waited < 5_000; waited += 10) await new Promise((resolve) => setTimeout(resolve, 10));
    for (const socket of this.sockets) socket.end().destroySoon();
    await closed;
    await this.engine.close();
  }
}
