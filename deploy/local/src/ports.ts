import { createServer, connect } from 'node:net';
import { join } from 'node:path';
import { readJson, writePrivate } from './files';
import { Refused } from './refused';

/** The port the system gave, or undefined when the asked one is taken. */
const listenOn = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });

/** A port somebody listens on now. */
export const answers = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host });
    const end = (yes: boolean): void => {
      socket.destroy();
      resolve(yes);
    };
    socket.setTimeout(1_000, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });

/** The port of the console and the API, the only one people type; it is never changed silently. */
export async function entrancePort(wanted: number): Promise<number> {
  const port = await listenOn(wanted);
  if (port !== undefined) return port;
  throw new Refused(`Port ${wanted} is in use by another program: stop that, or choose another with npm start -- --port ${wanted + 10}`);
}

/** Ports of everything else: the same as at the last start where they are still free, so that bookmarks and open clients keep working. */
export class InnerPorts {
  private readonly kept: Record<string, number>;
  private readonly file: string;

  constructor(dir: string) {
    this.file = join(dir, 'ports.json');
    this.kept = readJson<Record<string, number>>(this.file) ?? {};
  }

  async of(name: string): Promise<number> {
    const before = this.kept[name];
    const port = (before === undefined ? undefined : await this.unused(before, name)) ?? (await this.fresh());
    this.kept[name] = port;
    writePrivate(this.file, JSON.stringify(this.kept));
    return port;
  }

  private async unused(port: number, name: string): Promise<number | undefined> {
    const twice = Object.entries(this.kept).some(([other, taken]) => other !== name && taken === port);
    return twice ? undefined : listenOn(port);
  }

  private async fresh(): Promise<number> {
    for (;;) {
      const port = await listenOn(0);
      if (port !== undefined && !Object.values(this.kept).includes(port)) return port;
    }
  }
}
