import { execFile, execFileSync } from 'node:child_process';
import { promisify } from 'node:util';
import type { Network, Place } from './network';

const run = promisify(execFile);
async function ip(line: string): Promise<void> {
  await run('ip', line.split(' '));
}

const ROUTE_PORT = 6222;
const CLIENT_PORT = 4222;

/**
 * Brokers each in a network namespace of their own: a wire to a bridge that joins them, and another to whoever runs this, so that a
 * client keeps its connection while the broker loses the others (F10). It takes the right to manage the network.
 */
export class Namespaces implements Network {
  private constructor(
    readonly places: readonly Place[],
    private readonly hub: string,
  ) {
    process.once('exit', this.remove);
  }

  /** Throws what `ip` said where this user may not make them. */
  static async of(names: readonly string[]): Promise<Namespaces> {
    const hub = `spil-${process.pid}-hub`;
    await ip(`netns add ${hub}`);
    const network = new Namespaces(
      names.map((name, i) => placeOf(name, i + 1, names.length)),
      hub,
    );
    try {
      await ip(`-n ${hub} link add bridge type bridge`);
      await ip(`-n ${hub} link set bridge up`);
      for (const [i, name] of names.entries()) await wire(hub, name, i + 1);
      return network;
    } catch (error) {
      await network.close();
      throw error;
    }
  }

  /** The wire to the bridge is down: packets go nowhere, and nothing tells the ends of a connection. */
  partition: Network['partition'] = async (name) => {
    await ip(`-n ${this.hub} link set ${portOf(name)} down`);
    return 'its link down, in a network namespace';
  };

  async join(name: string): Promise<void> {
    await ip(`-n ${this.hub} link set ${portOf(name)} up`);
  }

  close(): Promise<void> {
    process.off('exit', this.remove);
    this.remove();
    return Promise.resolve();
  }

  // The wires go with their namespaces.
  private remove = (): void => {
    for (const one of [...this.places.map(({ name }) => spaceOf(name)), this.hub]) {
      try {
        execFileSync('ip', ['netns', 'delete', one], { stdio: 'ignore' });
      } catch {
        // One that was never made.
      }
    }
  };
}

/** A broker's end at the bridge. */
const portOf = (name: string): string => `to-${name}`;
const spaceOf = (name: string): string => `spil-${process.pid}-${name}`;
/** Addresses of a client's wire: of the range kept for measuring networks (RFC 2544), told apart by process. */
const clientWire = (n: number): { here: string; there: string } => {
  const net = `198.18.${process.pid % 250}`;
  return { here: `${net}.${n * 4 + 1}`, there: `${net}.${n * 4 + 2}` };
};
/** Between the brokers, where nobody else is. */
const routeOf = (n: number): string => `10.0.0.${n}`;

async function wire(hub: string, name: string, n: number): Promise<void> {
  const space = spaceOf(name);
  const { here, there } = clientWire(n);
  const outside = `sp${process.pid}${name}`;
  await ip(`netns add ${space}`);
  await ip(`-n ${space} link set lo up`);
  await ip(`link add ${portOf(name)} netns ${hub} type veth peer name route netns ${space}`);
  await ip(`-n ${hub} link set ${portOf(name)} master bridge up`);
  await ip(`-n ${space} addr add ${routeOf(n)}/24 dev route`);
  await ip(`-n ${space} link set route up`);
  await ip(`link add ${outside} type veth peer name client netns ${space}`);
  await ip(`addr add ${here}/30 dev ${outside}`);
  await ip(`link set ${outside} up`);
  await ip(`-n ${space} addr add ${there}/30 dev client`);
  await ip(`-n ${space} link set client up`);
}

function placeOf(name: string, n: number, all: number): Place {
  const others = Array.from({ length: all }, (_, i) => i + 1).filter((other) => other !== n);
  const routes = others.map((other) => `"nats://${routeOf(other)}:${ROUTE_PORT}"`).join(', ');
  const { there } = clientWire(n);
  return {
    name,
    host: there,
    port: CLIENT_PORT,
    listen: {
      client: `host: ${there}\nport: ${CLIENT_PORT}`,
      cluster: `host: ${routeOf(n)}, port: ${ROUTE_PORT}, routes: [${routes}]`,
    },
    command: (program, args) => ({ program: 'ip', args: ['netns', 'exec', spaceOf(name), program, ...args] }),
  };
}
