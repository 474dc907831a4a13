import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { choices, startChild, type Child } from '@spil/testing';
import { ProxyNetwork, type Network, type Place } from './network';
import { comes } from './wait';

interface Node extends Place {
  conf: string;
  child?: Child;
}

const NAMES = ['a', 'b', 'c'] as const;

/** Three brokers, and between them a network that can be cut. */
export class Cluster {
  private constructor(
    readonly nodes: Node[],
    readonly network: Network,
    private readonly dir: string,
    private readonly binary: string,
  ) {}

  /** Undefined where the provider has no binary (a container): said, not hidden. */
  static async start(networkOf = (names: readonly string[]): Promise<Network> => ProxyNetwork.of(names)): Promise<Cluster | undefined> {
    const { nats } = await choices();
    if (nats.kind !== 'binary') return undefined;
    const network = await networkOf(NAMES);
    const dir = mkdtempSync(join(tmpdir(), 'spil-cluster-'));
    const nodes = network.places.map((place): Node => ({ ...place, conf: join(dir, `${place.name}.conf`) }));
    const cluster = new Cluster(nodes, network, dir, nats.target);
    for (const node of nodes) writeFileSync(node.conf, cluster.config(node));
    await Promise.all(nodes.map((node) => cluster.begin(node)));
    await cluster.formed();
    return cluster;
  }

  /** Addresses of these nodes, all of them by default. */
  url(names = NAMES.join('')): string {
    return this.nodes
      .filter(({ name }) => names.includes(name))
      .map(({ host, port }) => `nats://${host}:${port}`)
      .join(',');
  }

  async kill(name: string): Promise<void> {
    const node = this.node(name);
    node.child?.signal('SIGKILL');
    await node.child?.ended;
  }
  async begin(node: Node | string): Promise<void> {
    const one = typeof node === 'string' ? this.node(node) : node;
    const { program, args } = one.command(this.binary, ['-c', one.conf]);
    one.child = await startChild(program, args, one.port, one.host);
  }

  /** Who leads a stream now. */
  async leader(stream: string): Promise<string | undefined> {
    const nc = await connect({ servers: this.url().split(','), timeout: 3_000 });
    try {
      const { cluster } = await (await jetstreamManager(nc)).streams.info(stream);
      return cluster?.leader;
    } finally {
      await nc.close();
    }
  }

  async stop(): Promise<void> {
    for (const { child } of this.nodes) child?.signal('SIGKILL');
    await Promise.all(this.nodes.map(({ child }) => child?.ended));
    await this.network.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private node(name: string): Node {
    const found = this.nodes.find((node) => node.name === name);
    if (!found) throw new Error(`no node ${name}`);
    return found;
  }

  private config({ name, listen }: Node): string {
    return `server_name: ${name}
${listen.client}
ping_interval: "2s"
ping_max: 2
jetstream { store_dir: ${JSON.stringify(join(this.dir, name))}, max_file_store: 4GB, sync_interval: always }
cluster { name: spil, ${listen.cluster}, no_advertise: true, pool_size: 1 }
`;
  }

  /** JetStream answers: the three have found each other and chosen who leads. */
  private async formed(): Promise<void> {
    const nc = await connect({ servers: this.url().split(',') });
    const manager = await jetstreamManager(nc, { checkAPI: false, timeout: 2_000 });
    const config = { name: 'FORMED', subjects: ['formed'], num_replicas: 3 };
    const good = await comes(async () => (await manager.streams.add(config)).config.name === 'FORMED', 30_000);
    await manager.streams.delete('FORMED').catch(() => undefined);
    await nc.close();
    if (!good) throw new Error('the three brokers did not form a cluster');
  }
}
