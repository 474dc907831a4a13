import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** What the wire does to bytes. */
export interface Weather {
  /** ms every piece is late. */
  delay?: number;
  /** Bytes per second and direction. */
  rate?: number;
  /** Nothing passes, connections stay open; what is sent is swallowed. */
  blackHole?: boolean;
  /** One direction is swallowed, the other passes: a half-open line. */
  swallow?: 'up' | 'down';
  /** New connections are refused. */
  refuse?: boolean;
  /** Turns a bit over in the n-th byte of what comes down next, once. */
  corrupt?: { nth: number; way: 'up' | 'down' };
}

interface Pair {
  client: Socket;
  server: Socket;
}

/** A TCP proxy between a program and the bus or the database, whose weather the instrument makes. */
export class Proxy {
  weather: Weather = {};
  private readonly pairs = new Set<Pair>();
  /** Bytes that went up and down. */
  readonly passed = { up: 0, down: 0 };
  readonly swallowed = { up: 0, down: 0 };
  private readonly cutters: ((way: 'up' | 'down', chunk: Buffer) => boolean)[] = [];

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async to(port: number): Promise<Proxy> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const proxy = new Proxy(server, (server.address() as AddressInfo).port);
    server.on('connection', (client) => proxy.join(client, port));
    return proxy;
  }

  get connections(): number {
    return this.pairs.size;
  }

  /** Ends every connection; `reset` without a goodbye. */
  cut(how: 'end' | 'reset' = 'end'): void {
    for (const { client, server } of this.pairs) {
      if (how === 'reset') client.resetAndDestroy();
      else client.destroy();
      server.destroy();
    }
    this.pairs.clear();
  }

  /** Cuts all connections at the first piece for which `when` is true; that piece does not pass. */
  cutWhen(when: (way: 'up' | 'down', chunk: Buffer) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const cutter = (way: 'up' | 'down', chunk: Buffer): boolean => {
        if (!when(way, chunk)) return false;
        this.cutters.splice(this.cutters.indexOf(cutter), 1);
        this.cut('reset');
        resolve();
        return true;
      };
      this.cutters.push(cutter);
    });
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private join(client: Socket, port: number): void {
    if (this.weather.refuse) return void client.resetAndDestroy();
    const server = connect({ host: '127.0.0.1', port });
    const pair = { client, server };
    this.pairs.add(pair);
    const end = (): void => {
      this.pairs.delete(pair);
      client.destroy();
      server.destroy();
    };
    for (const socket of [client, server]) {
      socket.setNoDelay(true);
      socket.on('error', end);
      socket.on('close', end);
      socket.on('end', end);
    }
    client.on('data', (chunk: Buffer) => this.pass('up', chunk, client, server));
    server.on('data', (chunk: Buffer) => this.pass('down', chunk, server, client));
  }

  private pass(way: 'up' | 'down', chunk: Buffer, from: Socket, to: Socket): void {
    if (this.cutters.some((cutter) => cutter(way, chunk))) return;
    const { delay = 0, rate, blackHole, swallow } = this.weather;
    if (blackHole || swallow === way) {
      this.swallowed[way] += chunk.length;
      return;
    }
    this.passed[way] += chunk.length;
    this.spoil(way, chunk);
    const late = delay + (rate === undefined ? 0 : (chunk.length * 1_000) / rate);
    if (late > 0) {
      if (rate !== undefined) from.pause();
      setTimeout(() => {
        if (!to.destroyed) to.write(chunk);
        from.resume();
      }, late);
      return;
    }
    if (!to.write(chunk)) {
      from.pause();
      to.once('drain', () => from.resume());
    }
  }

  private spoil(way: 'up' | 'down', chunk: Buffer): void {
    const { corrupt } = this.weather;
    if (corrupt?.way !== way || chunk.length <= corrupt.nth) return;
    chunk[corrupt.nth] = (chunk[corrupt.nth] as number) ^ 1;
    delete this.weather.corrupt;
  }
}
