import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the ports that systems give to outgoing connections (from 32768 on): of those, one that is free now may be some client's by the
 * time a server is told to listen on it, and a broker that finds its port for routes taken ends.
 */
const [FIRST, LAST] = [15_000, 32_000];
const given = new Set<number>();

/** A port on 127.0.0.1 that nobody listens on and that was not given before in this process. Rejects when there is none left. */
export async function freePort(): Promise<number> {
  while (given.size < LAST - FIRST) {
    const port = randomInt(FIRST, LAST);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
  throw new Error(`no port is free between ${FIRST} and ${LAST}`);
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
