import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { choices, freePort, startChild, type Child } from '@spil/testing';
import { Proxy } from './proxy';
import { comes } from './wait';

interface Node {
  name: string;
  client: number;
  /** Port others reach this one by: behind a proxy, so that links can be cut. */
  route: number;
  conf: string;
  child?: Child;
}

/** Three brokers on loopback, each link between two of them through a proxy of its own. */
export class Cluster {
  private constructor(
    readonly nodes: Node[],
    /** `from>to` */
    readonly links: Map<string, Proxy>,
    private readonly dir: string,
    private readonly binary: string,
  ) {}

  /** Undefined where the provider has no binary (a container): said, not hidden. */
  static async start(): Promise<Cluster | undefined> {
    const { nats } = await choices();
    if (nats.kind !== 'binary') return undefined;
    const dir = mkdtempSync(join(tmpdir(), 'spil-cluster-'));
    const nodes: Node[] = [];
    for (const name of ['a', 'b', 'c'])
      nodes.push({ name, client: await freePort(), route: await freePort(), conf: join(dir, `${name}.conf`) });
    const links = new Map<string, Proxy>();
    for (const from of nodes) for (const to of nodes) if (from !== to) links.set(`${from.name}>${to.name}`, await Proxy.to(to.route));
    const cluster = new Cluster(nodes, links, dir, nats.target);
    for (const node of nodes) writeFileSync(node.conf, cluster.config(node));
    await Promise.all(nodes.map((node) => cluster.begin(node)));
    await cluster.formed();
    return cluster;
  }

  /** Addresses of these nodes, all of them by default. */
  url(names = 'abc'): string {
    return this.nodes
      .filter(({ name }) => names.includes(name))
      .map(({ client }) => `nats://127.0.0.1:${client}`)
      .join(',');
  }

  async kill(name: string): Promise<void> {
    const node = this.node(name);
    node.child?.signal('SIGKILL');
    await node.child?.ended;
  }
  async begin(node: Node | string): Promise<void> {
    const one = typeof node === 'string' ? this.node(node) : node;
    one.child = await startChild(this.binary, ['-c', one.conf], one.client);
  }

  /** Cuts a node off from the two others: `silent`, connections stay open and nothing passes; `reset`, they end. */
  partition(name: string, how: 'silent' | 'reset'): void {
    for (const proxy of this.linksOf(name)) {
      proxy.weather = { refuse: true, blackHole: true };
      if (how === 'reset') proxy.cut('reset');
    }
  }

  /** Joins it again. What was swallowed left holes in the connections of before: they end. */
  join(name: string): void {
    for (const proxy of this.linksOf(name)) {
      proxy.cut('reset');
      proxy.weather = {};
    }
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
    for (const proxy of this.links.values()) await proxy.close();
    rmSync(this.dir, { recursive: true, force: true });
  }

  private linksOf(name: string): Proxy[] {
    return [...this.links].filter(([link]) => link.includes(name)).map(([, proxy]) => proxy);
  }

  private node(name: string): Node {
    const found = this.nodes.find((node) => node.name === name);
    if (!found) throw new Error(`no node ${name}`);
    return found;
  }

  // Nodes tell each other where a third can be reached: an address that leads nowhere keeps every link on its proxy.
  private config({ name, client, route }: Node): string {
    const others = this.nodes.filter((other) => other.name !== name);
    const routes = others.map((other) => `"nats://127.0.0.1:${this.links.get(`${name}>${other.name}`)?.port ?? 0}"`).join(', ');
    return `server_name: ${name}
host: 127.0.0.1
port: ${client}
ping_interval: "2s"
ping_max: 2
jetstream { store_dir: ${JSON.stringify(join(this.dir, name))}, max_file_store: 4GB, sync_interval: always }
cluster { name: spil, host: 127.0.0.1, port: ${route}, advertise: "127.0.0.1:9", no_advertise: true, pool_size: 1, routes: [${routes}] }
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
